//! The place itself: a program beside the page's, with a worker of its own.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{store, train};
use crate::app::color::Theme;
use crate::app::places::train::{Effect, Train, TrainAction};
use crate::app::text::shell::WORKER_CRASHED_RELOAD;
use crate::app::text::train::{CANNOT_SAVE, NOT_STORED};
use crate::session::{EngineKind, Event, RunEvent};
use crate::ui::browser::{Bridge, explained};
use crate::ui::export::download;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it.
    Ask(TrainAction),
    /// By the worker.
    Answered(Event),
    /// By the browser's store, at the start.
    Stored(Vec<Vec<u8>>),
    /// The worker died.
    WorkerDied,
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
}

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let (link, theme) = (&ctx.props().link, ctx.props().theme);
        let stored = ctx.link().callback(Message::Stored);
        spawn_local(async move { stored.emit(store::all().await) });
        Self { train: Train::new(link), bridge: bridge(ctx), theme }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let (effects, shows) = match message {
            Message::Ask(request) => {
                let shows = !matches!(request, TrainAction::ReportAck(_));
                (self.train.update(request), shows)
            }
            Message::Answered(mut event) => {
                if let Event::Run { event: RunEvent::Engine { on_gpu: false, note: Some(note) }, .. } =
                    &mut event
                    && self.train.config.engine != EngineKind::Cpu
                {
                    *note = explained(note);
                }
                let noted =
                    matches!(event, Event::Run { event: RunEvent::Acked | RunEvent::Checkpoint { .. }, .. });
                (self.train.answered(event), !noted)
            }
            Message::Stored(runs) => (self.train.start(&runs, store::current()), true),
            // One that never came so far as to begin would die again.
            Message::WorkerDied if !self.train.runs.ready() => {
                (self.train.update(TrainAction::Status(WORKER_CRASHED_RELOAD.to_owned())), true)
            }
            Message::WorkerDied => {
                self.bridge = bridge(ctx);
                (self.train.worker_died(), true)
            }
            Message::Show(link, theme) => {
                self.theme = theme;
                (self.train.follow(&link), true)
            }
        };
        self.run(ctx, effects);
        shows
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        train(&self.train, self.theme, &ctx.link().callback(Message::Ask))
    }
}

fn bridge(ctx: &Context<Place>) -> Bridge {
    let (answered, worker_died) =
        (ctx.link().callback(Message::Answered), ctx.link().callback(|()| Message::WorkerDied));
    Bridge::start("train-worker.js", answered, worker_died)
}

impl Place {
    /// Puts it into the browser's store. That it has no room is said once.
    fn put(&self, ctx: &Context<Self>, store: &'static str, key: String, bytes: Rc<Vec<u8>>) {
        let link = ctx.link().clone();
        spawn_local(async move {
            if store::put(store, key, &bytes).await.is_err() {
                link.send_message(Message::Ask(TrainAction::Status(NOT_STORED.to_owned())));
            }
        });
    }

    fn run(&self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => self.bridge.send(command),
                Effect::StoreRun => {
                    ctx.link().send_message(Message::Ask(TrainAction::StoreRun(js_sys::Date::now())))
                }
                Effect::Store { key, bytes } => self.put(ctx, store::RUNS, key, Rc::new(bytes)),
                Effect::StoreBlob { key, bytes } => self.put(ctx, store::BLOBS, key, bytes),
                // What cannot be taken out stays: there is no harm beyond that.
                Effect::Forget { key } => spawn_local(async { drop(store::delete(store::RUNS, key).await) }),
                Effect::ForgetBlob { key } => {
                    spawn_local(async { drop(store::delete(store::BLOBS, key).await) })
                }
                Effect::Load { id, keys } => {
                    let link = ctx.link().clone();
                    spawn_local(async move {
                        let blobs = store::blobs(keys).await;
                        link.send_message(Message::Ask(TrainAction::Loaded { id, blobs }));
                    });
                }
                Effect::Remember { id } => store::remember(id),
                Effect::UpdateUrl => {
                    drop(ctx.props().tell.call1(&ctx.props().tell, &self.train.link().into()));
                }
                Effect::Download { name, mime, bytes } => {
                    if download(&name, mime, &bytes).is_err() {
                        let status = TrainAction::Status(CANNOT_SAVE.to_owned());
                        ctx.link().send_message(Message::Ask(status));
                    }
                }
            }
        }
    }
}
