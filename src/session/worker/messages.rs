use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use crate::format;

/// Bytes of a message in whose memory others go back, at most.
const KEPT: u32 = 4 << 20;

/// Messages to another worker and from it. Their memory is handed over, and goes back with the next one that fits into it: workers
/// that answer each other ask for no memory, which the browser would have to clear first.
#[derive(Default)]
pub struct Messages {
    /// The memory of the last message that came.
    memory: Cell<Option<Uint8Array>>,
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
        let kept = self.memory.take().filter(|memory| memory.length() >= len);
        let bytes = match kept {
            Some(memory) => {
                let bytes = memory.subarray(0, len);
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
        let memory = Uint8Array::new(&bytes.buffer());
        let encoded = bytes.to_vec();
        self.memory.set((memory.length() <= KEPT).then_some(memory));
        postcard::from_bytes(&encoded).expect("both sides are built together")
    }
}
