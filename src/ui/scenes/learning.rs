//! How the network was learnt, and what the idea is.

use yew::prelude::*;

use super::curves::curves;
use super::inside::inside;
use super::learn_bar::{Control, LearnBar, engine, idea};
use super::similar;
use crate::app::color::Theme;
use crate::app::places::scenes::{Action, Learning, Scenes, Task};
use crate::app::places::train::{Chart, chart, smoothed};
use crate::app::text::scenes as text;
use crate::app::text::scenes_stages as words;
use crate::app::text::{Text, describe};
use crate::session::{SceneScores, State};

const CHART: (u32, u32) = (300, 96);
/// How much of the mean of losses so far is kept.
const SMOOTHING: f32 = 0.9;

pub fn learning(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    if scenes.config.task == Task::Similar {
        return similar::about(scenes);
    }
    let (network, learning) = (scenes.answers(), scenes.learning.as_ref());
    let (sentences, source) = match scenes.config.task {
        Task::Describe => (describe::IDEA, describe::SOURCE),
        _ => (text::idea(network), text::source(network)),
    };
    let drawn = html! {
        <>
            if let Some(learning) = learning { { charts_of(learning) } }
            if scenes.config.task == Task::Find { { curves(scenes) } }
        </>
    };
    html! {
        <aside class="learnt" aria-label={text::WHILE_IT_LEARNT}>
            { bar(scenes, ask) }
            { metrics(scenes) }
            { inside(scenes, drawn, theme, ask) }
            { idea(learning.is_none(), sentences, source) }
        </aside>
    }
}

fn metrics(scenes: &Scenes) -> Html {
    let (names, ids) = match scenes.config.task {
        Task::Find | Task::Similar => (text::METRICS, ["metric-map50", "metric-map75"]),
        Task::Describe => (describe::TRUE_SENTENCES, describe::METRICS),
        Task::Segment | Task::Generate | Task::Restyle | Task::Teach => {
            (text::SEGMENT_METRICS, ["metric-pixel-accuracy", "metric-foreground-iou"])
        }
    };
    let values = scenes.scores().map(|value| value.map_or(text::NO_NUMBER.to_string(), text::metric));
    let about = match scenes.learning {
        _ if scenes.config.task == Task::Describe => describe::ARE_TRUE,
        Some(_) => text::NOT_SCORED,
        None => text::UNSEEN,
    };
    html! {
        <div class="metrics">
            <dl>{ for names.into_iter().zip(ids).zip(values).map(|((name, id), value)| html! {
                <div><dt>{ name }</dt><dd data-testid={id}>{ value }</dd></div>
            }) }
            if scenes.has_two_stages() && !scenes.has_mask_head() {
                <div><dt>{ words::RECALL }</dt><dd data-testid="metric-recall10">{ scenes.recall().map_or(text::NO_NUMBER.to_string(), text::metric) }</dd></div>
            }
            </dl>
            <p class="fine">{ about }</p>
        </div>
    }
}

fn bar(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let (training, tasks) = (scenes.config.training(), scenes.config.tasks());
    let runs = scenes.learning.as_ref().is_some_and(|learning| learning.run.state() == State::Running);
    let (action, name, control) = match runs {
        true => (Action::Pause, text::PAUSE, Control::Pause),
        false => (Action::Play, text::PLAY, Control::Play),
    };
    let said = match &scenes.learning {
        Some(learning) => {
            let all = scenes.config.epochs_of(learning.task);
            let said = text::learnt(learning.run.epochs(), all, training, learning.run.seconds);
            match tasks.iter().position(|task| *task == learning.task) {
                Some(place) if tasks.len() > 1 => words::learnt(1 + place, tasks.len(), &said),
                _ => said,
            }
        }
        None if tasks.len() > 1 => {
            let epochs: Vec<usize> = tasks.iter().map(|task| scenes.config.epochs_of(*task)).collect();
            words::course(&epochs, training)
        }
        None => text::course(scenes.config.epochs_of(tasks[0]), training),
    };
    let others = html! {
        <>
            <button class="quiet" data-testid="reset" onclick={ask.reform(|_| Action::Reset)}>{ text::RESET }</button>
            if scenes.learning.is_some() {
                <button class="quiet" data-testid="use-trained" onclick={ask.reform(|_| Action::UseTrained)}>{ text::USE_TRAINED }</button>
            }
        </>
    };
    let press = ask.reform(move |_| action.clone());
    LearnBar { control, name, disabled: false, said, press, others, engine: engine(scenes, ask) }.view()
}

/// Of a run of the worker that trains.
fn charts_of(learning: &Learning) -> Html {
    let losses = learning.run.points().iter().map(|point| (point.step as f32, point.loss)).collect();
    let score = |which: usize| {
        learning.scores.iter().map(move |(step, scores)| (*step as f32, scores.figures()[which])).collect()
    };
    let names = match learning.scores.last() {
        Some((_, SceneScores::Segment { .. })) => text::SEGMENT_METRICS,
        Some((_, SceneScores::Describe { .. })) => describe::TRUE_SENTENCES,
        Some((_, SceneScores::Propose { .. })) => words::PROPOSE_METRICS,
        _ => text::METRICS,
    };
    charts(losses, [score(0), score(1)], names, learning.run.earlier())
}

/// The loss over the steps, and both scores after each epoch; where `earlier` is, if that is looked at.
pub fn charts(
    losses: Vec<(f32, f32)>,
    [first, second]: [Vec<(f32, f32)>; 2],
    names: [Text; 2],
    earlier: Option<u64>,
) -> Html {
    let has_scores = !first.is_empty();
    let loss = vec![("ink", smoothed(&losses, SMOOTHING))];
    let scores = vec![("ink", first), ("accent", second)];
    let mark = earlier.map(|step| step as f32);
    let drawn =
        |lines, log| Html::from_html_unchecked(chart(&Chart { size: CHART, lines, log, mark }).into());
    html! {
        <div class="learnt-charts">
            <figure data-testid="loss-chart">{ drawn(loss, true) }<figcaption>{ text::LOSS }</figcaption></figure>
            if has_scores {
                <figure data-testid="score-chart">{ drawn(scores, false) }
                    <figcaption><i class="ink"></i>{ names[0] }<i class="accent"></i>{ names[1] }</figcaption>
                </figure>
            }
        </div>
    }
}
