//! A matrix product: X above, W to the left, Y where they meet. Columns scroll where they would be too small to read.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{Events, view};
use crate::app::color::Theme;
use crate::app::figure::{Operand, Room, Spot};
use crate::app::show::Show;
use crate::app::text::convolve as text;
use crate::ui::widgets::drawn::use_drawn;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub equation: String,
    pub notes: Vec<String>,
    /// X, W and Y.
    pub operands: Vec<Operand>,
    pub window: (f32, f32),
    pub show: Show,
    pub theme: Theme,
    pub events: Events,
}

#[component]
pub fn ProductView(Props { equation, notes, operands, window, show, theme, events }: &Props) -> Html {
    let [x, w, y] = &operands[..] else { return Html::default() };
    let (depth, positions) = (w.grids[0].columns, x.grids[0].columns);
    let rows = x.grids[0].rows() + w.grids[0].rows();
    let cell @ [side, height] = Room::product_cell(*window, *show, depth + positions, rows);
    // The column that the timeline is at.
    let position = y.grids[0].cells.iter().position(|cell| cell.lit).unwrap_or(0) % positions;
    let (scrolled, product) = (use_node_ref(), use_node_ref());
    let inner = product.clone();
    use_drawn(&scrolled, (position, positions), move |scrolled, (position, positions)| {
        if let Some(product) = inner.cast() {
            keep_in_sight(scrolled, &product, (*position as f64 + 0.5) / *positions as f64);
        }
    });
    let grid = |operand: &Operand| {
        let spot = Spot { operand: operand.id, grid: 0, row: 0, column: 0 };
        html! {
            <>
                <h2>{ operand.title }<span>{ &operand.size }</span></h2>
                { view(&operand.grids[0], spot, height == side, (cell, usize::MAX), *theme, events) }
            </>
        }
    };
    // Grids, and what stands beside them.
    let least = if *show == Show::Presented { 340.0 } else { 260.0 };
    let wide = (depth as f32 * (side + (side / 20.0).floor())).max(least);
    html! {
        <div class="im2col">
            <p>{ text::PRODUCT }</p>
            <div class="im2col-product" ref={scrolled} ~style={format!("--filters:{wide}px")}>
                <div class="im2col-corner">
                    <b>{ equation }</b>
                    { for notes.iter().map(|note| html! { <>{ note }<br /></> }) }
                </div>
                <div class="im2col-x">{ grid(x) }</div>
                <div class="im2col-w">{ grid(w) }</div>
                <div class="im2col-y" ref={product}>{ grid(y) }</div>
            </div>
        </div>
    }
}

/// Scrolls to the column at this part of the product, unless it is seen: what is under the mouse stays there.
fn keep_in_sight(scrolled: &HtmlElement, product: &HtmlElement, part: f64) {
    let (left, width) = (f64::from(product.offset_left()), f64::from(product.offset_width()));
    let seen = f64::from(scrolled.client_width()) - left;
    let (column, from) = (part * width, f64::from(scrolled.scroll_left()));
    if !(from..from + seen).contains(&column) {
        scrolled.set_scroll_left((column - seen / 2.0) as i32);
    }
}
