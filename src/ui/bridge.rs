//! The way to a worker: commands there and events back, as long as it answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AddEventListenerOptions, Blob, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use super::browser::{now, program, window};
use super::crash::CRASH;
use crate::app::heartbeat::{Heartbeat, WorkerState};
use crate::session::Command;
use crate::session::worker::{ASK, DONE, Messages, PANICKED};

/// Milliseconds between two looks at whether the worker answers.
const LOOK: u32 = 1000;

/// What a worker's messages and its errors call; dropped, they would call nothing.
type Listeners = (Closure<dyn Fn(MessageEvent)>, Closure<dyn Fn(web_sys::Event)>);

/// A worker that takes commands `C`, and those that wait until it listens. Dropped, the worker ends.
pub struct Bridge<C = Command> {
    worker: Worker,
    known: Rc<Known<C>>,
    /// Ends the worker when the page crashes, without a word from this program.
    end: Function,
    _listeners: Listeners,
    _looks: Interval,
}

struct Known<C> {
    messages: Messages,
    /// `None` once the worker listens.
    waiting: RefCell<Option<Vec<Message<C>>>>,
    heartbeat: RefCell<Heartbeat>,
    /// How many milliseconds the worker may take for one thing.
    patience: Cell<f64>,
}

/// What a worker is sent.
enum Message<C> {
    Command(C),
    /// For the next command.
    File(Blob),
}

impl<C> Drop for Bridge<C> {
    fn drop(&mut self) {
        drop(window().remove_event_listener_with_callback(CRASH, &self.end));
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl<C: Serialize + 'static> Bridge<C> {
    /// Talks with a worker that answers with events `E`. `listens` tells whether it started, once that is known; `turned` is told how the worker is whenever
    /// that changes. It may take `patience` milliseconds for one thing.
    pub fn new<E: DeserializeOwned + 'static>(
        worker: Worker,
        listens: Promise,
        patience: f64,
        answered: Callback<E>,
        turned: Callback<WorkerState>,
    ) -> Self {
        let known = Rc::new(Known {
            messages: Messages::default(),
            waiting: RefCell::new(Some(Vec::new())),
            heartbeat: RefCell::default(),
            patience: Cell::new(patience),
        });
        let died = {
            let (known, turned) = (known.clone(), turned.clone());
            move || {
                let state = known.heartbeat.borrow_mut().died();
                state.into_iter().for_each(|state| turned.emit(state));
            }
        };
        {
            let (known, worker, died) = (known.clone(), worker.clone(), died.clone());
            spawn_local(async move {
                if JsFuture::from(listens).await.is_ok_and(|listens| listens.is_truthy()) {
                    known.heartbeat.borrow_mut().listens();
                    let messages: Vec<Message<C>> = known.waiting.borrow_mut().take().unwrap_or_default();
                    messages.iter().for_each(|message| known.send(&worker, message));
                } else {
                    died();
                }
            });
        }
        let listen = {
            let known = known.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                known.heartbeat.borrow_mut().heard();
                if data == DONE {
                    known.heartbeat.borrow_mut().done();
                } else if data == PANICKED {
                    known.heartbeat.borrow_mut().panicked();
                } else if data.is_object() {
                    answered.emit(known.messages.received(&event));
                }
            })
        };
        let fail = Closure::<dyn Fn(web_sys::Event)>::new(move |_| died());
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let looks = {
            let (known, worker, last) = (known.clone(), worker.clone(), Cell::new(now()));
            Interval::new(LOOK, move || {
                let passed = now() - last.replace(now());
                let (asks, state) = known.heartbeat.borrow_mut().passed(passed, known.patience.get());
                if asks {
                    worker.post_message(&ASK).expect("null can be posted");
                }
                state.into_iter().for_each(|state| turned.emit(state));
            })
        };
        let end = Reflect::get(&worker, &"terminate".into()).expect("workers can be ended");
        let end = end.unchecked_into::<Function>().bind0(&worker);
        drop(window().add_event_listener_with_callback(CRASH, &end));
        Self { worker, known, end, _listeners: (listen, fail), _looks: looks }
    }

    /// Starts a worker from a script of the site, and talks with it as [`new`](Self::new) does.
    pub fn start<E: DeserializeOwned + 'static>(
        script: &str,
        patience: f64,
        answered: Callback<E>,
        turned: Callback<WorkerState>,
    ) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&program(script), &options).expect("a page may have workers");
        let listens = Promise::new(&mut |resolve, _| {
            for (event, listens) in [("message", true), ("error", false)] {
                let resolve = resolve.clone();
                let once =
                    Closure::once_into_js(move || drop(resolve.call1(&JsValue::NULL, &listens.into())));
                let options = AddEventListenerOptions::new();
                options.set_once(true);
                let added = worker.add_event_listener_with_callback_and_add_event_listener_options(
                    event,
                    once.unchecked_ref(),
                    &options,
                );
                added.expect("a worker can be listened to");
            }
        });
        Self::new(worker, listens, patience, answered, turned)
    }

    /// Sends this very program, which the page's own worker waits for before it listens.
    pub fn send_program(&self) {
        self.worker.post_message(&wasm_bindgen::module()).expect("a program can be posted");
    }

    /// From now on the worker may take so many milliseconds for one thing.
    pub fn set_patience(&self, patience: f64) {
        self.known.patience.set(patience);
    }

    /// Sends a command, now or when the worker listens.
    pub fn send(&self, command: C) {
        self.send_message(Message::Command(command));
    }

    /// Sends a file for the next command, without reading it here.
    pub fn send_file(&self, file: Blob) {
        self.send_message(Message::File(file));
    }

    fn send_message(&self, message: Message<C>) {
        match &mut *self.known.waiting.borrow_mut() {
            Some(waiting) => waiting.push(message),
            None => self.known.send(&self.worker, &message),
        }
    }
}

impl<C: Serialize> Known<C> {
    fn send(&self, worker: &Worker, message: &Message<C>) {
        match message {
            Message::Command(command) => {
                self.heartbeat.borrow_mut().sent();
                self.messages
                    .post(command, |bytes, transfer| worker.post_message_with_transfer(bytes, transfer));
            }
            Message::File(file) => worker.post_message(file).expect("a file can be posted"),
        }
    }
}
