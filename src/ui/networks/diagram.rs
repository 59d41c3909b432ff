//! The diagram and the strips below it, as SVG.

use yew::prelude::*;

use crate::app::numbers::whole_percent;
use crate::app::places::networks::diagram::{Bar, Block, Diagram, Opened, Stage, Strip};
use crate::app::places::networks::table::{Item, Table};
use crate::app::places::networks::{Action, Subject};
use crate::app::text::networks as text;

/// Pixels above the diagram for the sizes of its stages, and the height of a strip.
const ABOVE: f32 = 22.0;
const STRIP: f32 = 36.0;

/// What a click on an item does.
fn pressed(item: Item) -> Action {
    match item {
        Item::Module(module) => Action::Toggle(module),
        Item::Row(row) => Action::Select(Some(row)),
    }
}

/// The diagram, whose boxes can be clicked if somebody listens.
pub fn picture(
    subject: &Subject,
    diagram: &Diagram,
    row: Option<usize>,
    ask: Option<&Callback<Action>>,
) -> Html {
    let Diagram { width, height, axis, blocks, arcs, stages, opened } = diagram;
    let press = |item: Item| ask.map(|ask| ask.reform(move |_: MouseEvent| pressed(item)));
    let chosen = |item: Item| matches!(item, Item::Row(index) if Some(index) == row).then_some("chosen");
    let kind = |item: Item| if matches!(item, Item::Module(_)) { "module" } else { "layer" };
    html! {
        <svg class="diagram" viewBox={format!("0 {} {width} {}", -ABOVE, height + 2.0 * ABOVE)} role="img" aria-label={text::DIAGRAM}>
            { for stages.iter().map(stage) }
            <path class="axis" d={format!("M0 {axis}H{width}")} />
            { for arcs.iter().map(|arc| html! {
                <path class="skip" d={format!("M{} {axis}V{}H{}V{axis}", arc.from, arc.top, arc.to)} />
            }) }
            { for blocks.iter().map(|Block { item, x, y, width, height }| html! {
                <rect class={classes!(kind(*item), chosen(*item))} x={x.to_string()} y={y.to_string()} width={width.to_string()}
                    height={height.to_string()} rx="2" onclick={press(*item)}>
                    <title>{ subject.table.name(*item) }</title>
                </rect>
            }) }
            if let Some(opened) = opened { { inside(&subject.table, opened, row, ask) } }
        </svg>
    }
}

/// The size of the maps over a stretch of the axis, where there is room for it.
fn stage(Stage { rows, columns, from, to }: &Stage) -> Html {
    let (label, middle) = (text::side([*rows, *columns]), (from + to) / 2.0);
    let fits = 6.5 * label.chars().count() as f32 <= to - from + 12.0;
    html! {
        <g class="stage-size">
            <path d={format!("M{from} -4H{to}")} />
            if fits { <text x={middle.to_string()} y="-9">{ label }</text> }
        </g>
    }
}

/// The opened module.
fn inside(table: &Table, opened: &Opened, row: Option<usize>, ask: Option<&Callback<Action>>) -> Html {
    let Opened { module, x, y, width, height, cells, lines } = opened;
    let press = |action: Action| ask.map(|ask| ask.reform(move |_: MouseEvent| action.clone()));
    let curve = |[[x0, y0], [x1, y1]]: &[[f32; 2]; 2]| {
        let middle = (x0 + x1) / 2.0;
        html! { <path class="branch" d={format!("M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}")} /> }
    };
    html! {
        <g class="opened">
            <rect class="frame" x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx="8"
                onclick={press(Action::Toggle(*module))} />
            <text class="caption" x={(x + width / 2.0).to_string()} y={(y + height + 15.0).to_string()}>{ &table.modules[*module].name }</text>
            { for lines.iter().map(curve) }
            { for cells.iter().map(|cell| html! {
                <g class={classes!("cell", (Some(cell.row) == row).then_some("chosen"))} onclick={press(Action::Select(Some(cell.row)))}>
                    <rect x={cell.x.to_string()} y={cell.y.to_string()} width={cell.width.to_string()} height={cell.height.to_string()} rx="4" />
                    <text x={(cell.x + cell.width / 2.0).to_string()} y={(cell.y + cell.height / 2.0 + 4.0).to_string()}>{ &cell.label }</text>
                </g>
            }) }
        </g>
    }
}

/// A strip: bars of a quantity over the diagram's axis, and where most of it is.
pub fn strip(
    table: &Table,
    diagram: &Diagram,
    name: &'static str,
    quantity: fn(Item, &Table) -> u64,
    row: Option<usize>,
) -> Html {
    let Strip { bars, most } = diagram.strip(table, quantity);
    let most = most.map(|(item, share)| text::most_in(table.name(item), &whole_percent(share)));
    let chosen = |bar: &Bar| matches!(bar.item, Item::Row(index) if Some(index) == row).then_some("chosen");
    html! {
        <figure class="cost-strip">
            <figcaption><b>{ name }</b>{ " " }{ most }</figcaption>
            <svg viewBox={format!("0 0 {} {STRIP}", diagram.width)} aria-hidden="true">
                <path class="axis" d={format!("M0 {STRIP}H{}", diagram.width)} />
                { for bars.iter().map(|bar| html! {
                    <rect class={classes!(chosen(bar))} x={bar.x.to_string()} y={(STRIP * (1.0 - bar.share)).to_string()}
                        width={bar.width.to_string()} height={(STRIP * bar.share).to_string()} />
                }) }
            </svg>
        </figure>
    }
}
