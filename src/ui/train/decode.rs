//! Pictures decoded by the browser: all of one, scaled down, or a piece of it.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::data::picture::Part;
use crate::ui::browser::window;

/// A canvas that one picture after the other is drawn on and read from.
pub struct Decoder {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// Width, height and pixels.
pub type Pixels = (usize, usize, Vec<u8>);

impl Decoder {
    pub fn new() -> Result<Self, JsValue> {
        let document = window().document().expect("a page has a document");
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        // Its pixels had better stay with the CPU, where there is no largest texture either.
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
        let context = canvas.get_context_with_context_options("2d", &options)?;
        let context = context.ok_or(JsValue::NULL)?.unchecked_into();
        Ok(Self { canvas, context })
    }

    /// All of a picture, scaled down to at most `most` pixels along its longer side.
    pub async fn scaled(&self, blob: &Blob, most: f64) -> Result<Pixels, JsValue> {
        let bitmap = bitmap(blob).await?;
        let (w, h) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let scale = (most / w.max(h)).min(1.0);
        let to = [(w * scale).round().max(1.0), (h * scale).round().max(1.0)];
        let pixels = self.draw(&bitmap, [0.0, 0.0, w, h], to);
        bitmap.close();
        pixels
    }

    /// A piece of a picture as it is.
    pub fn piece(&self, bitmap: &ImageBitmap, part: Part) -> Result<Pixels, JsValue> {
        let [x, y] = [part.x, part.y].map(|at| at as f64);
        let size = [part.w, part.h].map(|side| side as f64);
        self.draw(bitmap, [x, y, size[0], size[1]], size)
    }

    fn draw(&self, bitmap: &ImageBitmap, from: [f64; 4], to: [f64; 2]) -> Result<Pixels, JsValue> {
        let ([x, y, from_w, from_h], [w, h]) = (from, to);
        // Whoever sets its size clears it.
        self.canvas.set_width(w as u32);
        self.canvas.set_height(h as u32);
        self.context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            bitmap, x, y, from_w, from_h, 0.0, 0.0, w, h,
        )?;
        Ok((w as usize, h as usize, self.context.get_image_data(0.0, 0.0, w, h)?.data().0))
    }
}

/// A decoded picture.
pub async fn bitmap(blob: &Blob) -> Result<ImageBitmap, JsValue> {
    JsFuture::from(window().create_image_bitmap_with_blob(blob)?).await?.dyn_into()
}
