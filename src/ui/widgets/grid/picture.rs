//! A grid too large for numbers: one pixel for each cell.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::{Cell, Look};
use crate::ui::bitmap::{context, with_table};
use crate::ui::widgets::drawn::use_drawn;

/// More frames than these would be a pattern.
const MOST_FRAMES: usize = 128;

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub cells: Rc<[Cell]>,
    pub columns: usize,
    pub theme: Theme,
    /// The cell that the keyboard or the mouse is at.
    pub cursor: Option<[usize; 2]>,
}

#[component]
pub fn Picture(props: &Props) -> Html {
    let canvas = use_node_ref();
    let Props { cells, columns, theme, cursor } = props;
    let rows = cells.len() / columns;
    use_drawn(&canvas, (cells.clone(), *columns, *theme), |canvas, (cells, columns, theme)| {
        paint(canvas, cells, *columns, *theme);
    });
    let frame = |class: &'static str, [row, column, h, w]: [usize; 4]| {
        let percent = |part: usize, all: usize| 100.0 * part as f32 / all as f32;
        let style = format!(
            "left:{}%;top:{}%;width:{}%;height:{}%",
            percent(column, *columns),
            percent(row, rows),
            percent(w, *columns),
            percent(h, rows)
        );
        html! { <i {class} ~{style} /> }
    };
    html! {
        <>
            <canvas ref={canvas} class="bitmap" width={columns.to_string()} height={rows.to_string()} aria-hidden="true" />
            // Each in a fragment: nodes that come and go beside the canvas would make Yew draw it anew.
            <>{ for lit(cells, *columns).into_iter().map(|place| frame("frame", place)) }</>
            <>{ for cursor.map(|[row, column]| frame("frame here", [row, column, 1, 1])) }</>
        </>
    }
}

/// Row, column, height and width of every frame: one around all lit cells if they lie close together, or one for each.
fn lit(cells: &[Cell], columns: usize) -> Vec<[usize; 4]> {
    let lit: Vec<[usize; 2]> =
        (0..cells.len()).filter(|&i| cells[i].lit).map(|i| [i / columns, i % columns]).collect();
    let ends = |axis: usize| {
        let along = lit.iter().map(|at| at[axis]);
        Some((along.clone().min()?, along.max()?))
    };
    let (Some((top, bottom)), Some((left, right))) = (ends(0), ends(1)) else { return Vec::new() };
    let around = [top, left, bottom - top + 1, right - left + 1];
    if around[2] * around[3] == lit.len() || lit.len() > MOST_FRAMES {
        return vec![around];
    }
    lit.into_iter().map(|[row, column]| [row, column, 1, 1]).collect()
}

fn paint(canvas: &HtmlCanvasElement, cells: &[Cell], columns: usize, theme: Theme) {
    let mut pixels = vec![[0; 4]; cells.len()];
    // Cells of a palette lie together, so its table is seldom looked for.
    let mut done = 0;
    for part in cells.chunk_by(|a, b| a.palette == b.palette) {
        with_table(part[0].palette, theme, |table| {
            for (pixel, cell) in pixels[done..].iter_mut().zip(part) {
                let Some(value) = cell.shown() else { continue };
                let [r, g, b, _] = table.pixel(value, 1.0 / cell.range.max(f32::MIN_POSITIVE));
                let opacity = match cell.look {
                    Look::Plain => 255,
                    Look::Discarded => 90,
                    _ => 120,
                };
                *pixel = [r, g, b, opacity];
            }
        });
        done += part.len();
    }
    let pixels = Clamped(pixels.as_flattened());
    let image = ImageData::new_with_u8_clamped_array(pixels, columns as u32).expect("rows are complete");
    context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
}
