//! The place itself: a program beside the page's, with a worker of its own.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use js_sys::{Date, Function, Reflect};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::reading;
use super::tab::{self, RunLock, StoredRuns};
use super::train;
use crate::app::color::Theme;
use crate::app::heartbeat::WorkerState;
use crate::app::places::train::{Effect, StoreError, StoredRun, Train, TrainAction, asks_for_opened};
use crate::app::text::train::CANNOT_SAVE;
use crate::app::trained_network::TrainedNetwork;
use crate::session::{EngineKind, Event, RunEvent};
use crate::ui::bridge::Bridge;
use crate::ui::browser::{promise_of, window, with_reason, within};
use crate::ui::export::download;
use crate::ui::store::{self, Store, Write};
use crate::ui::widgets::listener::Listener;

/// Milliseconds between two looks at the clock.
const LOOK: u32 = 500;
/// Milliseconds for which the place waits for the browser's store before it begins.
const STORE_PATIENCE: u32 = 3000;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it.
    Ask(TrainAction),
    /// By the worker.
    Answered(Event),
    /// By the browser's store, at the start.
    Stored(Result<Vec<Vec<u8>>, StoreError>),
    /// By the page: the rest of the address bar's link, and light or dark.
    Show(String, Theme),
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    /// Takes the rest of the link, whenever it is another one.
    pub tell: Function,
}

pub struct Place {
    train: Train,
    bridge: Bridge,
    theme: Theme,
    store: Store,
    lock: Rc<RefCell<Option<RunLock>>>,
    stored_runs: StoredRuns,
    /// Whether it has begun, with what the store holds or without.
    started: bool,
    _clock: Interval,
    _hidden: [Listener; 2],
}

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let (link, theme) = (&ctx.props().link, ctx.props().theme);
        let store = Store::default();
        let (stored, kept) = (ctx.link().callback(Message::Stored), store.clone());
        spawn_local(async move {
            let mut all = Box::pin(kept.all());
            match within(STORE_PATIENCE, &mut all).await {
                Some(all) => stored.emit(all),
                None => {
                    stored.emit(Err(StoreError::Silent));
                    stored.emit(all.await);
                }
            }
        });
        let cores = window().navigator().hardware_concurrency();
        let train = Train::new(link).with_cores(cores as usize);
        let ask = ctx.link().callback(Message::Ask);
        let clock = ask.clone();
        let hidden = |name| {
            let ask = ask.clone();
            Listener::new(name, move |_| ask.emit(TrainAction::Hidden))
        };
        Self {
            bridge: bridge(ctx, train.patience()),
            train,
            theme,
            store,
            lock: Rc::default(),
            stored_runs: StoredRuns::new(
                ctx.link().callback(|id| Message::Ask(TrainAction::StoredElsewhere(id))),
            ),
            started: false,
            _clock: Interval::new(LOOK, move || clock.emit(TrainAction::Time(Date::now()))),
            _hidden: [hidden("visibilitychange"), hidden("freeze")],
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let (effects, shows) = match message {
            Message::Ask(request) => {
                if let (TrainAction::Saved(Ok(())), Some(lock)) = (&request, self.lock.borrow().as_ref()) {
                    self.stored_runs.tell(lock.id);
                }
                let (in_trouble, silent) = (self.train.trouble.is_any(), request.is_silent());
                let effects = self.train.update(request);
                (effects, !silent || in_trouble != self.train.trouble.is_any())
            }
            Message::Answered(event) => {
                let asks_for_gpu = self.train.config.engine != EngineKind::Cpu;
                let event = if asks_for_gpu { with_reason(event) } else { event };
                let noted =
                    matches!(event, Event::Run { event: RunEvent::Acked | RunEvent::Checkpoint { .. }, .. });
                (self.train.answered(event), !noted)
            }
            Message::Stored(stored) => {
                if !self.started && asks_for_opened(&ctx.props().link) {
                    let (ask, store) = (ctx.link().callback(Message::Ask), self.store.clone());
                    spawn_local(async move {
                        ask.emit(TrainAction::Opened(store.blob(TrainedNetwork::OPENED_KEY).await));
                    });
                }
                (self.stored(stored), true)
            }
            Message::Show(link, theme) => {
                self.theme = theme;
                (self.train.follow(&link), true)
            }
        };
        self.run(ctx, effects);
        self.bridge.set_patience(self.train.patience());
        shows
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        train(&self.train, self.theme, &ctx.link().callback(Message::Ask))
    }
}

fn bridge(ctx: &Context<Place>, patience: f64) -> Bridge {
    let turned = ctx.link().callback(|state: WorkerState| Message::Ask(TrainAction::Worker(state)));
    Bridge::start("train-worker.js", patience, ctx.link().callback(Message::Answered), turned)
}

