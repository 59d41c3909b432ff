//! The session behind a Web Worker's message port. Messages are the protocol's enums in postcard's encoding.

use futures_channel::mpsc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{Command, Event, Session};

/// Encodes a message for the other side, and hands its memory over instead of copying it.
pub fn post<T: serde::Serialize>(message: &T, send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>) {
    let bytes = postcard::to_allocvec(message).expect("the protocol can be encoded");
    let bytes = Uint8Array::from(&bytes[..]);
    send(&bytes, &Array::of1(&bytes.buffer())).expect("bytes can be posted");
}

/// Decodes a message from the other side.
pub fn received<T: for<'a> serde::Deserialize<'a>>(event: &MessageEvent) -> T {
    let bytes = event.data().unchecked_into::<Uint8Array>().to_vec();
    postcard::from_bytes(&bytes).expect("both sides are the same program")
}

/// Listens for commands, and does them one after the other.
pub fn run() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let (sender, mut commands) = mpsc::unbounded();
    let port = scope.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let clock = port.performance().expect("workers have a clock");
        let mut session = Session::default();
        while let Ok(command) = commands.recv().await {
            let answer: Event = session.apply(command, &|| clock.now()).await;
            post(&answer, |bytes, transfer| port.post_message_with_transfer(bytes, transfer));
        }
    });
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let command: Command = received(&event);
        sender.unbounded_send(command).expect("the loop above goes on for ever");
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    // Commands that arrived before this line were not heard: the page waits for this empty message.
    scope.post_message(&JsValue::NULL).expect("null can be posted");
}
