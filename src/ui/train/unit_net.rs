//! The units of a small network, a plane each, and its weights as lines between them. Both can be pointed at and changed.

use std::rc::Rc;

use yew::prelude::*;

use super::settings::Change;
use super::wave::line;
use crate::app::color::{Palette, Theme, css};
use crate::app::numbers::{sig3, trimmed};
use crate::app::places::train::{
    DecisionPlane, Edge, MOST_HIDDEN, MOST_TOY_UNITS, Parameter, TrainAction, TrainConfig, UnitColumn,
    UnitGraph,
};
use crate::app::text::train as text;
use crate::data::Feature;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::number::Number;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which run, 0 or 1.
    pub run: usize,
    /// Steps taken: the dashes of the lines move on with them.
    pub step: u64,
    pub graph: UnitGraph,
    pub plane: Option<Rc<DecisionPlane>>,
    pub config: TrainConfig,
    pub theme: Theme,
    /// Takes the unit that is pointed at: its layer, from the first behind the input, and its place there.
    pub point: Callback<Option<[usize; 2]>>,
    pub ask: Callback<TrainAction>,
}

/// What is open to be changed.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    /// A weight: its place among the edges.
    Edge(usize),
    /// A unit: its column and its place there.
    Unit([usize; 2]),
}

/// The widest line, in pixels of the page.
const WIDEST: f32 = 9.0;
/// Steps after which the dashes of a line are where they were: as many as a dash and its gap have pixels.
const DASHES: u64 = 12;
/// The largest magnitude that a parameter can be given.
const LARGEST: f32 = 1000.0;

#[component]
pub fn UnitNet(props: &Props) -> Html {
    let Props { graph, config, theme, point, .. } = props;
    let open = use_state(|| None::<Open>);
    let features: Vec<Feature> = config.features().map_or(Vec::new(), |features| features.list().collect());
    let columns = graph.columns.len().max(2);
    let x = |column: usize| (column as f32 + 0.5) / columns as f32;
    let most = graph.columns.iter().map(|column| column.shown).max().unwrap_or(1).max(Feature::ALL.len());
    // Where a unit of a column is, from top to bottom. All features are in their column, those that are left out, too.
    let y = |[column, unit]: [usize; 2]| match column {
        0 if config.data.is_plane() => {
            place(features.get(unit).map_or(unit, |feature| *feature as usize), Feature::ALL.len())
        }
        _ => place(unit, graph.columns[column].shown),
    };
    let range = graph.range().max(1e-6);
    let edge = |(i, edge): (usize, &Edge)| {
        let (from, to) =
            ([100.0 * x(edge.from[0]), 100.0 * y(edge.from)], [100.0 * x(edge.to[0]), 100.0 * y(edge.to)]);
        let middle = (from[0] + to[0]) / 2.0;
        let d = format!(
            "M{:.1} {:.1}C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}",
            from[0], from[1], from[1], to[1], to[0], to[1]
        );
        let weight = edge.weight.value;
        let color = css(Palette::Weight.color(weight.signum(), 1.0, *theme));
        let width = (WIDEST * weight.abs() / range).max(0.5);
        let is_open = *open == Some(Open::Edge(i));
        let onclick = {
            let open = open.clone();
            move |_: MouseEvent| open.set((!is_open).then_some(Open::Edge(i)))
        };
        html! {
            <g key={i} class={classes!("edge", is_open.then_some("open"))}>
                <path d={d.clone()} stroke={color} stroke-width={format!("{width:.1}")} opacity={format!("{:.2}", 0.25 + 0.75 * weight.abs() / range)} />
                <path class="hit" {d} {onclick} data-testid={format!("edge-{i}")}><title>{ sig3(weight) }</title></path>
            </g>
        }
    };
    let column = |(i, column): (usize, &UnitColumn)| {
        let heading = heading(config, i, column, graph.columns.len(), &props.ask);
        let at = format!("left:{:.2}%", 100.0 * x(i));
        let tiles: Html = match i {
            0 if config.data.is_plane() => Feature::ALL.into_iter().map(|feature| feature_tile(props, feature)).collect(),
            0 => html! { <span class="unit" ~style="top:50%"><Line values={Rc::from([-1.0, 1.0])} /></span> },
            _ => (0..column.shown).map(|unit| {
                let values = props.plane.as_ref().and_then(|plane| Some((plane.unit(i - 1, unit)?, plane.unit_side())));
                let enter = point.reform(move |_: PointerEvent| Some([i - 1, unit]));
                let is_open = *open == Some(Open::Unit([i, unit]));
                let onclick = {
                    let open = open.clone();
                    move |_: MouseEvent| open.set((!is_open).then_some(Open::Unit([i, unit])))
                };
                let name = text::unit_of(&column.name, unit + 1);
                let bias = column.biases.get(unit).map(|bias| bias.value);
                html! {
                    <button key={unit} class="unit" ~style={format!("top:{:.2}%", 100.0 * y([i, unit]))} aria-label={name.clone()} title={name} aria-expanded={is_open.to_string()}
                        onpointerenter={enter} onpointerleave={point.reform(|_: PointerEvent| None)} onfocus={point.reform(move |_: FocusEvent| Some([i - 1, unit]))}
                        onblur={point.reform(|_: FocusEvent| None)} {onclick} data-testid={format!("unit-{i}-{unit}")}>
                        if let Some((values, _)) = values.clone().filter(|_| !config.data.is_plane()) {
                            <Line {values} />
                        } else if let Some((values, side)) = values {
                            <Bitmap range={values.iter().fold(0.0, |most: f32, value| most.max(value.abs()))} {values} w={side} palette={Palette::Activation} theme={*theme} />
                        }
                        if let Some(bias) = bias { { bias_dot(bias, range, *theme) } }
                    </button>
                }
            }).collect(),
        };
        html! { <div class="unit-column" key={i} ~style={at}>{ heading }<div class="unit-tiles">{ tiles }</div></div> }
    };
    let close = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && open.is_some() {
                event.stop_propagation();
                open.set(None);
            }
        })
    };
    let shut = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(None))
    };
    html! {
        <div class="unit-net" onkeydown={close} ~style={format!("--rows:{most};--columns:{columns}")}>
            <svg class="weight-lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" stroke-dashoffset={(-((props.step % DASHES) as f32)).to_string()}>{ for graph.edges.iter().enumerate().map(edge) }</svg>
            { for graph.columns.iter().enumerate().map(column) }
            if let Some(editor) = open.and_then(|open| editor(props, open)) {
                <div class="weight-editor">{ editor }<button class="chip" aria-label={crate::app::text::shell::CLOSE} onclick={shut}>{ "×" }</button></div>
            }
            <p class="fine unit-legend">
                <i ~style={format!("background:{}", css(Palette::Weight.color(1.0, 1.0, *theme)))}></i>{ text::POSITIVE_WEIGHT }
                <i ~style={format!("background:{}", css(Palette::Weight.color(-1.0, 1.0, *theme)))}></i>{ text::NEGATIVE_WEIGHT }
                <span>{ text::WIDER_IS_LARGER }</span>
            </p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    values: Rc<[f32]>,
}

