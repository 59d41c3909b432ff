//! What comes of both networks: how much is right, over time, and what is taken for what.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::examples::values;
use crate::app::color::Theme;
use crate::app::numbers::whole_percent;
use crate::app::places::scenes::teach::Course;
use crate::app::places::scenes::{Action, Inside, Scenes};
use crate::app::places::train::{Chart, chart, smoothed};
use crate::app::text::scenes_teach as text;
use crate::app::text::scenes_teach_own::{LOSSES, NOT_SCORED};
use crate::app::text::shell::TRY_AGAIN;
use crate::data::Dataset;
use crate::session::{Evaluation, Point};
use crate::ui::scenes::inside::inside;
use crate::ui::train::confusion_matrix::ConfusionMatrix;
use crate::ui::train::images::image;
use crate::ui::widgets::segments::Segments;

const CHART: (u32, u32) = (420, 150);
/// How much of the mean of losses so far is kept.
const SMOOTHING: f32 = 0.8;
/// Images that are shown behind a cell.
const MOST: usize = 24;
/// How both lines are drawn.
const LINES: [&str; 2] = ["accent", "second"];
const TESTIDS: [&str; 2] = ["right-transferred", "right-scratch"];

/// What is known of both networks.
pub struct Results<'a> {
    pub courses: &'a [Course],
    /// Whether what is taken over stays as it is.
    pub frozen: bool,
    /// What is shown of the samples.
    pub data: Arc<Dataset>,
    /// What is scored, in a sentence; `None` where there is nothing to score on.
    pub scored: Option<String>,
    /// What is said while there is nothing to be shown.
    pub waits: String,
}

/// Why nothing learns any more, and the way to begin anew.
pub fn failed(why: &str, again: Callback<MouseEvent>) -> Html {
    html! { <p role="alert">{ why }{ " " }<button class="quiet" onclick={again}>{ TRY_AGAIN }</button></p> }
}

pub fn results(
    scenes: &Scenes,
    Results { courses, frozen, data, scored, waits }: Results<'_>,
    theme: Theme,
    ask: &Callback<Action>,
) -> Html {
    let evaluation = |run: usize| courses.get(run)?.run.progress.evaluation.clone();
    let evaluations = [0, 1].map(evaluation).to_vec();
    let right = evaluations.iter().map(|it| it.as_ref().map(|evaluation| evaluation.accuracy));
    let both = right.zip(text::RUNS).zip(TESTIDS).zip(LINES);
    let has = |points: fn(&Course) -> &[Point]| courses.iter().any(|course| !points(course).is_empty());
    let curves = if has(validations) {
        drawn(courses, data.classes())
    } else if scored.is_none() && has(|course| course.run.points()) {
        losses(courses)
    } else {
        html! { <p class="teach-wait" role="status">{ waits }</p> }
    };
    let shown = (!courses.is_empty()).then_some(scenes.inside);
    html! {
        <>
            <dl class="teach-right">{ for both.map(|(((right, name), testid), line)| html! {
                <div><dt><i class={line}></i>{ name }</dt><dd data-testid={testid}>{ right.map_or(text::NO_SCORE.to_string(), whole_percent) }</dd></div>
            }) }</dl>
            <p class="fine">{ scored.unwrap_or(NOT_SCORED.to_string()) }</p>
            { inside(scenes, curves, theme, ask) }
            if frozen && shown == Some(Inside::Gradients) { <p class="fine">{ text::FROZEN_GRADIENTS }</p> }
            if shown != Some(Inside::Maps) { <Confused {data} {evaluations} {theme} /> }
        </>
    }
}

fn validations(course: &Course) -> &[Point] {
    &course.run.progress.validations
}

/// The step that is looked at, if it is not the last.
fn mark(courses: &[Course]) -> Option<f32> {
    courses.first()?.run.earlier().map(|step| step as f32)
}

/// The loss of every step, where nothing is scored.
fn losses(courses: &[Course]) -> Html {
    let line = |(course, line): (&Course, &'static str)| {
        let points = course.run.points().iter();
        let losses: Vec<(f32, f32)> = points.map(|point| (point.step as f32, point.loss)).collect();
        (line, smoothed(&losses, SMOOTHING))
    };
    let lines = courses.iter().zip(LINES).map(line).collect();
    let svg = chart(&Chart { size: CHART, lines, log: true, mark: mark(courses) });
    html! {
        <figure class="teach-chart" data-testid="teach-losses">{ Html::from_html_unchecked(svg.into()) }<figcaption class="fine">{ LOSSES }</figcaption></figure>
    }
}

/// How much is right after each epoch.
fn drawn(courses: &[Course], classes: usize) -> Html {
    let scores = |course: &Course| -> Vec<(f32, f32)> {
        validations(course).iter().map(|scores| (scores.step as f32, scores.accuracy)).collect()
    };
    let guess = 1.0 / classes as f32;
    let last =
        courses.iter().flat_map(|it| scores(it).last().copied()).map(|(step, _)| step).fold(1.0, f32::max);
    let mut lines = vec![("hairline", vec![(0.0, guess), (last, guess)])];
    for (course, line) in courses.iter().zip(LINES) {
        lines.push((line, [vec![(0.0, guess)], scores(course)].concat()));
    }
    let svg = chart(&Chart { size: CHART, lines, log: false, mark: mark(courses) });
    html! {
        <figure class="teach-chart" data-testid="teach-chart">{ Html::from_html_unchecked(svg.into()) }<figcaption class="fine">{ text::CHART }</figcaption></figure>
    }
}

#[derive(Properties, PartialEq)]
struct ConfusedProps {
    data: Arc<Dataset>,
    evaluations: Vec<Option<Rc<Evaluation>>>,
    theme: Theme,
}

/// What one of both networks takes for what, and the images behind a cell.
#[component]
fn Confused(ConfusedProps { data, evaluations, theme }: &ConfusedProps) -> Html {
    let (which, cell) = (use_state(|| 0), use_state(|| None::<[usize; 2]>));
    let Some(Some(evaluation)) = evaluations.get(*which) else { return Html::default() };
    let names: Rc<[String]> = Rc::from(&data.names[..]);
    let choose_run = {
        let which = which.clone();
        Callback::from(move |index| which.set(index))
    };
    let choose = {
        let cell = cell.clone();
        Callback::from(move |at| cell.set(Some(at)))
    };
    let classes = data.classes();
    let chosen = cell.filter(|at| at.iter().all(|class| *class < classes));
    let behind = chosen.map(|[row, column]| {
        let samples = &evaluation.confusion[row][column];
        let title = text::behind(&names[row], &names[column], samples.len());
        html! {
            <div class="teach-behind" data-testid="behind">
                <h3>{ title }</h3>
                <div>{ for samples.iter().take(MOST).map(|&sample| image(data.shape, values(data, sample as usize), *theme)) }</div>
            </div>
        }
    });
    html! {
        <section class="train-confusion teach-confusion" aria-label={text::CONFUSION}>
            <header><h2>{ text::CONFUSION }</h2>
                <Segments name={text::OF_WHICH} options={text::RUNS.map(AttrValue::from).to_vec()} chosen={*which} choose={choose_run} testid="confusion-run" /></header>
            <div class="confused">
                <ConfusionMatrix evaluation={evaluation.clone()} {names} {chosen} {choose} />
                { behind.unwrap_or_else(|| html! { <p class="fine">{ text::CHOOSE_A_CELL }</p> }) }
            </div>
        </section>
    }
}
