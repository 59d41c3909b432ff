//! The place itself: a program beside the page's, with a worker that explains.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::analysis::Answers;
use super::stage::Stage;
use crate::app::color::Theme;
use crate::app::heartbeat::WorkerState;
use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::{self, Action, ChosenNetwork, Load};
use crate::app::shell::explain::{Explain, ExplainEffect};
use crate::app::text::shell as text;
use crate::session::Event;
use crate::ui::bridge::Bridge;
use crate::ui::draw::{Draw, keys};
use crate::ui::listen::size;
use crate::ui::store::Store;
use crate::ui::weights;
use crate::ui::widgets::listener::Listener;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it.
    Act(Action),
    /// By the worker.
    Answered(Event),
    /// By the page: the address bar's link, light or dark, and what to call when that is to be seen.
    Show(String, Theme, Function),
    /// The notice was read.
    Dismiss,
    /// The window has another size.
    Resized,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    /// Takes the link whenever it is another one, and the name of what becomes of the one before.
    pub tell: Function,
}

pub struct Place {
    explain: Explain,
    bridge: Bridge,
    theme: Theme,
    /// What waits until the link is to be seen.
    waiting: Vec<Function>,
    _resize: Listener,
    keys: keys::Keys,
}

/// What is shown of what was asked.
fn answers(place: &ExplainedDraw) -> Answers {
    let all = &place.answers;
    Answers {
        compared: all.comparison.compared.clone(),
        params: all.comparison.params(),
        what_if: all.what_if.clone(),
        ablated: place.ablated_column(),
        features: all.features.clone(),
        channel: place.asked_channel(),
        embedding: all.embedding.clone(),
        samples: place.draw.model.ready().and_then(|model| place.own.samples(&model.plan)),
        is_done: all.is_done,
        is_stopped: all.is_stopped,
    }
}

/// Milliseconds that the worker may take for one thing: it explains in slices, but may have to be compiled first.
const PATIENCE: f64 = 10_000.0;

/// Starts the worker, and loads the weights for it.
fn start_worker(ctx: &Context<Place>, network: ChosenNetwork) -> Bridge {
    let (answered, turned) = (
        ctx.link().callback(Message::Answered),
        ctx.link().callback(|state: WorkerState| Message::Act(Action::Worker(state))),
    );
    load_weights(ctx, network);
    Bridge::start("explain-worker.js", PATIENCE, answered, turned)
}

fn load_weights(ctx: &Context<Place>, network: ChosenNetwork) {
    weights::load(network, ctx.link().callback(Message::Act));
}

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, .. } = ctx.props();
        let resized = ctx.link().clone();
        let resize = Listener::on_window("resize", move |_| resized.send_message(Message::Resized));
        let explain = Explain::new(link);
        let network = explain.place.draw.network();
        Self {
            explain,
            bridge: start_worker(ctx, network),
            theme: *theme,
            waiting: Vec::new(),
            _resize: resize,
            keys: keys::Keys::listen(ctx.link().callback(Message::Act)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let effects = match message {
            Message::Act(action) => self.explain.update(action),
            Message::Answered(event) => self.explain.answered(event),
            Message::Show(link, theme, resolve) => {
                self.theme = theme;
                self.waiting.push(resolve);
                let effects = self.explain.show(&link);
                self.keys.set_active(self.explain.is_shown);
                effects
            }
            Message::Dismiss => {
                self.explain.notice = None;
                Vec::new()
            }
            Message::Resized => Vec::new(),
        };
        for effect in effects {
            match effect {
                ExplainEffect::Send(command) => self.bridge.send(command),
                ExplainEffect::RestartWorker => {
                    self.bridge = start_worker(ctx, self.explain.place.draw.network());
                }
                ExplainEffect::LoadWeights(network) => load_weights(ctx, network),
                ExplainEffect::LoadSamples(key) => {
                    let told = ctx.link().callback(Message::Act);
                    spawn_local(async move {
                        let stored = Store::default().blob(&key).await;
                        told.emit(Action::Samples(stored.map(Rc::new)));
                    });
                }
                ExplainEffect::Tell(link, entry) => {
                    let (link, entry) = (JsValue::from(link), JsValue::from(entry.name()));
                    drop(ctx.props().tell.call2(&JsValue::NULL, &link, &entry));
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let place = &self.explain.place;
        let draw::Draw { model, prepared, activations: seen, hovered, pen, is_drawing, is_silent, .. } =
            &place.draw;
        let opened = place.draw.opened(&place.config);
        let failed = match model {
            Load::Failed(why) => Some(why.as_str()),
            _ => is_silent.then(|| text::WORKER_SILENT.get()),
        };
        let act = ctx.link().callback(Message::Act);
        html! {
            <>
                if let Some(notice) = failed.or(self.explain.notice.as_deref()) {
                    <p class="notice" role="alert" data-testid="notice">
                        { notice }
                        if failed.is_some() {
                            <button class="chip" data-testid="try-again" onclick={act.reform(|_| Action::TryAgain)}>{ text::TRY_AGAIN }</button>
                        } else {
                            <button onclick={ctx.link().callback(|_| Message::Dismiss)} aria-label={text::DISMISS}>{ "×" }</button>
                        }
                    </p>
                }
                <Draw config={place.config.clone()} model={model.ready().cloned()} prepared={prepared.clone()}
                    seen={seen.clone()} {opened} focus={*hovered} pen={*pen} theme={self.theme} window={size()}
                    drawing={*is_drawing} act={act.clone()}>
                    if let Some(model) = model.ready() {
                        <Stage config={place.config.clone()} model={model.clone()} prepared={prepared.clone()} seen={seen.clone()}
                            explained={place.why.explained.clone()} answers={answers(place)} backward={place.backward.clone()} walk={place.walk().map(|walk| (walk, place.clock.clone()))} trial={place.trial.clone()}
                            steps={place.steps} {opened} focus={*hovered} theme={self.theme} window={size()} act={act.clone()} />
                    }
                </Draw>
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if self.explain.place.is_ready() {
            for resolve in self.waiting.drain(..) {
                drop(resolve.call0(&JsValue::NULL));
            }
        }
    }
}