/// What a unit does along a line, small.
#[component]
fn Line(LineProps { values }: &LineProps) -> Html {
    let largest = values.iter().fold(1e-6, |most: f32, value| most.max(value.abs()));
    html! { <svg class="unit-line" viewBox="0 0 100 100"><path class="axis" d="M0 50h100" /><path d={line(values, 1.1 * largest)} /></svg> }
}

/// The middle of one of so many things that share a height.
fn place(i: usize, of: usize) -> f32 {
    (i as f32 + 0.5) / of.max(1) as f32
}

/// The bias of a unit as a dot in its corner, in the colours of weights.
fn bias_dot(bias: f32, range: f32, theme: Theme) -> Html {
    let color = css(Palette::Weight.color(bias, range.max(bias.abs()), theme));
    html! { <i class="bias" title={text::bias_of_unit(&sig3(bias))} ~style={format!("background:{color}")} data-testid="bias" data-value={bias.to_string()} /> }
}

/// What stands over a column: what it is, and how many units it has.
fn heading(
    config: &TrainConfig,
    i: usize,
    column: &UnitColumn,
    columns: usize,
    ask: &Callback<TrainAction>,
) -> Html {
    let change = Change { config, ask };
    let is_hidden = config.hidden_layers().contains(&column.layer);
    let units = |units: usize| {
        let layer = column.layer;
        change.to(move |config, _: MouseEvent| *config = config.with_units(layer, units))
    };
    let layers =
        |more: bool| change.to(move |config, _: MouseEvent| *config = config.with_hidden_layer(more));
    let hidden = config.hidden_layers().len();
    html! {
        <header>
            if i == 0 {
                <span>{ text::FEATURES }</span>
            } else if is_hidden {
                <span class="unit-count" role="group" aria-label={text::units_of(&column.name)} title={text::units_of(&column.name)}>
                    <button aria-label={text::FEWER} disabled={column.units <= 1} onclick={units(column.units.saturating_sub(1))} data-testid={format!("fewer-{i}")}>{ "−" }</button>
                    { count(text::units(column.units, column.shown)) }
                    <button aria-label={text::MORE_UNITS} disabled={column.units >= MOST_TOY_UNITS} onclick={units(column.units + 1)} data-testid={format!("more-{i}")}>{ "+" }</button>
                </span>
            } else if i + 1 == columns {
                <span class="unit-count" role="group" aria-label={text::HIDDEN_LAYERS} title={text::HIDDEN_LAYERS}>
                    <button aria-label={text::FEWER} disabled={hidden == 0} onclick={layers(false)} data-testid="fewer-layers">{ "−" }</button>
                    { count(text::hidden_layers(hidden)) }
                    <button aria-label={text::MORE_UNITS} disabled={hidden >= MOST_HIDDEN} onclick={layers(true)} data-testid="more-layers">{ "+" }</button>
                </span>
            } else {
                <span>{ column.title.clone() }</span>
            }
        </header>
    }
}

