//! Where pictures come from: a file, the clipboard, a camera. The browser decodes them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::app::places::convolve::{Picture, scaled};
use crate::app::text::convolve as text;
use crate::ui::fetch::fetch;
use crate::ui::pixels::{self, CameraError, Pixels};

/// A larger file is no picture for this page.
const LARGEST_FILE: f64 = 32e6;
/// Rows and columns that a camera is asked for.
const CAMERA: [u32; 2] = [240, 320];

fn picture(Pixels { width, rgba }: Pixels) -> Picture {
    Picture::of_rgba(width, &rgba)
}

/// Reads a picture, scaled down to what is shown; or says why not.
pub async fn read(blob: Blob, name: String) -> Result<Picture, String> {
    if blob.size() > LARGEST_FILE {
        let mega = |bytes: f64| (bytes / 1e6).round();
        return Err(text::too_large(&name, mega(blob.size()), mega(LARGEST_FILE)));
    }
    pixels::decode(&blob, scaled).await.map(picture).map_err(|_| text::no_picture(&name))
}

/// No photograph of the site has more bytes.
const MAX_PHOTOGRAPH: f64 = 2e6;

/// Fetches one of the site's photographs, and reads it.
pub async fn load(file: String) -> Result<Picture, String> {
    let bytes = fetch(&file, MAX_PHOTOGRAPH).await?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(&bytes[..])));
    read(blob.map_err(|_: JsValue| file.clone())?, file).await
}

/// A camera that is on; dropped, it is off.
pub struct Camera(pixels::Camera);

impl Camera {
    /// Asks for the camera; or says why there is none.
    pub async fn open() -> Result<Self, String> {
        let why = |error| match error {
            CameraError::Refused => text::CAMERA_REFUSED,
            CameraError::Missing => text::NO_CAMERA,
            CameraError::Forbidden => text::CAMERA_INSECURE,
        };
        pixels::Camera::open(CAMERA).await.map(Self).map_err(|error| why(error).to_string())
    }

    /// What it sees now; `None` before its first picture.
    pub fn look(&mut self) -> Option<Picture> {
        self.0.look(scaled).map(picture)
    }
}
