//! Loss, accuracy, learning rate and gradient norms over the steps.

use yew::prelude::*;

use crate::app::places::train::{Chart, Progress, TrainingRuns, chart};
use crate::app::text::train as text;
use crate::session::Point;
use crate::ui::widgets::segments::Segments;

const SIZE: (u32, u32) = (340, 124);

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

pub fn charts(runs: &TrainingRuns) -> Html {
    let charts: Vec<Chart> = ALL.iter().map(|what| of(*what, &runs.list)).collect();
    html! { <Charts {charts} two={runs.list.len() > 1} /> }
}

fn of(what: What, runs: &[Progress]) -> Chart {
    let mut lines = Vec::new();
    for (index, progress) in runs.iter().enumerate().rev() {
        let colours = if index == 0 { ["ink-soft", "accent"] } else { ["second-soft", "second"] };
        let mut points = |colour, points: &[Point], value: fn(&Point) -> f32| {
            lines.push((colour, points.iter().map(|point| (point.step as f32, value(point))).collect()));
        };
        match what {
            What::Loss => {
                points(colours[0], &progress.points, |point| point.loss);
                points(colours[1], &progress.validations, |point| point.loss);
            }
            What::Accuracy => {
                points(colours[0], &progress.points, |point| point.accuracy);
                points(colours[1], &progress.validations, |point| point.accuracy);
            }
            What::Rate => points(colours[1], &progress.points, |point| point.rate),
            What::Norms if index == 0 => {
                let layers: Vec<usize> = progress
                    .plan
                    .ids()
                    .filter(|id| !progress.plan.params_of(*id).is_empty())
                    .map(|id| id.0)
                    .collect();
                let (first, last) = (layers.first().copied(), layers.last().copied());
                let line = |id: usize| {
                    let at = |(step, norms): &(u64, Vec<f32>)| {
                        (*step as f32, norms.get(id).copied().unwrap_or(0.0))
                    };
                    progress.norms.iter().map(at).collect::<Vec<_>>()
                };
                for &id in layers.iter().filter(|id| Some(**id) != first && Some(**id) != last) {
                    lines.push(("ink-soft", line(id)));
                }
                lines.extend(last.map(|id| ("ink", line(id))));
                lines.extend(first.map(|id| ("accent", line(id))));
            }
            What::Norms => {}
        }
    }
    let newest = |first: &Progress| first.points.last().map_or(0, |point| point.step);
    let mark =
        runs.first().filter(|first| first.last.step < newest(first)).map(|first| first.last.step as f32);
    Chart { size: SIZE, lines, log: what == What::Norms, mark }
}

#[derive(Properties, PartialEq)]
struct Props {
    charts: Vec<Chart>,
    /// Whether two runs are compared.
    two: bool,
}

#[component]
fn Charts(Props { charts, two }: &Props) -> Html {
    let chosen = use_state(|| 0);
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |i| chosen.set(i))
    };
    let lines = |colours: [&'static str; 2], [one, other]: [&'static str; 2]| {
        html! { <><i class={colours[0]}></i>{ one }<i class={colours[1]}></i>{ other }</> }
    };
    let legend = match (ALL[*chosen], two) {
        (What::Loss | What::Accuracy, false) => lines(["ink-soft", "accent"], text::RUN_LINES),
        (What::Loss | What::Accuracy, true) => lines(["accent", "second"], text::TWO_RUNS_LINES),
        (What::Norms, _) => lines(["accent", "ink"], text::NORM_LINES),
        (What::Rate, _) => text::RATE_LINE.into(),
    };
    let drawn = Html::from_html_unchecked(chart(&charts[*chosen]).into());
    html! {
        <section class="train-charts" aria-label={text::OVER_STEPS}>
            <header>
                <Segments name={text::WHAT_IS_CHARTED} options={text::CHARTS.map(AttrValue::from).to_vec()} chosen={*chosen} {choose} testid="chart" />
            </header>
            <div class="chart" role="img" aria-label={text::charted(text::CHARTS[*chosen])} data-testid="chart-drawn">{ drawn }</div>
            <p class="legend-line">{ legend }</p>
        </section>
    }
}