impl Place {
    /// Begins with what the store holds; or without, and takes it in later.
    fn stored(&mut self, stored: Result<Vec<Vec<u8>>, StoreError>) -> Vec<Effect> {
        let is_late = std::mem::replace(&mut self.started, true);
        match stored {
            Ok(runs) if is_late => self.train.store_answered(&runs, tab::current()),
            Ok(runs) => self.train.start(&runs, tab::current()),
            Err(_) if is_late => self.train.update(TrainAction::Saved(Err(StoreError::Failed))),
            Err(StoreError::Silent) => self.train.start_without_store(),
            // That it keeps nothing is said when there is something to keep.
            Err(_) => self.train.start(&[], None),
        }
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        let mut writes = Vec::new();
        let mut write = |store, key, bytes| writes.push(Write { store, key, bytes });
        for effect in effects {
            match effect {
                Effect::Send(command) => self.bridge.send(command),
                Effect::RestartWorker => self.bridge = bridge(ctx, self.train.patience()),
                Effect::StoreRun => ctx.link().send_message(Message::Ask(TrainAction::StoreRun(Date::now()))),
                Effect::Store { key, bytes } => write(store::RUNS, key, Some(Rc::new(bytes))),
                Effect::StoreBlob { key, bytes } => write(store::BLOBS, key, Some(bytes)),
                Effect::Forget { key } => write(store::RUNS, key, None),
                Effect::ForgetBlob { key } => write(store::BLOBS, key, None),
                Effect::Load { id, key, keys } => self.load(ctx, id, key, keys),
                Effect::Watch { id } => self.watch(ctx, id),
                Effect::StopReading => reading::stop(),
                Effect::Remember { id } => self.remember(id),
                Effect::Persist => {
                    if let Ok(storage) = Reflect::get(&window().navigator(), &"storage".into()) {
                        promise_of(&storage, "persist");
                    }
                }
                Effect::UpdateUrl => {
                    drop(ctx.props().tell.call1(&ctx.props().tell, &self.train.link().into()));
                }
                Effect::Download { name, mime, bytes } => {
                    if download(&name, mime, &bytes).is_err() {
                        let status = TrainAction::Status(CANNOT_SAVE.to_string());
                        ctx.link().send_message(Message::Ask(status));
                    }
                }
            }
        }
        // What cannot be taken out stays: there is no harm beyond that.
        let told = match writes.iter().any(|write| write.bytes.is_some()) {
            true => ctx.link().callback(|saved| Message::Ask(TrainAction::Saved(saved))),
            false => Callback::noop(),
        };
        if !writes.is_empty() {
            self.store.write(writes, told);
        }
    }

    /// Takes the lock of a run, if no other tab has it, and what is stored of it.
    fn load(&self, ctx: &Context<Self>, id: u64, key: String, keys: Vec<String>) {
        let (link, lock, store) = (ctx.link().clone(), self.lock.clone(), self.store.clone());
        spawn_local(async move {
            let is_own = lock.borrow().as_ref().is_some_and(|lock| lock.id == id);
            let taken = if is_own { None } else { RunLock::take(id).await };
            let is_elsewhere = !is_own && taken.is_none();
            let read = async {
                let run = store.read(store::RUNS, vec![key]).await?.pop().map(|(_, bytes)| bytes);
                Ok(StoredRun { run, blobs: store.read(store::BLOBS, keys).await?, is_elsewhere })
            };
            link.send_message(Message::Ask(match read.await {
                Ok(stored) => {
                    if taken.is_some() {
                        lock.replace(taken);
                    }
                    TrainAction::Loaded { id, stored }
                }
                Err(error) => TrainAction::CannotLoad(error),
            }));
        });
    }

    /// Shows a run that another tab writes, and takes it over once that is closed.
    fn watch(&self, ctx: &Context<Self>, id: u64) {
        tab::remember(Some(id));
        self.lock.take();
        let (link, lock) = (ctx.link().clone(), self.lock.clone());
        spawn_local(async move {
            let taken = RunLock::wait(id).await;
            // The tab may have gone on to another run.
            if taken.is_some() && tab::current() == Some(id) && lock.borrow().is_none() {
                lock.replace(taken);
                link.send_message(Message::Ask(TrainAction::TakeOver(id)));
            }
        });
    }

    /// This tab shows that run: others let it alone.
    fn remember(&self, id: Option<u64>) {
        tab::remember(id);
        let held = self.lock.borrow().as_ref().map(|lock| lock.id);
        if held == id {
            return;
        }
        self.lock.take();
        if let Some(id) = id {
            let lock = self.lock.clone();
            spawn_local(async move {
                let taken = RunLock::take(id).await;
                // The tab may have gone on to another run.
                if tab::current() == Some(id) {
                    lock.replace(taken);
                }
            });
        }
    }
}
