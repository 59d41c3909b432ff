//! One sentence about something that went wrong.

use yew::prelude::*;

use crate::app::text::shell::DISMISS;

/// What is said until somebody has read it.
pub fn notice(said: &str, dismiss: Callback<MouseEvent>) -> Html {
    html! {
        <p class="notice" role="alert" data-testid="notice">
            { said }
            <button onclick={dismiss} aria-label={DISMISS}>{ "×" }</button>
        </p>
    }
}
