//! A service behind a Web Worker's message port. Messages are the protocol's enums in postcard's encoding.

use futures_channel::mpsc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use super::{Command, Event, Service};
use crate::format;

/// Encodes a message for the other side, and hands its memory over instead of copying it.
pub fn post<T: serde::Serialize>(message: &T, send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>) {
    let bytes = Uint8Array::from(&format::message(message)[..]);
    send(&bytes, &Array::of1(&bytes.buffer())).expect("bytes can be posted");
}

/// Decodes a message from the other side.
pub fn received<T: for<'a> serde::Deserialize<'a>>(event: &MessageEvent) -> T {
    let bytes = event.data().unchecked_into::<Uint8Array>().to_vec();
    postcard::from_bytes(&bytes).expect("both sides are built together")
}

/// Milliseconds of training between two looks at what else is to be done: a frame of the page.
const SLICE: f64 = 16.0;

/// Listens for commands, and does them one after the other. Training goes on between them.
pub fn run(mut service: impl Service + 'static) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // Commands, and a `None` whenever it is time for another slice of training. These come through a channel of messages of
    // their own, so that the browser gets round to the commands in between.
    let (sender, mut messages) = mpsc::unbounded();
    let turns = MessageChannel::new().expect("workers have channels");
    let next = sender.clone();
    let turn =
        Closure::<dyn Fn()>::new(move || next.unbounded_send(None).expect("the loop goes on for ever"));
    turns.port1().set_onmessage(Some(turn.as_ref().unchecked_ref()));
    turn.forget();
    let port = scope.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let clock = port.performance().expect("workers have a clock");
        let mut waiting = false;
        let now = || clock.now();
        while let Ok(message) = messages.recv().await {
            let events = match message {
                Some(command) => vec![service.apply(command, &now).await],
                None => {
                    waiting = false;
                    service.slice(SLICE, &now).await
                }
            };
            for event in &events {
                post::<Event>(event, |bytes, transfer| port.post_message_with_transfer(bytes, transfer));
            }
            if service.is_training() && !waiting {
                waiting = true;
                turns.port2().post_message(&JsValue::NULL).expect("null can be posted");
            }
        }
    });
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let command: Command = received(&event);
        sender.unbounded_send(Some(command)).expect("the loop above goes on for ever");
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    // Commands that arrived before this line were not heard: the page waits for this empty message.
    scope.post_message(&JsValue::NULL).expect("null can be posted");
}
