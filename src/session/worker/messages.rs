use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use crate::format;

/// Bytes of the largest buffer that is used again.
const MAX_REUSED: u32 = 4 << 20;

/// Encodes messages for another worker and decodes those from it. Their buffers are transferred, and the last one that came is used
/// again for the next message that fits into it: workers that answer each other allocate none, which the browser would have to clear first.
#[derive(Default)]
pub struct Messages {
    /// The buffer of the last message that came.
    buffer: Cell<Option<Uint8Array>>,
}

impl Messages {
    /// Encodes a message for the other side.
    pub fn post<T: Serialize>(
        &self,
        message: &T,
        send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>,
    ) {
        let encoded = format::message(message);
        let len = encoded.len() as u32;
        let bytes = match self.buffer.take().filter(|buffer| buffer.length() >= len) {
            Some(buffer) => {
                let bytes = buffer.subarray(0, len);
                bytes.copy_from(&encoded);
                bytes
            }
            None => Uint8Array::from(&encoded[..]),
        };
        send(&bytes, &Array::of1(&bytes.buffer())).expect("bytes can be posted");
    }

    /// Decodes a message from the other side.
    pub fn received<T: DeserializeOwned>(&self, event: &MessageEvent) -> T {
        let bytes = event.data().unchecked_into::<Uint8Array>();
        let encoded = bytes.to_vec();
        let buffer = Uint8Array::new(&bytes.buffer());
        self.buffer.set((buffer.length() <= MAX_REUSED).then_some(buffer));
        postcard::from_bytes(&encoded).expect("both sides are built together")
    }
}
