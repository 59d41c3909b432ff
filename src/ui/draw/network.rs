//! The network, left to right: a tile for every feature map, a strip for every dense layer, a bar for every class.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::edges::{edges, reads};
use super::maps::Maps;
use super::scroller::Scroller;
use super::strip::Strip;
use super::tile::{Tile, id};
use crate::app::color::{Palette, Theme, css};
use crate::app::numbers::{exact, percent, sig3, signed_or_bound};
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::columns::{Column, ColumnKind};
use crate::app::places::draw::explain::patch;
use crate::app::places::draw::layout::{Layout, across};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, Focus, RangeOf};
use crate::app::text::draw as text;
use crate::ui::browser;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    /// Gradients to be shown in place of the activations.
    #[prop_or_default]
    pub backward: Option<Rc<Backward>>,
    /// The column that is spoken of.
    #[prop_or_default]
    pub current: Option<usize>,
    /// What palettes of activations end at.
    #[prop_or_default]
    pub range: RangeOf,
    pub places: Rc<Layout>,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub act: Callback<Action>,
}

#[component]
pub fn Network(props: &Props) -> Html {
    let Props { model, seen, backward, current, range, places, opened, focus, theme, act } = props;
    let lit = focus.or(*opened);
    let leave = act.reform(|_: PointerEvent| Action::Hover(None));
    let classes = model.columns.len() - 1;
    html! {
        <Scroller width={places.width}>
            <div class="tiles" ~style={format!("width:{}px;height:{}px", places.width, places.height)}
                onpointerleave={leave} onkeydown={walk(model.clone())}>
                // Below the maps, so that no line crosses one.
                if backward.is_none() { { edges(model, seen.as_deref(), places, lit) } }
                <Maps model={model.clone()} seen={seen.clone()} backward={backward.clone()} range={*range} places={places.clone()} theme={*theme} />
                <Columns model={model.clone()} backward={backward.clone()} current={*current} range={*range} places={places.clone()} opened={*opened} {lit} act={act.clone()} />
                if model.columns[classes].kind == ColumnKind::Classes {
                    { column(model, places, backward.as_deref(), (*current, *range), classes, bars(props, classes, lit)) }
                }
            </div>
        </Scroller>
    }
}

#[derive(Properties, PartialEq)]
struct ColumnsProps {
    model: Rc<Model>,
    backward: Option<Rc<Backward>>,
    current: Option<usize>,
    range: RangeOf,
    places: Rc<Layout>,
    opened: Option<Focus>,
    lit: Option<Focus>,
    act: Callback<Action>,
}

/// All columns but the classes. Nothing here changes while somebody draws: the values are on the canvas below.
#[component]
fn Columns(props: &ColumnsProps) -> Html {
    let ColumnsProps { model, backward, current, range, places, lit, act, .. } = props;
    let body = |index: usize| {
        let layer = &model.columns[index];
        if layer.kind == ColumnKind::Units {
            let chosen = lit.filter(|lit| lit.column == index).map(|lit| lit.unit);
            return html! {
                <Strip {index} tiles={Rc::from(&places.tiles[index][..])} title={layer.heading()} act={act.clone()} {chosen} />
            };
        }
        (0..layer.units()).map(|unit| map(props, index, unit)).collect()
    };
    let columns = (0..).zip(&model.columns).filter(|(_, layer)| layer.kind != ColumnKind::Classes);
    columns
        .map(|(index, _)| column(model, places, backward.as_deref(), (*current, *range), index, body(index)))
        .collect()
}

