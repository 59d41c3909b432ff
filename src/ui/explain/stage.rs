//! The network, looked at from the loss back to the drawing, or asked why it guesses that.

use std::rc::Rc;

use yew::prelude::*;

use super::analysis::{Analysis, Answers, Questions};
use super::backward_panel::BackwardPanel;
use super::choices::Choices;
use super::why::Why;
use crate::app::color::Theme;
use crate::app::places::draw::analysis::Question;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::weight::Trial;
use crate::app::places::draw::why::Explained;
use crate::app::places::draw::{Action, Direction, DrawConfig, Focus};
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
    let places = use_layout(model, props.window);
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
            } else {
                <Network model={model.clone()} seen={seen.clone()} backward={backward.clone()} {places}
                    opened={*opened} focus={*focus} theme={*theme} act={act.clone()} />
                <BackwardPanel model={model.clone()} seen={seen.clone()} backward={backward.clone()} weight={config.weight}
                    trial={props.trial.clone()} steps={props.steps} opened={*opened} focus={*focus} theme={*theme} act={act.clone()} />
            }
        </>
    }
}
