//! Beside the pool: what a nudge of the input changes, and a convolution with the same windows.

use yew::prelude::*;

use super::cells::{self, Sheet};
use super::stage::with_kernel;
use crate::app::color::Theme;
use crate::app::numbers::percent;
use crate::app::places::pool::{Kind, Nudged, Pooling};
use crate::shape::Shape;
use crate::ui::widgets::grid::{Edit, Grid};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub theme: Theme,
    pub presents: bool,
    pub change: Callback<Pooling>,
}

#[component]
pub fn Beside(props: &Props) -> Html {
    let Props { pooling, .. } = props;
    html! {
        <aside class="beside">
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

fn grid(testid: &'static str, name: &'static str, sheet: Sheet, size: f32, theme: Theme) -> Html {
    html! {
        <figure>
            <figcaption>{ name }</figcaption>
            <Grid {testid} {name} columns={sheet.columns} cells={sheet.cells} {size} {theme} />
        </figure>
    }
}

fn nudge(Props { pooling, theme, presents, change }: &Props) -> Html {
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
        html! { <dd data-testid={testid}><b>{ percent(part) }</b>{ format!(" {count} of {}", changed.len()) }</dd> }
    };
    let size = size(input.h, input.w + output.w, *presents);
    let unchanged = vec![false; before.y.len()];
    let sheet = |values: &[f32], shape: Shape, changed: &[bool], is_output: bool| {
        cells::values(pooling, values, shape, changed, is_output)
    };
    html! {
        <section class="nudge" aria-label="Nudge">
            <h2>{ "Nudge the input" }</h2>
            <div class="control">
                <div class="pad-of-arrows" role="group" aria-label="Move the input by one pixel">
                    { button([-1, 0], "nudge-up", "Up", "↑") }
                    { button([0, -1], "nudge-left", "Left", "←") }
                    { button([0, 0], "nudge-reset", "Back to its place", "○") }
                    { button([0, 1], "nudge-right", "Right", "→") }
                    { button([1, 0], "nudge-down", "Down", "↓") }
                </div>
                <dl>
                    <dt>{ "Changed before the pool" }</dt>
                    { said(&nudged.input_changed, "nudge-input-changed") }
                    <dt>{ "and after it" }</dt>
                    { said(&nudged.output_changed, "nudge-output-changed") }
                </dl>
            </div>
            if pooling.nudge != [0, 0] {
                <div class="grids">
                    { grid("nudge-input", "Input, moved", sheet(&nudged.x, input, &nudged.input_changed, false), size, *theme) }
                    <div>
                        { grid("nudge-output-before", "Before", sheet(&before.y, output, &unchanged, true), size, *theme) }
                        { grid("nudge-output", "After", sheet(&nudged.y, output, &nudged.output_changed, true), size, *theme) }
                    </div>
                </div>
            }
        </section>
    }
}

fn convolution(Props { pooling, theme, presents, change }: &Props) -> Html {
    let convolution = pooling.of_kind(Kind::Convolution);
    let computed = convolution.compute();
    let kernel = cells::kernel(pooling, false);
    let unchanged = vec![false; computed.y.len()];
    let sheet = cells::values(&convolution, &computed.y, computed.output, &unchanged, true);
    let size = size(sheet.extent()[0].max(kernel.extent()[0]), kernel.columns + sheet.columns, *presents);
    let edit = {
        let (change, pooling) = (change.clone(), pooling.clone());
        Callback::from(move |edit: Edit| change.emit(with_kernel(&pooling, edit)))
    };
    html! {
        <section class="comparison" aria-label="Strided convolution">
            <h2>{ "Strided convolution, same windows" }</h2>
            <div class="grids">
                <figure>
                    <figcaption>{ format!("Kernel: {} weights", pooling.weight.len()) }</figcaption>
                    <Grid testid="pool-kernel" name="Kernel" columns={kernel.columns} cells={kernel.cells} {size} theme={*theme} {edit} />
                </figure>
                { grid("pool-convolution", "Output", sheet, size, *theme) }
            </div>
        </section>
    }
}
