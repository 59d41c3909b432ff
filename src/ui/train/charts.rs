//! Loss, accuracy, learning rate and gradient norms over the steps, of all runs that are compared.

use yew::prelude::*;

use crate::app::numbers::exact;
use crate::app::places::train::{Chart, Pin, Progress, Train, chart, smoothed};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::session::Point;
use crate::ui::widgets::segments::Segments;

const SIZE: (u32, u32) = (340, 124);
/// How much of the mean so far is kept.
const SMOOTHINGS: [f32; 3] = [0.0, 0.6, 0.9];

/// What can be charted.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Loss,
    Accuracy,
    Rate,
    Norms,
}

/// In the order of [`text::CHARTS`].
const ALL: [What; 4] = [What::Loss, What::Accuracy, What::Rate, What::Norms];

/// The colours of pinned runs, which repeat; the first are those of a pair.
pub const PINNED: [[&str; 2]; 6] = [
    ["second-soft", "second"],
    ["pin-1-soft", "pin-1"],
    ["pin-2-soft", "pin-2"],
    ["pin-3-soft", "pin-3"],
    ["pin-4-soft", "pin-4"],
    ["pin-5-soft", "pin-5"],
];

pub fn charts(train: &Train) -> Html {
    let smooth = |by: f32| ALL.iter().map(|what| of(*what, train, by)).collect::<Vec<_>>();
    let charts = SMOOTHINGS.map(smooth).to_vec();
    html! { <Charts {charts} two={train.runs.list.len() > 1} /> }
}

fn of(what: What, train: &Train, smoothing: f32) -> Chart {
    let runs = &train.runs.list;
    let mut lines = Vec::new();
    let mut add = |what: What, progress: &Progress, colours: [&'static str; 2]| {
        let mut points = |colour, points: &[Point], value: fn(&Point) -> f32, smoothing: f32| {
            let line: Vec<(f32, f32)> =
                points.iter().map(|point| (point.step as f32, value(point))).collect();
            lines.push((colour, smoothed(&line, smoothing)));
        };
        match what {
            What::Loss => {
                points(colours[0], &progress.points, |point| point.loss, smoothing);
                points(colours[1], &progress.validations, |point| point.loss, 0.0);
            }
            What::Accuracy => {
                points(colours[0], &progress.points, |point| point.accuracy, smoothing);
                points(colours[1], &progress.validations, |point| point.accuracy, 0.0);
            }
            What::Rate => points(colours[1], &progress.points, |point| point.rate, 0.0),
            What::Norms => {}
        }
    };
    for (index, Pin { progress, .. }) in train.pins.list.iter().enumerate() {
        add(what, progress, PINNED[index % PINNED.len()]);
    }
    for (index, progress) in runs.iter().enumerate().rev() {
        add(what, progress, if index == 0 { ["ink-soft", "accent"] } else { ["second-soft", "second"] });
    }
    if let (What::Norms, Some(first)) = (what, runs.first()) {
        lines.extend(norms(first));
    }
    let newest = |first: &Progress| first.points.last().map_or(0, |point| point.step);
    let mark =
        runs.first().filter(|first| first.last.step < newest(first)).map(|first| first.last.step as f32);
    Chart { size: SIZE, lines, log: what == What::Norms, mark }
}

/// The norms of a run's gradients: of the first layer, of the last, and softly of those between.
fn norms(progress: &Progress) -> Vec<(&'static str, Vec<(f32, f32)>)> {
    let weighted = progress.plan.ids().filter(|id| !progress.plan.params_of(*id).is_empty());
    let layers: Vec<usize> = weighted.map(|id| id.0).collect();
    let (first, last) = (layers.first().copied(), layers.last().copied());
    let line = |id: usize| {
        let at = |(step, norms): &(u64, Vec<f32>)| (*step as f32, norms.get(id).copied().unwrap_or(0.0));
        progress.norms.iter().map(at).collect::<Vec<_>>()
    };
    let between = layers.iter().filter(|id| Some(**id) != first && Some(**id) != last);
    let between = between.map(|id| ("ink-soft", line(*id)));
    between.chain(last.map(|id| ("ink", line(id)))).chain(first.map(|id| ("accent", line(id)))).collect()
}

#[derive(Properties, PartialEq)]
struct Props {
    /// For each smoothing, the charts.
    charts: Vec<Vec<Chart>>,
    /// Whether two runs are trained at once.
    two: bool,
}

#[component]
fn Charts(Props { charts, two }: &Props) -> Html {
    let (chosen, smoothing) = (use_state(|| 0), use_state(|| 0));
    let choose = |state: &UseStateHandle<usize>| {
        let state = state.clone();
        Callback::from(move |i| state.set(i))
    };
    let lines = |colours: [&'static str; 2], [one, other]: [Text; 2]| {
        html! { <><i class={colours[0]}></i>{ one }{ " " }<i class={colours[1]}></i>{ other }</> }
    };
    let what = ALL[*chosen];
    let legend = match (what, two) {
        (What::Loss | What::Accuracy, false) => lines(["ink-soft", "accent"], text::RUN_LINES),
        (What::Loss | What::Accuracy, true) => lines(["accent", "second"], text::TWO_RUNS_LINES),
        (What::Norms, _) => lines(["accent", "ink"], text::NORM_LINES),
        (What::Rate, _) => text::RATE_LINE.into(),
    };
    let drawn = Html::from_html_unchecked(chart(&charts[*smoothing][*chosen]).into());
    html! {
        <section class="train-charts" aria-label={text::OVER_STEPS}>
            <header>
                <Segments name={text::WHAT_IS_CHARTED} options={text::CHARTS.map(AttrValue::from).to_vec()} chosen={*chosen} choose={choose(&chosen)} testid="chart" />
            </header>
            <div class="chart" role="img" aria-label={text::charted(text::CHARTS[*chosen].get())} data-testid="chart-drawn">{ drawn }</div>
            <footer class="legend-line">
                if matches!(what, What::Loss | What::Accuracy) {
                    <span class="smoothing">{ text::SMOOTHING }
                        <Segments name={text::SMOOTHING} options={SMOOTHINGS.map(|kept| AttrValue::from(exact(kept))).to_vec()} chosen={*smoothing} choose={choose(&smoothing)} testid="smooth" />
                    </span>
                }
                <p>{ legend }</p>
            </footer>
        </section>
    }
}
