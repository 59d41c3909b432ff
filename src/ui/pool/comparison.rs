//! Beside the pool: what a nudge of the input changes, and a convolution with the same windows.

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::{Edit, Grid, OperandId, Spot};
use crate::app::lab::Nudge;
use crate::app::numbers::percent;
use crate::app::places::pool::{Kind, MAX_NUDGE, Pooling};
use crate::app::text::{lab, pool as text};
use crate::ui::widgets::arrows::Arrows;
use crate::ui::widgets::grid::Grid as GridView;
use crate::ui::widgets::scrolled::Scrolled;

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
    let loses = use_state(|| false);
    let turn = {
        let loses = loses.clone();
        Callback::from(move |_: MouseEvent| loses.set(!*loses))
    };
    html! {
        <Scrolled class="comparisons">
            { nudge(props) }
            <button class="chip" data-testid="same-output" aria-pressed={loses.to_string()} onclick={turn}>{ text::ANOTHER_INPUT }</button>
            if *loses { { another_input(props) } }
            if !*loses && !matches!(pooling.kind, Kind::Convolution | Kind::Global) { { convolution(props) } }
        </Scrolled>
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
    let move_to = {
        let pooling = pooling.clone();
        change.reform(move |by| pooling.nudged_to(by))
    };
    let said = |changed: &[bool], testid: &'static str| {
        let (count, part) = Nudge::count(changed);
        html! { <dd data-testid={testid}><b>{ percent(part) }</b>{ " " }{ text::count_of(count, changed.len()) }</dd> }
    };
    let size = size(input.h, input.w + output.w, *presents);
    let unchanged = vec![false; before.y.len()];
    let grid = |testid: &str, name: &str, values: &[f32], is_output: bool, changed: &[bool]| {
        figure(pooling.compared_grid(testid, name, values, is_output, changed), size, *theme)
    };
    html! {
        <section class="nudge" aria-label={lab::NUDGE}>
            <h2>{ text::NUDGE_THE_INPUT }</h2>
            <div class="control">
                <Arrows by={pooling.nudge} most={MAX_NUDGE} set={move_to} />
                <dl>
                    <dt>{ text::CHANGED[0] }</dt>
                    { said(&nudged.input_changed, "nudge-input-changed") }
                    <dt>{ text::CHANGED[1] }</dt>
                    { said(&nudged.output_changed, "nudge-output-changed") }
                    if let Some(moved) = nudged.moved_along.as_ref().filter(|_| pooling.nudge != [0, 0]) {
                        <dt>{ lab::MOVED_ALONG }</dt>
                        { said(moved, "nudge-moved-along") }
                    }
                </dl>
            </div>
            if pooling.nudge != [0, 0] {
                <div class="grids">
                    { grid("nudge-input", lab::INPUT_MOVED.get(), &nudged.x, false, &nudged.input_changed) }
                    <div>
                        { grid("nudge-output-before", lab::BEFORE_AFTER[0].get(), &before.y, true, &unchanged) }
                        { grid("nudge-output", lab::BEFORE_AFTER[1].get(), &nudged.y, true, &nudged.output_changed) }
                    </div>
                </div>
            }
        </section>
    }
}

/// A different input that is pooled to the same output.
fn another_input(Props { pooling, theme, presents, .. }: &Props) -> Html {
    let Some(x) = pooling.another_input() else {
        return html! { <p class="remark" data-testid="another-input-said">{ text::NO_OTHER_INPUT }</p> };
    };
    let changed: Vec<bool> = x.iter().zip(&pooling.x).map(|(other, own)| other != own).collect();
    let other = Pooling { x: x.clone(), ..pooling.clone() };
    let y = other.compute().y;
    let (input, output) = (pooling.input, pooling.fitting_output());
    let size = size(input.h, input.w + output.w, *presents);
    let grid = |testid: &str, name: &str, values: &[f32], is_output: bool, marked: &[bool]| {
        figure(pooling.compared_grid(testid, name, values, is_output, marked), size, *theme)
    };
    let (count, _) = Nudge::count(&changed);
    html! {
        <section aria-label={text::ANOTHER_INPUT}>
            <div class="grids">
                { grid("another-input", text::OTHER_INPUT.get(), &x, false, &changed) }
                { grid("another-output", text::SAME_OUTPUT.get(), &y, true, &vec![false; y.len()]) }
            </div>
            <p class="remark" data-testid="another-input-said">{ text::lost(count, changed.len()) }</p>
        </section>
    }
}

fn convolution(Props { pooling, theme, presents, edit, .. }: &Props) -> Html {
    let convolution = pooling.of_kind(Kind::Convolution);
    let computed = convolution.compute();
    let kernel = pooling.kernel_grid();
    let unchanged = vec![false; computed.y.len()];
    let output =
        convolution.compared_grid("pool-convolution", lab::OUTPUT.get(), &computed.y, true, &unchanged);
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
