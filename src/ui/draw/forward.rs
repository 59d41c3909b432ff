//! The network, looked at from the drawing to the guess.

use std::rc::Rc;

use yew::prelude::*;

use super::directions::Directions;
use super::network::Network;
use super::panel::Panel;
use super::use_layout;
use crate::app::color::Theme;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, ChosenNetwork, Direction, Focus};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    /// The direction that was chosen: another one than this is on its way.
    pub direction: Direction,
    pub network: ChosenNetwork,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub window: (f32, f32),
    pub act: Callback<Action>,
    /// Another direction may be chosen soon.
    pub near: Callback<()>,
}

#[component]
pub fn Forward(props: &Props) -> Html {
    let Props { model, seen, direction, network, opened, focus, theme, window, act, near } = props;
    let places = use_layout(model, *window);
    html! {
        <>
            <Directions direction={*direction} network={*network} act={act.clone()} near={near.clone()} />
            <Network model={model.clone()} seen={seen.clone()} {places} opened={*opened} focus={*focus}
                theme={*theme} act={act.clone()} />
            <Panel model={model.clone()} seen={seen.clone()} opened={*opened} focus={*focus}
                theme={*theme} act={act.clone()} />
        </>
    }
}
