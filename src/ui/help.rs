//! The keys, in one list that both the help and the keyboard are made of.

use yew::prelude::*;

use super::browser;
use super::page::Message;

/// Keys and what they do.
const KEYS: [(&str, &str); 11] = [
    ("0 … 9", "a sample of that digit, another one each time"),
    ("C", "clear the pad"),
    ("U or Ctrl Z", "undo the last stroke"),
    ("E", "pen or eraser"),
    ("← → ↑ ↓", "walk over the maps, or over the cells of an opened map"),
    ("Enter", "open a map, pin a cell"),
    ("Esc", "back by one level"),
    ("S", "copy a link to exactly this"),
    ("P", "present: larger, and nothing else on the screen"),
    ("T", "light or dark"),
    ("? or H", "these keys"),
];

#[derive(Properties, PartialEq)]
pub struct Props {
    pub close: Callback<Message>,
}

#[component]
pub fn Help(Props { close }: &Props) -> Html {
    // The focus comes here, and goes back to where it was.
    use_effect_with((), |()| {
        let before = browser::focused();
        browser::focus("close-help");
        move || drop(before.map(|before| before.focus()))
    });
    let close = close.reform(|_: MouseEvent| Message::Escape);
    html! {
        <div class="help" role="dialog" aria-label="Keys">
            <h2>{ "Keys" }</h2>
            <dl>
                { for KEYS.map(|(keys, what)| html! { <><dt>{ keys }</dt><dd>{ what }</dd></> }) }
            </dl>
            <p>{ "Everything is computed in this page, by the engine that trained the network. You can’t break it." }</p>
            <button id="close-help" class="primary" onclick={close}>{ "Close" }</button>
        </div>
    }
}