/// A column: its title, its tiles, and where its palette ends.
fn column(
    model: &Model,
    places: &Layout,
    backward: Option<&Backward>,
    (current, range): (Option<usize>, RangeOf),
    index: usize,
    body: Html,
) -> Html {
    let column = &model.columns[index];
    let (x, width) = places.columns[index];
    html! {
        <div class={classes!("column", (current == Some(index)).then_some("current"))} data-testid={format!("layer-{index}")} role="group"
            aria-label={text::column(&column.heading(), &size(column))}>
            <div class="title" title={column.heading()} ~style={format!("left:{x}px;min-width:{width}px;max-width:{}px", room_of(places, index))}>
                <b>{ if column.kind == ColumnKind::Classes { &*text::SOFTMAX } else { column.name.as_str() } }</b>
                <span>{ if column.kind == ColumnKind::Classes && backward.is_some() { text::backward::ERRORS.to_string() } else { size(column) } }</span>
            </div>
            { body }
            if matches!(column.kind, ColumnKind::Maps | ColumnKind::Units | ColumnKind::Vector) {
                <div class="range" ~style={format!("left:{x}px;width:{width}px;top:{}px", places.height)}
                    title={if backward.is_some() { text::backward::RANGE } else { text::RANGE }}>
                    { ends(model, backward, range, index) }
                </div>
            }
        </div>
    }
}

/// Where the palette of a column ends, as it is written below it.
fn ends(model: &Model, backward: Option<&Backward>, range: RangeOf, index: usize) -> String {
    let shown = model.columns[index].shown;
    match (backward, range) {
        (Some(backward), _) => format!("±{}", sig3(backward.ranges[shown.0])),
        (None, RangeOf::Map) => text::columns::OF_EACH_MAP.to_string(),
        (None, range) => format!("±{}", sig3(model.range_of(range, index, &[]))),
    }
}

/// How wide the title of a column may be: up to the next one.
fn room_of(places: &Layout, index: usize) -> f32 {
    let next = places.columns.get(index + 1).map_or(places.width + 40.0, |(next, _)| *next);
    next - places.columns[index].0 - 4.0
}

/// As in "16 · 28×28".
fn size(column: &Column) -> String {
    match column.kind {
        ColumnKind::Classes => text::probabilities(column.units()),
        _ => column.size(),
    }
}

/// The probabilities of the classes.
fn bars(props: &Props, index: usize, lit: Option<Focus>) -> Html {
    let Props { model, seen, backward, places, act, theme, .. } = props;
    let ranking = seen.as_ref().map(|seen| seen.ranking());
    let stop = lit.filter(|lit| lit.column == index).map_or(0, |lit| lit.unit);
    let bar = |unit: usize| {
        let probability = seen.as_ref().map(|seen| seen.probabilities[unit]);
        let rank = ranking.as_ref().and_then(|ranking| ranking.iter().position(|&class| class == unit));
        let class = classes!(
            "class",
            backward.is_some().then_some("with-error"),
            ["first", "second"].get(rank.unwrap_or(9)).copied()
        );
        html! {
            <Tile column={index} {unit} place={places.tiles[index][unit]} shape={model.columns[index].shape} {class}
                stop={stop == unit} act={act.clone()}>
                <b>{ unit }</b>
                <i><i ~style={format!("width:{:.1}%", 100.0 * probability.unwrap_or(0.0))} /></i>
                <span data-testid={format!("probability-{unit}")}>{ probability.map(percent).unwrap_or_default() }</span>
                if let Some(backward) = backward { { error(backward, model, unit, *theme) } }
            </Tile>
        }
    };
    (0..model.columns[index].units()).map(bar).collect()
}

/// p − y of a class: the gradient of its logit.
fn error(backward: &Backward, model: &Model, unit: usize, theme: Theme) -> Html {
    let value = backward.map(model.plan.network().last(), unit, 1)[0];
    let color = format!("color:{}", css(Palette::Gradient.word(value, theme)));
    html! {
        <em data-testid={format!("error-{unit}")} ~style={color} title={exact(value)}>{ signed_or_bound(value, 3) }</em>
    }
}

