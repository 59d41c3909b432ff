//! A network on points of the plane: its units' planes with the weights between them, and the decision large beside them.

use std::rc::Rc;

use yew::prelude::*;

use super::pinned::pinned;
use super::plane::{Plane, Samples, legend};
use super::stage::{header, said};
use super::time::time;
use super::unit_net::UnitNet;
use super::wave::Wave;
use super::{charts, flow, wave};
use crate::app::color::Theme;
use crate::app::places::train::{DecisionPlane, Pace, Progress, Train, TrainAction, TrainConfig, UnitGraph};
use crate::app::text::train as text;
use crate::ui::widgets::segments::Segments;

/// In the order of [`text::PACES`].
const PACES: [Pace; 4] = [Pace::Steps(1), Pace::Epochs(1), Pace::Epochs(10), Pace::Unlimited];

/// Stage and side of the place.
pub fn toy(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, .. } = train;
    let of = |(index, progress): (usize, &Progress)| ToyRun {
        name: train.name_of_run(index),
        graph: UnitGraph::of(progress),
        plane: progress.boundary.clone(),
        wrong: wrong(progress),
        step: progress.last.step,
    };
    let shown = train.shown_runs();
    let two = shown.len() > 1;
    html! {
        <Toy runs={shown.into_iter().enumerate().map(of).collect::<Vec<_>>()} config={config.clone()} {theme} ask={ask.clone()}
            head={html! { <>{ header(train, theme, pace(config, ask), ask) }{ said(train, ask) }</> }} foot={time(runs.list.first().map(Progress::timeline), &ask.reform(TrainAction::Seek))}
            charts={html! { <>{ pinned(train, ask) }{ charts::charts(train) }if two { { flow::flow(&train.shown_runs()) } }</> }} />
    }
}

/// The validation samples that a run gets wrong, in order.
fn wrong(progress: &Progress) -> Rc<[u32]> {
    let Some(evaluation) = &progress.evaluation else { return Rc::from([]) };
    let rows = evaluation.confusion.iter().enumerate();
    let cells = rows.flat_map(|(label, row)| row.iter().enumerate().filter(move |(said, _)| *said != label));
    let mut wrong: Vec<u32> = cells.flat_map(|(_, samples)| samples.iter().copied()).collect();
    wrong.sort_unstable();
    wrong.into()
}

/// How far it goes between two pictures.
fn pace(config: &TrainConfig, ask: &Callback<TrainAction>) -> Html {
    let chosen = PACES.iter().position(|pace| *pace == config.pace).unwrap_or(PACES.len() - 1);
    let config = config.clone();
    let choose = ask.reform(move |i: usize| {
        TrainAction::Configure(Box::new(TrainConfig { pace: PACES[i], ..config.clone() }))
    });
    html! {
        <>
            <Segments name={text::PACE} options={text::PACES.map(AttrValue::from).to_vec()} {chosen} {choose} testid="pace" />
            <p>{ text::A_PICTURE }</p>
        </>
    }
}

/// What is shown of a run.
#[derive(Clone, PartialEq)]
pub struct ToyRun {
    name: Option<String>,
    graph: UnitGraph,
    plane: Option<Rc<DecisionPlane>>,
    wrong: Rc<[u32]>,
    /// Steps taken.
    step: u64,
}

#[derive(Properties, PartialEq)]
struct Props {
    runs: Vec<ToyRun>,
    config: TrainConfig,
    theme: Theme,
    ask: Callback<TrainAction>,
    head: Html,
    foot: Html,
    charts: Html,
}

#[component]
fn Toy(Props { runs, config, theme, ask, head, foot, charts }: &Props) -> Html {
    let theme = *theme;
    // The unit that is pointed at: run, layer counted from the first behind the input, unit.
    let pointed = use_state(|| None::<[usize; 3]>);
    let discrete = use_state(|| false);
    let discretize = {
        let discrete = discrete.clone();
        Callback::from(move |_: MouseEvent| discrete.set(!*discrete))
    };
    let two = runs.len() > 1;
    let plane = |index: usize, run: &ToyRun| {
        let samples = Samples { data: config.data.clone(), wrong: run.wrong.clone() };
        let unit = pointed.filter(|[of, ..]| *of == index).and_then(|[_, layer, unit]| {
            let values = run.plane.as_ref()?.unit(layer, unit)?;
            let range = values.iter().fold(0.0, |most: f32, value| most.max(value.abs()));
            Some((values, range))
        });
        let range = unit.as_ref().map(|(_, range)| *range);
        if let Some(plane) = run.plane.as_ref().filter(|plane| plane.is_line) {
            let terms: Rc<[Vec<f32>]> = run.graph.terms(plane).into();
            let is_last = |layer: usize| layer + 3 == run.graph.columns.len();
            let unit =
                pointed.filter(|[of, layer, _]| *of == index && is_last(*layer)).map(|[.., unit]| unit);
            let count = terms.len();
            return html! { <><Wave plane={plane.clone()} samples={samples.clone()} {terms} pointed={unit} />if !two { { wave::legend(&samples, count) } }</> };
        }
        html! {
            <>
                if let Some(plane) = &run.plane { <Plane plane={plane.clone()} samples={samples.clone()} {unit} discrete={*discrete} {theme} /> }
                if !two { { legend(&samples, theme, range) } }
            </>
        }
    };
    let row = |(index, run): (usize, &ToyRun)| {
        let point = {
            let pointed = pointed.clone();
            Callback::from(move |at: Option<[usize; 2]>| {
                pointed.set(at.map(|[layer, unit]| [index, layer, unit]))
            })
        };
        html! {
            <div class="toy-run" key={index}>
                if let Some(name) = run.name.clone() { <h3 class={if index == 0 { "first" } else { "second" }}>{ name }</h3> }
                <div>
                    <UnitNet run={index} step={run.step} graph={run.graph.clone()} plane={run.plane.clone()} config={config.clone()} {theme} {point} ask={ask.clone()} />
                    if two { { plane(index, run) } }
                </div>
            </div>
        }
    };
    html! {
        <>
            <section class={classes!("train-stage", "toy-stage", two.then_some("two"))} aria-label={text::INSIDE}>
                { head.clone() }
                { for runs.iter().enumerate().map(row) }
                <div class="train-foot">{ foot.clone() }</div>
            </section>
            <section class="train-side toy-side" aria-label={text::HOW_IT_GOES}>
                if let ([run], false) = (&runs[..], two) {
                    <section class="train-plane" aria-label={text::DECISION_PLANE}>
                        <header><h2>{ text::DECISION_PLANE }</h2><span>{ text::A_UNIT_SHOWS_HERE }</span>
                            if config.data.is_plane() { <button class="chip" aria-pressed={discrete.to_string()} onclick={discretize} data-testid="discrete">{ text::DISCRETE }</button> }
                        </header>
                        { plane(0, run) }
                    </section>
                }
                { charts.clone() }
            </section>
        </>
    }
}
