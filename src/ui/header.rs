//! The bar at the top: the name, the places, and what every place has.

use yew::prelude::*;

use super::page::Message;
use super::share::Copied;
use crate::app::color::Theme;
use crate::app::shell::{Action, Place};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub place: Option<Place>,
    pub theme: Theme,
    pub copied: Option<Copied>,
    pub send: Callback<Message>,
}

#[component]
pub fn Header(Props { place, theme, copied, send }: &Props) -> Html {
    let say = |message: Message| send.reform(move |_: MouseEvent| message.clone());
    let other = theme.other().name();
    html! {
        <header class="bar">
            <h1 class="name">{ "Convo" }<b>{ "scope" }</b></h1>
            <nav aria-label="Places">
                { for Place::ALL.map(|(to, name)| {
                    let current = (*place == Some(to)).then_some("page");
                    html! { <button aria-current={current} onclick={say(Action::Go(to).into())}>{ name }</button> }
                }) }
            </nav>
            <div class="tools">
                <button onclick={say(Message::Share(Copied::Link))} title="Copy a link to exactly this (S)">
                    { if *copied == Some(Copied::Link) { "Copied" } else { "Share" } }
                </button>
                <button class="embedder" data-testid="embed" onclick={say(Message::Share(Copied::Frame))}
                    title="Copy code that shows exactly this in a page of yours">
                    { if *copied == Some(Copied::Frame) { "Copied" } else { "Embed" } }
                </button>
                <button class="presenter" onclick={say(Message::Present)} title="Larger, and nothing else on the screen (P)">{ "Present" }</button>
                <button onclick={say(Message::Theme)} aria-label={format!("Show in {other}")} title={format!("Show in {other} (T)")}>
                    { "◐" }
                </button>
                <button onclick={say(Message::Help)} aria-label="Keys" title="Keys (?)">{ "?" }</button>
            </div>
        </header>
    }
}
