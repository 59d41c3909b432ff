//! Where pictures come from: a file, the clipboard, a camera. The browser decodes them.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, ImageBitmap, MediaStream,
    MediaStreamTrack,
};

use crate::app::places::convolve::{Picture, scaled};
use crate::app::text::convolve as text;
use crate::ui::browser::window;
use crate::ui::export::{create, readable};

/// A larger file is no picture for this page.
const LARGEST_FILE: f64 = 32e6;

/// Reads a picture, scaled down to what is shown; or says why not.
pub async fn read(blob: Blob, name: String) -> Result<Picture, String> {
    if blob.size() > LARGEST_FILE {
        let mega = |bytes: f64| (bytes / 1e6).round();
        return Err(text::too_large(&name, mega(blob.size()), mega(LARGEST_FILE)));
    }
    let decoded = async {
        let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(&blob)?).await?;
        let bitmap: ImageBitmap = bitmap.dyn_into()?;
        let [height, width] = scaled(bitmap.height() as usize, bitmap.width() as usize);
        let canvas = Canvas::new(height, width)?;
        canvas.context.draw_image_with_image_bitmap_and_dw_and_dh(
            &bitmap,
            0.0,
            0.0,
            width as f64,
            height as f64,
        )?;
        bitmap.close();
        canvas.picture()
    };
    decoded.await.map_err(|_: JsValue| text::no_picture(&name))
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

    fn picture(&self) -> Result<Picture, JsValue> {
        let (width, height) = (self.element.width(), self.element.height());
        // Paper, where a picture is transparent.
        self.context.set_global_composite_operation("destination-over")?;
        self.context.set_fill_style_str("#fff");
        self.context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
        self.context.set_global_composite_operation("source-over")?;
        let data = self.context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
        Ok(Picture::of_rgba(width as usize, &data.data()))
    }
}

/// A camera that is on; dropped, it is off.
pub struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
    canvas: Option<Canvas>,
}

impl Camera {
    /// Asks for the camera; or says why there is none.
    pub async fn open() -> Result<Self, String> {
        let asked = async {
            let constraints = web_sys::MediaStreamConstraints::new();
            let video = Object::new();
            for (key, value) in [("width", 320), ("height", 240)] {
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
                Some("NotAllowedError") => text::CAMERA_REFUSED,
                Some("NotFoundError") => text::NO_CAMERA,
                _ => text::CAMERA_INSECURE,
            }
            .to_owned()
        })
    }

    /// What it sees now; `None` before its first picture.
    pub fn look(&mut self) -> Option<Picture> {
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
        canvas.picture().ok()
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
