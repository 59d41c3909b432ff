//! The network, looked at from the drawing to the guess.

use std::rc::Rc;

use yew::prelude::*;

use super::directions::Directions;
use super::exports::Exports;
use super::network::Network;
use super::panel::Panel;
use super::use_layout;
use crate::app::color::Theme;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, DrawConfig, Focus, RangeOf};
use crate::app::show::Show;
use crate::app::text::draw as text;
use crate::ui::widgets::fields::Choice;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    /// What is chosen: another direction than this is on its way.
    pub config: DrawConfig,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub window: (f32, f32),
    pub show: Show,
    pub act: Callback<Action>,
    /// Another direction may be chosen soon.
    pub near: Callback<()>,
}

#[component]
pub fn Forward(props: &Props) -> Html {
    let Props { model, seen, config, opened, focus, theme, window, show, act, near } = props;
    let (places, other) = (use_layout(model, *window, *show), !config.every_step);
    html! {
        <>
            <Directions direction={config.direction} network={config.network} act={act.clone()} near={near.clone()}>
                <Choice name={text::columns::RANGE_OF} options={RangeOf::ALL.map(|(_, _, name)| name.into()).to_vec()} chosen={config.range as usize}
                    choose={act.reform(|at: usize| Action::Range(RangeOf::ALL[at].0))} testid="range" />
                <label class="every-step" title={text::columns::EVERY_STEP_TITLE}>
                    <input type="checkbox" data-testid="every-step" checked={config.every_step}
                        onchange={act.reform(move |_: Event| Action::EveryStep(other))} />
                    { text::columns::EVERY_STEP }
                </label>
                <Exports model={model.clone()} seen={seen.clone()} places={places.clone()} range={config.range} theme={*theme} />
            </Directions>
            <Network model={model.clone()} seen={seen.clone()} range={config.range} {places} opened={*opened} focus={*focus}
                theme={*theme} act={act.clone()} />
            <Panel model={model.clone()} seen={seen.clone()} opened={*opened} focus={*focus}
                theme={*theme} act={act.clone()} />
        </>
    }
}
