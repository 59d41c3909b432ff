//! Whose version of a network is shown, and which one beside it.

use yew::prelude::*;

use crate::app::places::networks::{Action, Listed, Networks};
use crate::app::text::networks as text;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

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
