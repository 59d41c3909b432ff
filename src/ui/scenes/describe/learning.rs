//! How the decoder was learnt, and what the idea is.

use yew::prelude::*;

use crate::app::places::scenes::describe::DescribeLearning;
use crate::app::places::scenes::{Action, Inside, Scenes, describe_scores};
use crate::app::text::describe as text;
use crate::app::text::scenes as scene_text;
use crate::ui::scenes::inside::bar;
use crate::ui::scenes::learn_bar::{Control, LearnBar, idea};
use crate::ui::scenes::learning::charts;
use crate::ui::train::flow::norms;

/// What is shown of it: where it looks is shown on the scene.
const INSIDE: [Inside; 2] = [Inside::Curves, Inside::Gradients];

pub fn learning(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let Some(describe) = scenes.describing() else { return Html::default() };
    let learning = describe.learning.as_ref();
    let scores = learning.map_or(Some(describe_scores()), DescribeLearning::scores);
    let scores = scores.map(|scores| scores.map(Some)).unwrap_or_default();
    html! {
        <aside class="learnt" aria-label={scene_text::WHILE_IT_LEARNT}>
            { play_bar(scenes, learning, ask) }
            <div class="metrics">
                <dl>{ for text::TRUE_SENTENCES.into_iter().zip(text::METRICS).zip(scores).map(|((name, id), value)| html! {
                    <div><dt>{ name }</dt><dd data-testid={id}>{ value.map_or(scene_text::NO_NUMBER.to_string(), scene_text::metric) }</dd></div>
                }) }</dl>
                <p class="fine">{ text::ARE_TRUE }</p>
            </div>
            if let Some(learning) = learning {
                { bar(scenes, learning.timeline(), &INSIDE, ask) }
                if scenes.inside == Inside::Gradients { { gradients(learning) } } else { { curves(learning) } }
            }
            { idea(learning.is_none(), text::IDEA, text::SOURCE) }
        </aside>
    }
}

fn play_bar(scenes: &Scenes, learning: Option<&DescribeLearning>, ask: &Callback<Action>) -> Html {
    let (action, name, control) = match learning.is_some_and(|learning| learning.runs) {
        true => (Action::Pause, text::STOP, Control::Stop),
        false => (Action::Play, scene_text::PLAY, Control::Play),
    };
    let (epochs, training) = (scenes.config.epochs(), scenes.config.training());
    let said = match learning {
        Some(it) => text::learnt(it.losses.len(), it.scores.len(), training, it.seconds),
        None => scene_text::course(epochs, training),
    };
    let others = html! {
        if learning.is_some() {
            <button class="quiet" data-testid="use-trained" onclick={ask.reform(|_| Action::Reset)}>{ scene_text::USE_TRAINED }</button>
        }
    };
    let press = ask.reform(move |_| action.clone());
    LearnBar { control, name, disabled: false, said, press, others }.view()
}

/// The loss of each step, and after each pass how many sentences are true.
fn curves(learning: &DescribeLearning) -> Html {
    let losses = learning.losses.iter().enumerate().map(|(step, loss)| (1.0 + step as f32, *loss)).collect();
    let score =
        |which: usize| learning.scores.iter().map(move |(step, it)| (*step as f32, it[which])).collect();
    charts(losses, [score(0), score(1)], text::TRUE_SENTENCES, learning.timeline().earlier())
}

/// The norm of the gradient of each group of parameters.
fn gradients(learning: &DescribeLearning) -> Html {
    let known = learning.gradient_norms();
    let names = text::PARAM_GROUPS.map(|name| name.get());
    let column = names.into_iter().enumerate().map(|(group, name)| (name, known.map(|norms| norms[group])));
    html! { <section class="train-flow" aria-label={text::GRADIENTS} data-testid="gradient-flow">{ norms(&[column.collect()]) }</section> }
}
