//! What lies above the page until it is closed.

use yew::prelude::*;

use super::browser;
use crate::app::shell::Action;
use crate::app::text::shell as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub class: &'static str,
    pub name: AttrValue,
    pub send: Callback<Action>,
    pub children: Html,
}

/// The focus comes here, and goes back to where it was.
#[component]
pub fn Dialog(Props { class, name, send, children }: &Props) -> Html {
    use_effect_with((), |()| {
        let before = browser::focused();
        browser::focus("close-dialog");
        move || drop(before.map(|before| before.focus()))
    });
    html! {
        <div class={*class} role="dialog" aria-label={name}>
            { children.clone() }
            <button id="close-dialog" class="primary" onclick={send.reform(|_: MouseEvent| Action::Escape)}>{ text::CLOSE }</button>
        </div>
    }
}
