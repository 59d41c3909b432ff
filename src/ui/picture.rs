//! Many maps as the pixels of one canvas.

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};

use super::bitmap::context;
use crate::app::color::Table;
use crate::app::places::draw::layout::Rect;

/// Pixels, row by row.
pub struct Picture {
    w: usize,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    /// Nothing yet, so transparent.
    pub fn new(w: usize, h: usize) -> Self {
        Self { w, pixels: vec![[0; 4]; w * h] }
    }

    /// Puts it on a canvas of its size.
    pub fn show(&self, canvas: &HtmlCanvasElement) {
        let pixels = Clamped(self.pixels.as_flattened());
        let image = ImageData::new_with_u8_clamped_array(pixels, self.w as u32).expect("rows are complete");
        context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
    }

    /// A hairline that goes with light and dark, around what is drawn within.
    pub fn frame(&mut self, top: usize, side: usize) {
        for y in top..top + side {
            self.pixels[y * self.w..y * self.w + side].fill([128, 128, 128, 56]);
        }
    }

    /// Draws a map into `tile`, each value as a rectangle of whole pixels.
    pub fn draw(
        &mut self,
        values: &[f32],
        columns: usize,
        table: &Table,
        value_scale: f32,
        tile: &Rect,
        scale: f32,
    ) {
        self.fill(values.len() / columns, columns, tile, scale, |i| table.pixel(values[i], value_scale));
    }

    /// Draws a picture into `tile`, each of its pixels as a rectangle of whole ones.
    pub fn draw_pixels(&mut self, pixels: &[[u8; 4]], columns: usize, tile: &Rect, scale: f32) {
        self.fill(pixels.len() / columns, columns, tile, scale, |i| pixels[i]);
    }

    fn fill(
        &mut self,
        rows: usize,
        columns: usize,
        tile: &Rect,
        scale: f32,
        pixel_at: impl Fn(usize) -> [u8; 4],
    ) {
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
                *pixel = pixel_at(row * columns + x * columns / n);
            }
        }
    }
}
