//! Which way the network is looked at, and which class is meant.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::numbers::{decimals, trimmed};
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::chosen_network::NETWORKS;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::why::{classes, weighted_layers};
use crate::app::places::draw::{Action, Direction, DrawConfig};
use crate::app::text::draw::{self as text, why};
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub backward: Option<Rc<Backward>>,
    pub act: Callback<Action>,
}

#[component]
pub fn Directions(Props { config, model, seen, backward, act }: &Props) -> Html {
    let directions = Direction::ALL.map(|(direction, ..)| direction);
    let chosen = directions.iter().position(|direction| *direction == config.direction).unwrap_or(0);
    let choose = act.reform(move |i: usize| Action::Direction(directions[i]));
    let (meant, against) = seen
        .as_ref()
        .and_then(|seen| classes(config, &seen.ranking()))
        .map_or((config.class, None), |(class, against)| (Some(class), against));
    let backwards = config.direction == Direction::Backward;
    let class = |class: usize| {
        let compared = config.direction == Direction::Why && against == Some(class);
        html! {
            <button data-testid={format!("why-class-{class}")} aria-pressed={(meant == Some(class)).to_string()}
                aria-label={if backwards { text::backward::label(class) } else { why::class(class) }} class={classes!(compared.then_some("against"))}
                onclick={act.reform(move |_| Action::Class(class))}>
                { class }
            </button>
        }
    };
    let networks = NETWORKS.map(|(network, ..)| network);
    let network = networks.iter().position(|network| *network == config.network).unwrap_or(0);
    let choose_network = act.reform(move |i: usize| Action::Network(networks[i]));
    html! {
        <div class="directions">
            <Choice name={text::networks::WHICH_NETWORK} options={NETWORKS.map(|(_, _, name)| name.into()).to_vec()} chosen={network}
                choose={choose_network} testid="network" wide={true} />
            <Segments name={text::DIRECTION} options={Direction::ALL.map(|(_, _, name)| name.into()).to_vec()}
                {chosen} {choose} testid="direction"
                option_testids={Direction::ALL.map(|(_, id, _)| format!("direction-{id}").into()).to_vec()} />
            if config.direction != Direction::Forward {
                <div class="classes" role="group" aria-label={if backwards { text::backward::LABEL } else { why::CLASSES }}>
                    if backwards { <span>{ text::backward::LABEL }</span> }
                    { for (0..model.plan.output().len()).map(class) }
                </div>
            }
            if let (Direction::Backward, Some(backward), Some(seen)) = (config.direction, backward, seen) {
                { loss(backward, seen) }
            }
            if config.direction == Direction::Why {
                { randomize(config.randomized, weighted_layers(model).len(), act) }
            }
        </div>
    }
}

/// The loss, written out.
fn loss(backward: &Backward, seen: &Activations) -> Html {
    let probability = trimmed_to(seen.probabilities[backward.label], 4);
    let [sum, result] = text::backward::loss(backward.label, &probability, &decimals(backward.pass.loss, 3));
    html! { <p class="loss" data-testid="loss">{ sum }<b title={backward.pass.loss.to_string()}>{ result }</b></p> }
}

/// A probability with so many decimals, or in scientific notation where that would show nothing of it.
fn trimmed_to(probability: f32, digits: usize) -> String {
    if probability >= 1e-3 { decimals(probability, digits) } else { trimmed(probability) }
}

/// Of how many layers the weights are random: one more, one fewer.
fn randomize(random: usize, all: usize, act: &Callback<Action>) -> Html {
    let go = |to: usize| act.reform(move |_: MouseEvent| Action::Randomize(to));
    html! {
        <div class="randomize" role="group" aria-label={why::RANDOMIZE}>
            <span>{ why::RANDOMIZE }</span>
            <div class="stepper">
                <button data-testid="randomize-fewer" aria-label={why::FEWER} disabled={random == 0} onclick={go(random.saturating_sub(1))}>{ "−" }</button>
                <output data-testid="randomized">{ why::layers(random, all) }</output>
                <button data-testid="randomize" aria-label={why::MORE} disabled={random == all} onclick={go(random + 1)}>{ "+" }</button>
            </div>
        </div>
    }
}
