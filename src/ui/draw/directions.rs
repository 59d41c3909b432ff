//! Which way the network is looked at.

use yew::prelude::*;

use crate::app::places::draw::chosen_network::NETWORKS;
use crate::app::places::draw::{Action, ChosenNetwork, Direction};
use crate::app::text::draw as text;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub direction: Direction,
    pub network: ChosenNetwork,
    pub act: Callback<Action>,
    /// Another direction may be chosen soon.
    #[prop_or_default]
    pub near: Callback<()>,
    /// What else there is to choose.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Directions(Props { direction, network, act, near, children }: &Props) -> Html {
    let directions = Direction::ALL.map(|(direction, ..)| direction);
    let chosen = directions.iter().position(|other| other == direction).unwrap_or(0);
    let choose = act.reform(move |i: usize| Action::Direction(directions[i]));
    let networks = NETWORKS.map(|(network, ..)| network);
    let chosen_network = networks.iter().position(|other| other == network).unwrap_or(0);
    let choose_network = act.reform(move |i: usize| Action::Network(networks[i]));
    html! {
        <div class="directions" onpointerenter={near.reform(|_: PointerEvent| ())} onfocusin={near.reform(|_: FocusEvent| ())}>
            <Choice name={text::networks::WHICH_NETWORK} options={NETWORKS.map(|(_, _, name)| name.into()).to_vec()} chosen={chosen_network}
                choose={choose_network} testid="network" wide={true} />
            <Segments name={text::DIRECTION} options={Direction::ALL.map(|(_, _, name)| name.into()).to_vec()}
                {chosen} {choose} testid="direction"
                option_testids={Direction::ALL.map(|(_, id, _)| format!("direction-{id}").into()).to_vec()} />
            { children.clone() }
        </div>
    }
}
