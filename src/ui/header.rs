//! The bar at the top: the name, the places, and what every place has.

use yew::prelude::*;

use super::appearance::Appearance;
use super::language::Languages;
use crate::app::color::Theme;
use crate::app::place::Place;
use crate::app::shell::{Action, Copied};
use crate::app::text::shell as text;
use crate::app::text::{Language, Text};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub place: Option<Place>,
    /// Where each place is found.
    pub links: Vec<(Place, String)>,
    pub theme: Theme,
    pub language: Language,
    pub copied: Option<Copied>,
    pub send: Callback<Action>,
}

#[component]
pub fn Header(Props { place, links, theme, language, copied, send }: &Props) -> Html {
    let say = |action: Action| send.reform(move |_: MouseEvent| action.clone());
    let (head, tail) = text::NAME;
    let copy = |what: Copied, name: Text| if *copied == Some(what) { text::COPIED } else { name };
    html! {
        <header class="bar">
            <h1 class="name">{ head }<b>{ tail }</b></h1>
            <nav aria-label={text::PLACES}>
                { for links.iter().map(|(to, href)| {
                    let current = (*place == Some(*to)).then_some("page");
                    html! { <a href={href.clone()} aria-current={current} onclick={go(*to, send)}>{ text::place(*to) }</a> }
                }) }
            </nav>
            <div class="tools">
                <button onclick={say(Action::Copy(Copied::Link))} title={text::SHARE_TITLE}>{ copy(Copied::Link, text::SHARE) }</button>
                <button class="embedder" data-testid="qr-code" onclick={say(Action::QrCode)} title={text::QR_CODE_TITLE}>{ text::QR_CODE }</button>
                <button class="embedder" data-testid="embed" onclick={say(Action::Copy(Copied::Frame))} title={text::EMBED_TITLE}>
                    { copy(Copied::Frame, text::EMBED) }
                </button>
                <button class="presenter" onclick={say(Action::Present)} title={text::PRESENT_TITLE}>{ text::PRESENT }</button>
                <Languages language={*language} send={send.clone()} />
                <Appearance theme={*theme} send={send.clone()} />
                <button class="keys-help" onclick={say(Action::Help)} aria-label={text::KEYS} title={text::with_key(text::KEYS.get(), "?")}>{ "?" }</button>
            </div>
        </header>
    }
}

/// A plain click goes there within the page; with a key, or another button of the mouse, the browser opens the link as it likes.
fn go(to: Place, send: &Callback<Action>) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |event: MouseEvent| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if plain {
            event.prevent_default();
            send.emit(Action::Go(to));
        }
    })
}