/// A number, and smaller what stands before and behind it.
fn count([before, number, behind]: [String; 3]) -> Html {
    let small = |words: String| (!words.is_empty()).then(|| html! { <small>{ words }</small> });
    html! { <b>{ small(before) }{ number }{ small(behind) }</b> }
}

/// A feature of the points: given to the network, or not.
fn feature_tile(Props { plane, config, theme, ask, .. }: &Props, feature: Feature) -> Html {
    let side = plane.as_ref().map_or(33, |plane| plane.unit_side());
    let at = |i: usize| 2.0 * i as f32 / (side - 1) as f32 - 1.0;
    let values: Rc<[f32]> = (0..side * side).map(|i| feature.value([at(i % side), at(i / side)])).collect();
    let is_on = config.features().is_some_and(|features| features.has(feature));
    let change = Change { config, ask };
    let onclick = change.to(move |config, _: MouseEvent| *config = config.with_feature(feature));
    let name = text::feature(feature);
    html! {
        <button key={feature.name()} class={classes!("unit", "feature", (!is_on).then_some("off"))} ~style={format!("top:{:.2}%", 100.0 * place(feature as usize, Feature::ALL.len()))}
            aria-pressed={is_on.to_string()} aria-label={name} {onclick} data-testid={format!("feature-{}", feature.name())}>
            <Bitmap {values} w={side} palette={Palette::Activation} range={1.0} theme={*theme} /><span>{ name }</span>
        </button>
    }
}

/// Fields for what is open.
fn editor(Props { run, graph, config, ask, .. }: &Props, open: Open) -> Option<Html> {
    let features: Vec<Feature> = config.features().map_or(Vec::new(), |features| features.list().collect());
    let source = |[column, unit]: [usize; 2]| match column {
        0 => features.get(unit).map_or(text::unit(unit + 1), |feature| text::feature(*feature).to_owned()),
        _ => text::unit(unit + 1),
    };
    let field = |name: String, Parameter { index, value, gradient }: Parameter| {
        let run = *run;
        let set = ask.reform(move |typed: Option<f32>| TrainAction::SetParam {
            run,
            index,
            value: typed.unwrap_or(0.0),
        });
        html! {
            <div key={index}>
                <Number {name} value={Some(value)} least={-LARGEST} largest={LARGEST} {set} testid={format!("param-{index}")} />
                if let Some(gradient) = gradient { <span class="fine">{ format!("{} {}", text::GRADIENT, trimmed(gradient)) }</span> }
            </div>
        }
    };
    match open {
        Open::Edge(i) => {
            let edge = graph.edges.get(i)?;
            Some(field(text::edge(&source(edge.from), &source(edge.to)), edge.weight))
        }
        Open::Unit(at) => {
            let column = graph.columns.get(at[0])?;
            let bias = column.biases.get(at[1]).map(|bias| field(text::BIAS.to_string(), *bias));
            let weights = graph.edges.iter().filter(|edge| edge.to == at);
            let weights = weights.map(|edge| field(source(edge.from), edge.weight));
            Some(html! { <><b>{ text::unit_of(&column.name, at[1] + 1) }</b>{ for weights }{ bias }</> })
        }
    }
}
