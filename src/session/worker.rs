//! A service behind a Web Worker's message port. Messages are the protocol's enums in postcard's encoding.

mod messages;
mod pool;

use std::pin::pin;
use std::rc::Rc;

use futures_channel::mpsc;
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use super::{Service, Timer};
pub use messages::Messages;
pub use pool::Pool;

/// Milliseconds of training between two looks at what else is to be done: a frame of the page.
const SLICE: f64 = 16.0;

/// What the loop of a worker is told.
enum Message<C> {
    Command(C),
    /// A file for the next command.
    File(Blob),
    /// It is time for another slice of training.
    Turn,
    /// The page asks whether everything before this is done.
    Asked,
}

/// A page's message that asks for two answers: [`ALIVE`] at once, [`DONE`] after all commands before it.
pub const ASK: JsValue = JsValue::NULL;
/// The worker listens.
pub const ALIVE: JsValue = JsValue::NULL;
/// The worker is through with what it was sent before it was asked.
pub const DONE: JsValue = JsValue::TRUE;
/// The worker panicked, and dies.
pub const PANICKED: JsValue = JsValue::FALSE;

/// Listens for commands, and does them one after the other. Training goes on between them.
pub fn run<S>(mut service: S)
where
    S: Service<Command: DeserializeOwned, Event: Serialize> + 'static,
{
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let dying = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        console_error_panic_hook::hook(panic);
        drop(dying.post_message(&PANICKED));
    }));
    let messages = Rc::new(Messages::default());
    // Turns come through a channel of messages of their own, so that the browser gets round to the commands in between.
    let (sender, mut queue) = mpsc::unbounded();
    let turns = MessageChannel::new().expect("workers have channels");
    let next = sender.clone();
    let turn = Closure::<dyn Fn()>::new(move || {
        next.unbounded_send(Message::Turn).expect("the loop goes on for ever")
    });
    turns.port1().set_onmessage(Some(turn.as_ref().unchecked_ref()));
    turn.forget();
    let (port, answers) = (scope.clone(), messages.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let clock = port.performance().expect("workers have a clock");
        let mut waiting = false;
        let now = || clock.now();
        loop {
            let message = match select(queue.next(), pin!(service.arrives())).await {
                Either::Left((message, _)) => message,
                Either::Right(_) => None,
            };
            let events = match message {
                Some(Message::Command(command)) => vec![service.apply(command, &now).await],
                Some(Message::File(file)) => {
                    service.take_file(bytes_of(&file).await);
                    Vec::new()
                }
                Some(Message::Turn) => {
                    waiting = false;
                    service.slice(SLICE, &now).await
                }
                Some(Message::Asked) => {
                    port.post_message(&DONE).expect("a truth can be posted");
                    Vec::new()
                }
                None => service.arrived(&now).await,
            };
            for event in &events {
                answers.post(event, |bytes, transfer| port.post_message_with_transfer(bytes, transfer));
            }
            if service.is_training() && !waiting {
                waiting = true;
                turns.port2().post_message(&JsValue::NULL).expect("null can be posted");
            }
        }
    });
    let port = scope.clone();
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let message = if event.data() == ASK {
            port.post_message(&ALIVE).expect("null can be posted");
            Message::Asked
        } else if let Ok(file) = event.data().dyn_into() {
            Message::File(file)
        } else {
            Message::Command(messages.received(&event))
        };
        sender.unbounded_send(message).expect("the loop above goes on for ever");
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    // Commands that arrived before this line were not heard: the page waits for this message.
    scope.post_message(&ALIVE).expect("null can be posted");
}

/// Bytes of a file that are on their way at once.
const PIECE: usize = 16 << 20;

/// All bytes of a file, in one piece and without a copy of it; `None` where there is no room for it, or it cannot be read.
async fn bytes_of(file: &Blob) -> Option<Vec<u8>> {
    let (len, mut bytes) = (file.size() as usize, Vec::new());
    bytes.try_reserve_exact(len).ok()?;
    while bytes.len() < len {
        let (from, to) = (bytes.len(), (bytes.len() + PIECE).min(len));
        let piece = file.slice_with_f64_and_f64(from as f64, to as f64).ok()?;
        let piece = Uint8Array::new(&JsFuture::from(piece.array_buffer()).await.ok()?);
        if piece.length() as usize != to - from {
            return None;
        }
        bytes.resize(to, 0);
        piece.copy_to(&mut bytes[from..]);
    }
    Some(bytes)
}

/// The timer of workers.
pub const TIMER: Timer = |milliseconds| Box::pin(TimeoutFuture::new(milliseconds));
