//! The network, looked at from the loss back to the drawing, or asked why it guesses that.

use std::rc::Rc;

use yew::prelude::*;

use super::analysis::{Analysis, Answers, Questions};
use super::backward_panel::BackwardPanel;
use super::choices::Choices;
use super::neuron_chain::NeuronChain;
use super::overview::Overview;
use super::why::Why;
use crate::app::color::Theme;
use crate::app::lab::clock::Clock;
use crate::app::places::draw::analysis::Question;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::walk::Walk;
use crate::app::places::draw::weight::Trial;
use crate::app::places::draw::why::Explained;
use crate::app::places::draw::{Action, Direction, DrawConfig, Focus};
use crate::app::show::Show;
use crate::drawing::pipeline::Prepared;
use crate::ui::draw::directions::Directions;
use crate::ui::draw::network::Network;
use crate::ui::draw::use_layout;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub prepared: Option<Rc<Prepared>>,
    pub seen: Option<Rc<Activations>>,
    pub explained: Rc<Explained>,
    pub answers: Answers,
    pub backward: Option<Rc<Backward>>,
    /// The walk back, and the clock that it is walked by.
    pub walk: Option<(Walk, Clock)>,
    pub trial: Option<Rc<Trial>>,
    /// Which ε and which α a gradient is checked and followed with.
    pub steps: [usize; 2],
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub window: (f32, f32),
    pub act: Callback<Action>,
}

#[component]
pub fn Stage(props: &Props) -> Html {
    let Props { config, model, seen, backward, opened, focus, theme, act, .. } = props;
    let places = use_layout(model, props.window, Show::Alone);
    // Of the way back, what the walk has come to.
    let current = props.walk.as_ref().map(|(walk, _)| walk.step());
    let first = current.map(|step| step.first_column(model));
    let known = use_memo((backward.clone(), first), |(backward, first)| match (backward, first) {
        (Some(backward), Some(first)) => Some(Rc::new(backward.from_column(model, *first))),
        (backward, _) => backward.clone(),
    });
    let known = (*known).clone();
    let question = config.analysis.question;
    // What the others answer does not depend on the class that is chosen.
    let is_of_class =
        config.direction != Direction::Why || matches!(question, Question::Attribution | Question::Ablation);
    html! {
        <>
            <Directions direction={config.direction} network={config.network} act={act.clone()}>
                if config.direction == Direction::Why { <Questions {question} act={act.clone()} /> }
                if is_of_class {
                    <Choices config={config.clone()} model={model.clone()} seen={seen.clone()} backward={backward.clone()} act={act.clone()} />
                }
            </Directions>
            if config.direction == Direction::Why && question != Question::Attribution {
                <Analysis config={config.clone()} model={model.clone()} prepared={props.prepared.clone()} seen={seen.clone()}
                    answers={props.answers.clone()} opened={*opened} focus={*focus} theme={*theme} window={props.window} act={act.clone()} />
            } else if config.direction == Direction::Why {
                <Why config={config.clone()} model={model.clone()} prepared={props.prepared.clone()} seen={seen.clone()}
                    explained={props.explained.clone()} theme={*theme} act={act.clone()} />
            } else if let Some(chain) = config.backward.chain {
                <NeuronChain {chain} act={act.clone()} />
            } else {
                <Network model={model.clone()} seen={seen.clone()} backward={known} current={first} {places}
                    opened={*opened} focus={*focus} theme={*theme} act={act.clone()} />
                if opened.is_none() {
                    <Overview model={model.clone()} backward={backward.clone()} walk={props.walk.clone()} theme={*theme} act={act.clone()} />
                } else {
                    <BackwardPanel model={model.clone()} seen={seen.clone()} backward={backward.clone()} weight={config.weight}
                        path={config.backward.path.clone()} trial={props.trial.clone()} steps={props.steps} opened={*opened}
                        focus={*focus} theme={*theme} act={act.clone()} />
                }
            }
        </>
    }
}
