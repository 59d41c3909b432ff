//! The keys of the page and of its places. What each does stands where it is listened to.

use yew::prelude::*;

use super::browser;
use super::page::Message;
use super::widgets::timeline_keys::TIMELINE_KEYS;
use crate::app::shell::Place;

/// Keys that mean the same everywhere, and what they do.
const PAGE_KEYS: [(&str, &str); 6] = [
    ("P", "present: larger, and nothing else on the screen"),
    ("B or .", "a black screen while presenting, and back"),
    ("S", "copy a link to exactly this"),
    ("T", "light or dark"),
    ("Esc", "back by one level"),
    ("? or H", "these keys"),
];
/// Those of Draw.
const DRAW_KEYS: [(&str, &str); 6] = [
    ("0 … 9", "a sample of that digit, another one each time"),
    ("C", "clear the pad"),
    ("U or Ctrl Z", "undo the last stroke"),
    ("E", "pen or eraser"),
    ("← → ↑ ↓", "walk over the maps, or over the cells of an opened map"),
    ("Enter", "open a map, pin a cell"),
];
/// Those of Train.
const TRAIN_KEYS: [(&str, &str); 2] =
    [("Space", "train or pause"), ("→ or Page ↓", "one batch, or the next part in slow motion")];
/// Those of a grid of numbers.
const GRID_KEYS: [(&str, &str); 3] = [
    ("← → ↑ ↓ in a grid", "walk from cell to cell"),
    ("a digit, Enter", "change the cell, pin a result"),
    ("Alt ↑, Alt ↓", "one more, one less"),
];

#[derive(Properties, PartialEq)]
pub struct Props {
    pub place: Option<Place>,
    pub close: Callback<Message>,
}

#[component]
pub fn Help(Props { place, close }: &Props) -> Html {
    // The focus comes here, and goes back to where it was.
    use_effect_with((), |()| {
        let before = browser::focused();
        browser::focus("close-help");
        move || drop(before.map(|before| before.focus()))
    });
    let close = close.reform(|_: MouseEvent| Message::Escape);
    let keys = |keys: &[(&'static str, &'static str)]| -> Html {
        keys.iter().map(|(keys, what)| html! { <><dt>{ *keys }</dt><dd>{ *what }</dd></> }).collect()
    };
    html! {
        <div class="help" role="dialog" aria-label="Keys">
            <h2>{ "Keys" }</h2>
            <dl>
                { match place {
                    Some(Place::Draw) => keys(&DRAW_KEYS),
                    Some(Place::Convolve | Place::Pool) => html! { <>{ keys(&TIMELINE_KEYS) }{ keys(&GRID_KEYS) }</> },
                    Some(Place::Train) => keys(&TRAIN_KEYS),
                    None => Html::default(),
                } }
                { keys(&PAGE_KEYS) }
            </dl>
            <p>{ "Everything is computed in this page, by the engine that trained the network. You can’t break it." }</p>
            <button id="close-help" class="primary" onclick={close}>{ "Close" }</button>
        </div>
    }
}
