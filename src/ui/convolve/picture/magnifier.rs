//! What is under the mouse, in numbers: the patch, the kernel, and the sum of their products.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::convolve::Sight;
use crate::app::numbers::plain;
use crate::ui::color::{Palette, Theme};
use crate::ui::convolve::cells::range;
use crate::ui::widgets::grid::{Cell, Edit, Grid};
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub sight: Sight,
    /// Columns of the kernel.
    pub width: usize,
    /// 1, or 3 for red, green and blue; and which of them is looked at.
    pub colours: usize,
    pub channel: usize,
    /// Row and column of the result.
    pub at: [usize; 2],
    pub theme: Theme,
    pub choose: Callback<usize>,
    pub edit: Callback<Edit>,
    pub flipped: bool,
}

/// More products than this are not written out.
const MOST: usize = 9;

#[component]
pub fn Magnifier(props: &Props) -> Html {
    let Props { sight, width, colours, channel, at, theme, choose, edit, flipped } = props;
    let Sight { first, patch, kernel, bias } = sight;
    let size = (216.0 / *width as f32).clamp(22.0, 52.0).floor();
    let cells = |values: &[f32], palette: Palette, range: f32| -> Rc<[Cell]> {
        values.iter().map(|&value| Cell::new(value, palette, range)).collect()
    };
    let patch_cells = cells(patch, Palette::Ink, 2.0);
    let kernel_cells = cells(kernel, Palette::Weight, range(kernel));
    let products: Vec<f32> = patch.iter().zip(kernel).map(|(x, w)| x * w).collect();
    let sum = products.iter().sum::<f32>() + bias;
    let bracketed = |value: f32| if value < 0.0 { format!("({})", plain(value)) } else { plain(value) };
    let written = match products.len() {
        n if n > MOST => format!("the sum of {n} products"),
        _ => patch
            .iter()
            .zip(kernel)
            .filter(|(_, w)| **w != 0.0)
            .map(|(x, w)| format!("{}·{}", plain(*x), bracketed(*w)))
            .collect::<Vec<_>>()
            .join(" + "),
    };
    let written = if written.is_empty() { "0".to_owned() } else { written };
    let and_bias = if *bias == 0.0 { String::new() } else { format!(" + {}", bracketed(*bias)) };
    let names: Vec<AttrValue> = ["Red", "Green", "Blue"].map(AttrValue::from).to_vec();
    html! {
        <section class="magnifier" data-testid="magnifier" aria-label="Under the mouse">
            <div>
                <h2>{ "Under the window" }
                    if *colours == 3 {
                        <Segments name="Colour" options={names} chosen={*channel} choose={choose.clone()} testid="magnifier-colour" />
                    }
                </h2>
                <Grid testid="magnifier-patch" name="values under the window" cells={patch_cells} columns={*width} first={*first} {size} theme={*theme} />
            </div>
            <span class="sign" aria-hidden="true">{ "∗" }</span>
            <div>
                <h2>{ if *flipped { "Kernel, flipped" } else { "Kernel" } }</h2>
                <Grid testid="magnifier-kernel" name="kernel" cells={kernel_cells} columns={*width} {size} theme={*theme} edit={edit.clone()} />
            </div>
            <p class="formula-numbers" data-testid="formula-numbers">
                <span class="of">{ format!("y[{}, {}] = ", at[0], at[1]) }</span>
                { written }{ and_bias }{ " = " }<span class="total">{ plain(sum) }</span>
            </p>
        </section>
    }
}
