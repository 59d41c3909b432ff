//! Grids of numbers: a patch of values, a kernel.

use yew::prelude::*;

use crate::app::color::{Palette, Theme, css, type_on};
use crate::app::numbers::{exact, in_grid, sig3};
use crate::app::text::draw as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub values: Vec<f32>,
    pub columns: usize,
    pub palette: Palette,
    pub range: f32,
    pub theme: Theme,
    /// What the grid is, for those who do not see it.
    pub name: String,
    /// A cell to be pointed out.
    #[prop_or_default]
    pub winner: Option<usize>,
}

/// Numbers on their colours, with the exact value behind each.
#[component]
pub fn Numbers(Props { values, columns, palette, range, theme, name, winner }: &Props) -> Html {
    let cell = |(i, &value): (usize, &f32)| {
        let ground = palette.color(value, *range, *theme);
        let style = format!("background:{};color:{}", css(ground), css(type_on(ground)));
        let class = classes!((*winner == Some(i)).then_some("winner"));
        let name = text::cell_of_grid([i / columns, i % columns], &sig3(value));
        let text = in_grid(value, values.len());
        html! { <span role="gridcell" {class} ~{style} aria-label={name} title={exact(value)}>{ text }</span> }
    };
    let rows = values.chunks(*columns).enumerate().map(|(row, cells)| {
        let cells = cells.iter().enumerate().map(|(i, value)| cell((row * columns + i, value)));
        html! { <div role="row">{ for cells }</div> }
    });
    let size = if *columns > 5 { "fine" } else { "" };
    html! { <div class={classes!("numbers", size)} role="grid" aria-label={name.clone()}
    aria-rowcount={(values.len() / columns).to_string()} aria-colcount={columns.to_string()}>{ for rows }</div> }
}
