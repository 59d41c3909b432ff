//! The networks to choose from.

use yew::prelude::*;

use crate::app::places::networks::{Action, Listed, Networks};
use crate::app::text::networks as text;

/// A button for each network.
pub fn which(networks: &Networks, all: &[Listed], ask: &Callback<Action>) -> Html {
    let shown =
        (!networks.config.last_run && !networks.config.file).then_some(networks.config.shown.architecture);
    let last_run = networks.last_run.as_ref().map(|trained| {
        html! {
            <button data-testid="network-last" aria-pressed={networks.config.last_run.to_string()}
                onclick={ask.reform(|_| Action::ShowLastRun)}>
                <b>{ text::LAST_RUN }</b><span>{ &trained.name }</span>
            </button>
        }
    });
    let listed: Html = all
        .iter()
        .map(|Listed { id, name, detail, chosen }| {
            let (chosen, pressed) = (*chosen, Some(chosen.architecture) == shown);
            html! {
                <button data-testid={format!("network-{id}")} aria-pressed={pressed.to_string()}
                    onclick={ask.reform(move |_| Action::Show(chosen))}>
                    <b>{ name }</b><span>{ detail }</span>
                </button>
            }
        })
        .collect();
    html! { <>{ listed }{ last_run }</> }
}
