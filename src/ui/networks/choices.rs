//! Which network is shown, whose version of it, and which one beside it.

use yew::prelude::*;

use crate::app::places::networks::{Action, Listed, Networks};
use crate::app::text::networks as text;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

/// A button for each network.
pub fn which(networks: &Networks, listed: &[Listed], ask: &Callback<Action>) -> Html {
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
    let listed: Html = listed
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

/// Whose version of the network is shown, where there are two.
pub fn versions(networks: &Networks, ask: &Callback<Action>) -> Html {
    let Some((versions, chosen)) = networks.versions() else { return Html::default() };
    let options = versions.map(|(_, name)| AttrValue::from(name)).to_vec();
    let choose = ask.reform(move |index: usize| Action::Show(versions[index].0));
    html! { <Segments name={text::VERSION} {options} {chosen} {choose} testid="version" /> }
}

/// Which network is shown beside it.
pub fn comparison(networks: &Networks, listed: &[Listed], ask: &Callback<Action>) -> Html {
    let all: Vec<_> = listed.iter().map(|one| one.chosen).collect();
    let names = listed.iter().map(|one| AttrValue::from(one.name));
    let options = [AttrValue::from(text::NOT_COMPARED)].into_iter().chain(names).collect::<Vec<_>>();
    let compared = networks.config.compared;
    let at =
        compared.and_then(|compared| all.iter().position(|one| one.architecture == compared.architecture));
    let choose =
        ask.reform(move |index: usize| Action::Compare(index.checked_sub(1).map(|index| all[index])));
    html! { <Choice name={text::COMPARE_WITH} {options} chosen={at.map_or(0, |at| at + 1)} {choose} testid="compare" /> }
}
