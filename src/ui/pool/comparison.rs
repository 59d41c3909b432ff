//! Beside the pool: what a nudge of the input changes, and a convolution with the same windows.

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::{Edit, Grid, OperandId, Spot};
use crate::app::numbers::percent;
use crate::app::places::pool::{Kind, Nudged, Pooling};
use crate::app::text::{lab::OUTPUT, pool as text};
use crate::ui::widgets::grid::Grid as GridView;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub theme: Theme,
    pub presents: bool,
    pub change: Callback<Pooling>,
    /// An edit of the kernel.
    pub edit: Callback<(Spot, Edit)>,
}

#[component]
pub fn Comparison(props: &Props) -> Html {
    let Props { pooling, .. } = props;
    html! {
        <aside class="comparisons">
            { nudge(props) }
            if !matches!(pooling.kind, Kind::Convolution | Kind::Global) { { convolution(props) } }
        </aside>
    }
}

/// The side of a cell with which this many rows and columns leave room for the rest.
fn size(rows: usize, columns: usize, presents: bool) -> f32 {
    let larger = if presents { 1.4 } else { 1.0 };
    let fits = (larger * 96.0 / rows as f32).min(larger * 250.0 / columns as f32) - 2.0;
    fits.clamp(6.0, larger * 28.0).floor()
}

fn figure(grid: Grid, size: f32, theme: Theme) -> Html {
    let Grid { testid, name, columns, cells, .. } = grid;
    html! {
        <figure>
            <figcaption>{ &name }</figcaption>
            <GridView {testid} {name} {columns} {cells} {size} {theme} />
        </figure>
    }
}

fn nudge(Props { pooling, theme, presents, change, .. }: &Props) -> Html {
    let (nudged, before) = (pooling.nudged(), pooling.compute());
    let (input, output) = (pooling.input, before.output);
    let [rows, columns] = pooling.nudge;
    let button = |[down, right]: [isize; 2], testid: &'static str, name: &'static str, sign: &'static str| {
        let to = match [down, right] {
            [0, 0] => pooling.nudged_to([0, 0]),
            _ => pooling.nudged_to([rows + down, columns + right]),
        };
        let dead = to.nudge == pooling.nudge;
        let onclick = change.reform(move |_: MouseEvent| to.clone());
        html! { <button data-testid={testid} class={testid} aria-label={name} title={name} disabled={dead} {onclick}>{ sign }</button> }
    };
    let said = |changed: &[bool], testid: &'static str| {
        let (count, part) = Nudged::count(changed);
        html! { <dd data-testid={testid}><b>{ percent(part) }</b>{ text::count_of(count, changed.len()) }</dd> }
    };
    let size = size(input.h, input.w + output.w, *presents);
    let unchanged = vec![false; before.y.len()];
    let grid = |testid: &str, name: &str, values: &[f32], is_output: bool, changed: &[bool]| {
        figure(pooling.compared_grid(testid, name, values, is_output, changed), size, *theme)
    };
    html! {
        <section class="nudge" aria-label={text::NUDGE}>
            <h2>{ text::NUDGE_THE_INPUT }</h2>
            <div class="control">
                <div class="pad-of-arrows" role="group" aria-label={text::MOVE_THE_INPUT}>
                    { button([-1, 0], "nudge-up", text::ARROWS[0], "↑") }
                    { button([0, -1], "nudge-left", text::ARROWS[1], "←") }
                    { button([0, 0], "nudge-reset", text::ARROWS[2], "○") }
                    { button([0, 1], "nudge-right", text::ARROWS[3], "→") }
                    { button([1, 0], "nudge-down", text::ARROWS[4], "↓") }
                </div>
                <dl>
                    <dt>{ text::CHANGED[0] }</dt>
                    { said(&nudged.input_changed, "nudge-input-changed") }
                    <dt>{ text::CHANGED[1] }</dt>
                    { said(&nudged.output_changed, "nudge-output-changed") }
                </dl>
            </div>
            if pooling.nudge != [0, 0] {
                <div class="grids">
                    { grid("nudge-input", text::INPUT_MOVED, &nudged.x, false, &nudged.input_changed) }
                    <div>
                        { grid("nudge-output-before", text::BEFORE_AFTER[0], &before.y, true, &unchanged) }
                        { grid("nudge-output", text::BEFORE_AFTER[1], &nudged.y, true, &nudged.output_changed) }
                    </div>
                </div>
            }
        </section>
    }
}

fn convolution(Props { pooling, theme, presents, edit, .. }: &Props) -> Html {
    let convolution = pooling.of_kind(Kind::Convolution);
    let computed = convolution.compute();
    let kernel = pooling.kernel_grid();
    let unchanged = vec![false; computed.y.len()];
    let output = convolution.compared_grid("pool-convolution", OUTPUT, &computed.y, true, &unchanged);
    let size = size(output.rows().max(kernel.rows()), kernel.columns + output.columns, *presents);
    let kernel_cell = Spot { operand: OperandId::Kernel, grid: 0, row: 0, column: 0 };
    let edit = edit.reform(move |edit: Edit| (kernel_cell, edit));
    html! {
        <section class="comparison" aria-label={text::CONVOLUTION}>
            <h2>{ text::SAME_WINDOWS }</h2>
            <div class="grids">
                <figure>
                    <figcaption>{ text::kernel(pooling.weight.len()) }</figcaption>
                    <GridView testid={kernel.testid} name={kernel.name} columns={kernel.columns} cells={kernel.cells} {size} theme={*theme} {edit} />
                </figure>
                { figure(output, size, *theme) }
            </div>
        </section>
    }
}
