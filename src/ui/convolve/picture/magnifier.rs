//! What is under the mouse, in numbers: the patch, the kernel, and the sum of their products.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme, css};
use crate::app::figure::{Cell, Edit, MIN_NUMBER_SIDE, range};
use crate::app::numbers::{bracketed, exact, trimmed};
use crate::app::places::convolve::Sight;
use crate::app::show::Show;
use crate::app::text::{convolve as text, lab::KERNEL};
use crate::ui::widgets::grid::Grid;
use crate::ui::widgets::number::Number;
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
    pub show: Show,
    pub edit: Callback<Edit>,
    /// The kernel as it is typed, and whether it is flipped where it is applied.
    pub typed: Vec<f32>,
    pub flipped: bool,
    /// Where all colours are summed: the weight of each, and what the kernel makes of it.
    pub parts: Option<[(f32, f32); 3]>,
    /// Takes a colour and its weight.
    pub weigh: Callback<(usize, f32)>,
    /// What chooses the kernel by its name.
    pub effect: Html,
}

/// More products than this are not written out.
const MOST: usize = 9;

#[component]
pub fn Magnifier(props: &Props) -> Html {
    let Props {
        sight,
        width,
        colours,
        channel,
        at,
        theme,
        choose,
        show,
        edit,
        typed,
        flipped,
        parts,
        weigh,
        effect,
    } = props;
    let Sight { first, patch, kernel, bias } = sight;
    let rows = kernel.len() / width;
    let (room, largest) = if *show == Show::Presented { (200.0, 64.0) } else { (156.0, 50.0) };
    let size = (room / *width.max(&rows) as f32).clamp(MIN_NUMBER_SIDE, largest).floor();
    let cells = |values: &[f32], palette: Palette, range: f32| -> Rc<[Cell]> {
        values.iter().map(|&value| Cell::new(value, palette, range)).collect()
    };
    let patch_cells = cells(patch, Palette::Light, 1.0);
    let kernel_cells = cells(typed, Palette::Weight, range(typed, 1e-6));
    let products = patch.iter().zip(kernel);
    let sum = match parts {
        Some(parts) => parts.iter().map(|(weight, part)| weight * part).sum::<f32>() + bias,
        None => products.clone().map(|(x, w)| x * w).sum::<f32>() + bias,
    };
    let color = |palette: Palette, value: f32| format!("color:{}", css(palette.word(value, *theme)));
    let written: Html = if let Some(parts) = parts {
        let terms = parts.iter().zip(text::SUM_OF_COLOUR).enumerate().map(|(i, ((weight, part), name))| {
            let plus = if i > 0 { " + " } else { "" };
            html! { <>{ plus }<b ~style={color(Palette::Weight, *weight)}>{ bracketed(*weight) }</b>{ "·" }<b>{ bracketed(*part) }</b><small>{ " " }{ name }</small></> }
        });
        terms.collect()
    } else if kernel.len() > MOST {
        text::sum_of(kernel.len()).into()
    } else {
        let terms = products.enumerate().map(|(i, (x, w))| {
            let plus = if i > 0 { " + " } else { "" };
            html! { <>{ plus }<b>{ trimmed(*x) }</b>{ "·" }<b ~style={color(Palette::Weight, *w)}>{ bracketed(*w) }</b></> }
        });
        terms.collect()
    };
    let names: Vec<AttrValue> = text::RED_GREEN_BLUE.map(AttrValue::from).to_vec();
    html! {
        <section class="magnifier" data-testid="magnifier" aria-label={text::NUMBERS_UNDER_WINDOW}>
            <div class="magnifier-patch">
                <h2>{ text::UNDER_WINDOW }</h2>
                <Grid testid="magnifier-patch" name={text::PATCH_GRID} cells={patch_cells} columns={*width} first={*first} {size} theme={*theme} />
            </div>
            <span class="sign" aria-hidden="true">{ "∗" }</span>
            <div>
                <h2 class="magnifier-kernel">{ if *flipped { text::FLIPPED_KERNEL } else { KERNEL } }{ effect.clone() }</h2>
                <Grid testid="magnifier-kernel" name={text::KERNEL_GRID} cells={kernel_cells} columns={*width} {size} theme={*theme} edit={edit.clone()} />
            </div>
            <div class="magnifier-sum">
                if *colours == 3 {
                    <Segments name={text::COLOUR} options={names} chosen={*channel} choose={choose.clone()} testid="magnifier-colour" />
                }
                if let Some(parts) = parts {
                    <div class="colour-weights">
                        { for parts.iter().enumerate().map(|(colour, (weight, _))| html! {
                            <Number name={text::SUM_WEIGHTS[colour]} value={*weight} least={-4.0} largest={4.0} testid={format!("picture-weight-{colour}")}
                                set={weigh.reform(move |value: Option<f32>| (colour, value.unwrap_or(0.0)))} />
                        }) }
                    </div>
                }
                // The values of a picture are rounded where they are shown.
                <p class="formula-numbers" data-testid="formula-numbers">
                    <span class="of">{ format!("y({}, {}) = ", at[0], at[1]) }</span>
                    { written }
                    if *bias != 0.0 { { format!(" + {} ", text::BIAS_TERM) }<b ~style={color(Palette::Weight, *bias)}>{ bracketed(*bias) }</b> }
                    { " ≈ " }<b class="total" ~style={color(Palette::Activation, sum)} title={exact(sum)}>{ trimmed(sum) }</b>
                </p>
            </div>
        </section>
    }
}
