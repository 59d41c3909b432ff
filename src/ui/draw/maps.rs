//! All feature maps of the network on one canvas: a hundred small ones would cost the browser more time than the network
//! takes to compute what is on them.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::app::columns::ColumnKind;
use crate::app::layout::{Layout, Rect};
use crate::app::model::{Model, Seen};
use crate::ui::bitmap::{context, with_table};
use crate::ui::browser;
use crate::ui::color::{Palette, Table, Theme};

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Seen>>,
    pub places: Rc<Layout>,
    pub theme: Theme,
}

#[component]
pub fn Maps(props: &Props) -> Html {
    let canvas = use_node_ref();
    let scale = browser::pixels_per_css_pixel();
    let Layout { width, height, .. } = *props.places;
    let [w, h] = [width, height].map(|length| (length * scale).ceil() as usize);
    {
        let canvas = canvas.clone();
        use_effect_with((props.clone(), w, h), move |(props, w, h)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, props, scale, (*w, *h));
            }
        });
    }
    let style = format!("width:{}px;height:{}px", w as f32 / scale, h as f32 / scale);
    html! { <canvas ref={canvas} class="maps" width={w.to_string()} height={h.to_string()} {style} aria-hidden="true" /> }
}

fn paint(canvas: &HtmlCanvasElement, props: &Props, scale: f32, (w, h): (usize, usize)) {
    let Props { model, seen, places, theme } = props;
    let mut picture = Picture { w, pixels: vec![[0; 4]; w * h] };
    for (index, column) in model.columns.iter().enumerate() {
        let (palette, range) = match column.kind {
            ColumnKind::Classes => continue,
            ColumnKind::Input => (Palette::Ink, 1.0),
            ColumnKind::Maps | ColumnKind::Units => (Palette::Activation, model.range(index)),
        };
        let area = column.shape.area();
        let nothing = vec![0.0; area];
        with_table(palette, *theme, |table| {
            for (unit, tile) in places.tiles[index].iter().enumerate() {
                let values = seen.as_ref().map_or(&nothing[..], |seen| seen.map(column.shown, unit, area));
                picture.draw(values, column.shape.w, table, 1.0 / range.max(f32::MIN_POSITIVE), tile, scale);
            }
        });
    }
    let pixels = Clamped(picture.pixels.as_flattened());
    let image = ImageData::new_with_u8_clamped_array(pixels, w as u32).expect("rows are complete");
    context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
}

/// What is painted, row by row.
struct Picture {
    w: usize,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    /// Draws a map into `tile`, each value as a rectangle of whole pixels.
    fn draw(
        &mut self,
        values: &[f32],
        columns: usize,
        table: &Table,
        value_scale: f32,
        tile: &Rect,
        scale: f32,
    ) {
        let rows = values.len() / columns;
        let edge = |at: f32| (at * scale).round() as usize;
        let (left, right, top, bottom) =
            (edge(tile.x), edge(tile.x + tile.w), edge(tile.y), edge(tile.y + tile.h));
        let mut before = None;
        for y in top..bottom {
            let row = (y - top) * rows / (bottom - top);
            let at = y * self.w + left;
            if before == Some(row) {
                // The same values as in the line above.
                self.pixels.copy_within(at - self.w..at - self.w + right - left, at);
                continue;
            }
            before = Some(row);
            let line = &mut self.pixels[at..at + right - left];
            let n = line.len();
            for (x, pixel) in line.iter_mut().enumerate() {
                *pixel = table.pixel(values[row * columns + x * columns / n], value_scale);
            }
        }
    }
}