/// The tile of one feature map.
fn map(props: &ColumnsProps, index: usize, unit: usize) -> Html {
    let ColumnsProps { model, places, act, opened, lit, .. } = props;
    let column = &model.columns[index];
    let input = column.kind == ColumnKind::Input;
    let sourced = lit.filter(|lit| model.columns[lit.column].sources.contains(&index));
    let idle = sourced.is_some_and(|lit| !reads(model, lit, unit));
    let chosen = opened.is_some_and(|opened| (opened.column, opened.unit) == (index, unit));
    let class = classes!("tile", idle.then_some("idle"), chosen.then_some("chosen"));
    let name = if input { text::INPUT.to_string() } else { text::map_of(&column.heading(), unit) };
    let stop = lit.filter(|lit| lit.column == index).map_or(0, |lit| lit.unit) == unit;
    html! {
        <Tile column={index} {unit} place={places.tiles[index][unit]} shape={column.shape} {name} {class} {stop} act={act.clone()}>
            if let Some(frame) = frame(model, *lit, index, unit) { <i class="frame" ~style={frame} /> }
        </Tile>
    }
}

/// What the looked-at cell is, or sees, of this map: a frame, in CSS.
fn frame(model: &Model, lit: Option<Focus>, index: usize, unit: usize) -> Option<String> {
    let (lit, shape) = (lit?, model.columns[index].shape);
    let cell = lit.cell?;
    let [rows, columns] = if (lit.column, lit.unit) == (index, unit) {
        cell.map(|i| i as isize..i as isize + 1)
    } else if model.columns[lit.column].sources.contains(&index) && reads(model, lit, unit) {
        patch(model, lit.column, cell)?
    } else if index == 0 {
        let fields = model.plan.receptive_field(model.columns[lit.column].shown)?;
        let cells = [fields[0].cells(cell[0], shape.h), fields[1].cells(cell[1], shape.w)];
        cells.map(|cells| cells.start as isize..cells.end as isize)
    } else {
        return None;
    };
    let percent = |cells: isize, len: usize| 100.0 * cells as f32 / len as f32;
    let side = |range: &std::ops::Range<isize>, len: usize| {
        let (from, to) = (range.start.clamp(0, len as isize), range.end.clamp(0, len as isize));
        (percent(from, len), percent(to - from, len))
    };
    let ((top, height), (left, width)) = (side(&rows, shape.h), side(&columns, shape.w));
    Some(format!("left:{left}%;top:{top}%;width:{width}%;height:{height}%"))
}

/// Moves the focus among the tiles by the arrow keys: beside and below each other in a column, then to the next column.
fn walk(model: Rc<Model>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            _ => return,
        };
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let at = target.and_then(|target| {
            let mut numbers = target
                .id()
                .strip_prefix("tile-")?
                .split('-')
                .map(|n| n.parse::<usize>().ok())
                .collect::<Vec<_>>();
            numbers.pop().flatten().zip(numbers.pop().flatten()).map(|(unit, column)| (column, unit))
        });
        if let Some((column, unit)) = at.and_then(|at| neighbour(&model.columns, at, step)) {
            event.prevent_default();
            browser::focus(&id(column, unit));
        }
    })
}

/// The tile beside, above or below.
fn neighbour(
    columns: &[Column],
    (column, unit): (usize, usize),
    (dx, dy): (isize, isize),
) -> Option<(usize, usize)> {
    let across = |column: usize| across(&columns[column]);
    let n = across(column);
    let (row, x) = (unit / n, (unit % n) as isize + dx);
    if dy != 0 {
        let unit = unit.checked_add_signed(dy * n as isize)?;
        return (unit < columns[column].units()).then_some((column, unit));
    }
    if (0..n as isize).contains(&x) {
        return Some((column, row * n + x as usize));
    }
    let next = column.checked_add_signed(dx).filter(|&next| next < columns.len())?;
    let side = if dx < 0 { across(next) - 1 } else { 0 };
    // As far down in the next column as in this one.
    let rows = columns[next].units().div_ceil(across(next));
    let row = row * rows / columns[column].units().div_ceil(n);
    Some((next, (row * across(next) + side).min(columns[next].units() - 1)))
}
