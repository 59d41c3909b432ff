//! Files of the site.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, Response};

use super::browser::{window, within};
use crate::app::text::errors;

/// The file of the digit network's weights, and more bytes than it may have.
pub const WEIGHTS: &str = "assets/weights/digits.safetensors";
pub const MAX_WEIGHTS: f64 = 16e6;
/// Milliseconds without a byte after which a file does not come any more.
const DEADLINE: u32 = 15_000;

/// Fetches a file of at most so many bytes, or says in one sentence why it cannot.
pub async fn fetch(path: &str, most: f64) -> Result<Vec<u8>, String> {
    let abort = AbortController::new().map_err(|_| errors::unreachable(path))?;
    fetch_until(path, most, &abort, |_| ()).await
}

/// The same until `abort` ends it; `received` is told how many bytes are here.
pub async fn fetch_until(
    path: &str,
    most: f64,
    abort: &AbortController,
    received: impl Fn(usize),
) -> Result<Vec<u8>, String> {
    let fetched = bytes(path, most, abort, received).await;
    if fetched.is_err() {
        abort.abort();
    }
    fetched
}

async fn bytes(
    path: &str,
    most: f64,
    abort: &AbortController,
    received: impl Fn(usize),
) -> Result<Vec<u8>, String> {
    let failed = |_| errors::unreachable(path);
    let stalled = || errors::stalled(path);
    let options = RequestInit::new();
    options.set_signal(Some(&abort.signal()));
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &options));
    let response: Response =
        within(DEADLINE, answer).await.ok_or_else(stalled)?.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(errors::missing(path, response.status()));
    }
    let length =
        response.headers().get("content-length").ok().flatten().and_then(|length| length.parse().ok());
    if length.is_some_and(|length: u64| length as f64 > most) {
        return Err(errors::too_large(path, most));
    }
    let Some(body) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let read = within(DEADLINE, JsFuture::from(reader.read()));
        let chunk = read.await.ok_or_else(stalled)?.map_err(failed)?;
        let value = Reflect::get(&chunk, &"value".into()).map_err(failed)?;
        // The end has no value.
        let Ok(value) = value.dyn_into::<Uint8Array>() else { return Ok(bytes) };
        if (bytes.len() + value.length() as usize) as f64 > most {
            return Err(errors::too_large(path, most));
        }
        bytes.extend(value.to_vec());
        received(bytes.len());
    }
}
