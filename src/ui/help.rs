//! The keys of the page and of its places. What each does stands where it is listened to.

use yew::prelude::*;

use super::browser;
use super::dialog::Dialog;
use crate::app::place::Place;
use crate::app::shell::Action;
use crate::app::text::Text;
use crate::app::text::{lab::LAB_KEYS, lab::TIMELINE_KEYS, shell as text};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub place: Option<Place>,
    pub send: Callback<Action>,
}

#[component]
pub fn Help(Props { place, send }: &Props) -> Html {
    let has_single_keys = use_state(browser::has_single_keys);
    let switch = {
        let has_single_keys = has_single_keys.clone();
        Callback::from(move |_: Event| {
            browser::set_single_keys(!*has_single_keys);
            has_single_keys.set(!*has_single_keys);
        })
    };
    let keys = |keys: &[(Text, Text)]| -> Html {
        keys.iter().map(|(keys, what)| html! { <><dt>{ *keys }</dt><dd>{ *what }</dd></> }).collect()
    };
    html! {
        <Dialog class="help" name={text::KEYS} send={send.clone()}>
            <h2>{ text::KEYS }</h2>
            <dl>
                { match place {
                    Some(Place::Draw) => keys(&text::DRAW_KEYS),
                    Some(Place::Convolve | Place::Pool) => html! { <>{ keys(&TIMELINE_KEYS) }{ keys(&LAB_KEYS) }{ keys(&text::GRID_KEYS) }</> },
                    Some(Place::Train) => keys(&text::TRAIN_KEYS),
                    Some(Place::Lessons) => keys(&crate::app::text::lessons::KEYS),
                    Some(Place::Networks | Place::Scenes) | None => Html::default(),
                } }
                { keys(&text::PAGE_KEYS) }
            </dl>
            <label><input type="checkbox" data-testid="single-keys" checked={*has_single_keys} onchange={switch} />{ text::SINGLE_KEYS }</label>
            <p>{ text::ABOUT }</p>
        </Dialog>
    }
}
