//! Bytes become files.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::ui::browser::{pause, window};

/// A download has begun after so many milliseconds, and its bytes are the browser's.
const BEGUN: i32 = 10_000;

pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    download_blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

pub fn download_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = create("a")?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        pause(BEGUN).await;
        drop(Url::revoke_object_url(&url));
    });
    Ok(())
}

pub fn create<T: JsCast>(tag: &str) -> Result<T, JsValue> {
    let document = window().document().ok_or(JsValue::NULL)?;
    Ok(document.create_element(tag)?.unchecked_into())
}
