//! Pictures as pixels: of a file, which the browser decodes, and of a camera.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, ImageBitmap, MediaStream,
    MediaStreamTrack,
};

use super::browser::window;
use super::export::{create, readable};

/// A picture, whose transparent parts are paper.
pub struct Pixels {
    pub width: usize,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub rgba: Vec<u8>,
}

/// What rows and columns become: pictures are scaled by the browser.
pub type Scaled = fn(usize, usize) -> [usize; 2];

/// Decodes a picture.
pub async fn decode(blob: &Blob, scaled: Scaled) -> Result<Pixels, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(blob)?).await?;
    let bitmap: ImageBitmap = bitmap.dyn_into()?;
    let [height, width] = scaled(bitmap.height() as usize, bitmap.width() as usize);
    let canvas = Canvas::new(height, width)?;
    let (w, h) = (width as f64, height as f64);
    canvas.context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, w, h)?;
    bitmap.close();
    canvas.pixels()
}

/// A canvas that nobody sees.
struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    fn new(height: usize, width: usize) -> Result<Self, JsValue> {
        let (element, context) = readable(width as u32, height as u32)?;
        Ok(Self { element, context })
    }

    fn pixels(&self) -> Result<Pixels, JsValue> {
        let (width, height) = (self.element.width(), self.element.height());
        // Paper, where a picture is transparent.
        self.context.set_global_composite_operation("destination-over")?;
        self.context.set_fill_style_str("#fff");
        self.context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
        self.context.set_global_composite_operation("source-over")?;
        let data = self.context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
        Ok(Pixels { width: width as usize, rgba: data.data().0 })
    }
}

/// Why there is no camera.
pub enum CameraError {
    Refused,
    Missing,
    /// The page may not ask for one.
    Forbidden,
}

/// A camera that is on; dropped, it is off.
pub struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
    canvas: Option<Canvas>,
}

impl Camera {
    /// Asks for the camera, and for pictures of about this height and width.
    pub async fn open([height, width]: [u32; 2]) -> Result<Self, CameraError> {
        let asked = async {
            let constraints = web_sys::MediaStreamConstraints::new();
            let video = Object::new();
            for (key, value) in [("width", width), ("height", height)] {
                Reflect::set(&video, &key.into(), &value.into())?;
            }
            constraints.set_video(&video);
            let promise: Promise =
                window().navigator().media_devices()?.get_user_media_with_constraints(&constraints)?;
            let stream: MediaStream = JsFuture::from(promise).await?.dyn_into()?;
            let video: HtmlVideoElement = create("video")?;
            video.set_muted(true);
            video.set_src_object(Some(&stream));
            let camera = Self { stream, video, canvas: None };
            JsFuture::from(camera.video.play()?).await?;
            Ok(camera)
        };
        asked.await.map_err(|error: JsValue| {
            let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            match name.as_deref() {
                Some("NotAllowedError") => CameraError::Refused,
                Some("NotFoundError") => CameraError::Missing,
                _ => CameraError::Forbidden,
            }
        })
    }

    /// What it sees now; `None` before its first picture.
    pub fn look(&mut self, scaled: Scaled) -> Option<Pixels> {
        let (height, width) = (self.video.video_height() as usize, self.video.video_width() as usize);
        if height * width == 0 {
            return None;
        }
        let [height, width] = scaled(height, width);
        let fits = |canvas: &Canvas| {
            [canvas.element.height(), canvas.element.width()] == [height as u32, width as u32]
        };
        if !self.canvas.as_ref().is_some_and(fits) {
            self.canvas = Canvas::new(height, width).ok();
        }
        let canvas = self.canvas.as_ref()?;
        let (w, h) = (width as f64, height as f64);
        canvas.context.draw_image_with_html_video_element_and_dw_and_dh(&self.video, 0.0, 0.0, w, h).ok()?;
        canvas.pixels().ok()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.video.set_src_object(None);
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}
