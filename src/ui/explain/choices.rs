//! Which class is meant, the loss of that label, and of how many layers the weights are random.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::numbers::{decimals, exact, trimmed};
use crate::app::places::draw::analysis::Question;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::why::{classes, weighted_layers};
use crate::app::places::draw::{Action, Direction, DrawConfig};
use crate::app::text::draw::{self as text, why};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub backward: Option<Rc<Backward>>,
    pub act: Callback<Action>,
}

#[component]
pub fn Choices(Props { config, model, seen, backward, act }: &Props) -> Html {
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
    html! {
        <>
            <div class="classes" role="group" aria-label={if backwards { text::backward::LABEL } else { why::CLASSES }}>
                if backwards { <span>{ text::backward::LABEL }</span> }
                { for (0..model.plan.output().len()).map(class) }
            </div>
            if let (true, Some(backward), Some(seen)) = (backwards, backward, seen) {
                { loss(backward, seen) }
            }
            if config.direction == Direction::Why && config.analysis.question == Question::Attribution {
                { randomize(config.randomized, weighted_layers(model).len(), act) }
            }
        </>
    }
}

/// The loss, written out.
fn loss(backward: &Backward, seen: &Activations) -> Html {
    let probability = trimmed_to(seen.probabilities[backward.label], 4);
    let [sum, result] = text::backward::loss(backward.label, &probability, &decimals(backward.pass.loss, 3));
    html! { <p class="loss" data-testid="loss">{ sum }<b title={exact(backward.pass.loss)}>{ result }</b></p> }
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
