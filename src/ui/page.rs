//! The page itself: it shows what the app knows, and does what the app asks of the browser.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Worker;
use yew::prelude::*;

use super::address::Address;
use super::bridge::Bridge;
use super::browser;
use super::dialog::Dialog;
use super::header::Header;
use super::help::Help;
use super::language;
use super::listen::listen;
use super::presenter::Presenter;
use super::root::Root;
use super::share::copy;
use super::weights;
use super::widgets::frames::Frames;
use crate::app::heartbeat::WorkerState;
use crate::app::places::draw::{self, ChosenNetwork, Load};
use crate::app::shell::{Action, App, Effect};
use crate::app::show::Show;
use crate::app::text::{self, Language};
use crate::session::{InferenceCommand, InferenceEvent};

/// What the page is told.
#[derive(Clone)]
pub enum Message {
    /// Something for the app.
    App(Rc<Action>),
    /// The window has another size.
    Resized,
    /// The program that explains may be needed soon.
    LoadExplain,
    /// The address bar has missed something.
    UpdateUrl,
    /// A pointer or a key was pressed.
    Pressed,
}

/// What the page talks with.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The worker.
    pub worker: Worker,
    /// Whether it started, once that is known.
    pub listens: JsValue,
    /// Imports a module of the site.
    pub import: Function,
    /// The language whose texts are loaded, or why they are not.
    pub language: Result<Language, String>,
}

/// Milliseconds that the worker may take for one thing: it infers in a few, but may have to be compiled first.
const PATIENCE: f64 = 10_000.0;

/// What the worker's events, and changes in how it is, become.
fn talk(ctx: &Context<Page>) -> (Callback<InferenceEvent>, Callback<WorkerState>) {
    let link = ctx.link();
    let answered = link.callback(|event| Message::from(draw::Action::Answered(event)));
    (answered, link.callback(|state| Message::from(draw::Action::Worker(state))))
}

fn load_weights(ctx: &Context<Page>, network: ChosenNetwork) {
    weights::load(network, ctx.link().callback(Message::from));
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self::App(Rc::new(action))
    }
}

impl From<draw::Action> for Message {
    fn from(action: draw::Action) -> Self {
        Action::Draw(action).into()
    }
}

/// The page.
pub struct Page {
    pub(super) app: App,
    bridge: Bridge<InferenceCommand>,
    pub(super) address: Address,
    /// Whether the drawing changed and what the network makes of it is not on the screen yet.
    changed: bool,
    /// Whether there has been a prediction.
    answered: bool,
    /// Whether the program that explains is loaded before anybody asks for it.
    pub(super) loads_explain: bool,
    /// What its parts call. Made once: a part that is given another callback is rendered anew.
    pub(super) send: Callback<Action>,
    pub(super) act: Callback<draw::Action>,
    pub(super) near: Callback<()>,
    _listeners: Vec<Closure<dyn Fn(JsValue)>>,
}

impl Component for Page {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let (answered, turned) = talk(ctx);
        let (worker, listens) = (ctx.props().worker.clone(), ctx.props().listens.clone());
        let bridge = Bridge::new(worker, listens.unchecked_into(), PATIENCE, answered, turned);
        bridge.send_program();
        let mut app = App::new(&browser::hash(), browser::place().unwrap_or(0));
        app.set_language(ctx.props().language.clone());
        app.theme = browser::preferred_theme();
        browser::set_theme(app.theme);
        load_weights(ctx, app.draw.network());
        let mut page = Self {
            app,
            bridge,
            address: Address::default(),
            changed: false,
            answered: false,
            loads_explain: false,
            send: ctx.link().callback(Message::from),
            act: ctx.link().callback(Message::from),
            near: ctx.link().callback(|()| Message::LoadExplain),
            _listeners: listen(ctx),
        };
        if page.app.may_demonstrate(browser::prefers_reduced_motion()) {
            let effects = page.app.update(Action::Draw(draw::Action::Demonstrate));
            page.run(ctx, effects);
        }
        page
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::App(action) => return self.act(ctx, (*action).clone()),
            Message::Resized => {}
            Message::Pressed if !self.app.draw.demonstrates() => return false,
            Message::Pressed => return self.act(ctx, Action::Draw(draw::Action::EndDemonstration)),
            Message::LoadExplain => return !std::mem::replace(&mut self.loads_explain, true),
            Message::UpdateUrl => {
                self.address.timer_fired();
                self.update_url(ctx);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let send = self.send.clone();
        let App { theme, show, .. } = self.app;
        let failed = match &self.app.draw.model {
            Load::Failed(why) => Some(why.as_str()),
            _ => self.app.draw.is_silent.then(|| text::shell::WORKER_SILENT.get()),
        };
        let notice = failed.or(self.app.notice.as_deref());
        html! {
            <div class={classes!("page", show.class(), self.app.lesson.is_some().then_some("taught"))}>
                if show != Show::Framed {
                    <Header place={self.app.place()} links={self.links()} {theme} language={self.app.language} copied={self.app.copied} send={send.clone()} />
                }
                if let Some(notice) = notice {
                    <p class="notice" role="alert" data-testid="notice">
                        { notice }
                        if failed.is_some() {
                            <button class="chip" data-testid="try-again" onclick={ctx.link().callback(|_| Message::from(draw::Action::TryAgain))}>{ text::shell::TRY_AGAIN }</button>
                        } else {
                            <button onclick={send.reform(|_| Action::Dismiss)} aria-label={text::shell::DISMISS}>{ "×" }</button>
                        }
                    </p>
                }
                if let Some(link) = self.app.link_of_lessons() { { self.loader(ctx, Root::Lessons, link.to_string()) } }
                { self.place(ctx) }
                if show == Show::Framed {
                    <a class="unframed" data-testid="unframed" href={self.app.link_alone()} target="_blank" rel="noopener">
                        { text::shell::UNFRAMED }
                    </a>
                }
                <Frames active={self.app.draw.is_demonstrating()} tick={send.reform(|now| Action::Draw(draw::Action::Frame(now)))} />
                if self.app.shows_qr_code {
                    <Dialog class="qr-code" name={text::shell::QR_CODE} send={send.clone()}>{ self.loader(ctx, Root::QrCode, self.app.link_alone()) }</Dialog>
                }
                if self.app.shows_help { <Help place={self.app.place()} send={send.clone()} /> }
                <Presenter presented={show == Show::Presented} black={self.app.is_black} {send} />
            </div>
        }
    }
}

impl Page {
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let (mut answered, mut repeated, mut opened) = (false, false, false);
        if let Action::Draw(action) = &action {
            answered = matches!(action, draw::Action::Answered(InferenceEvent::Activations { .. }));
            opened = matches!(action, draw::Action::Answered(InferenceEvent::Opened { .. }));
            repeated = matches!(action, draw::Action::Hover(focus) if *focus == self.app.draw.hovered);
            if matches!(action, draw::Action::Press(_) | draw::Action::Drag(_)) && !self.changed {
                self.changed = true;
                browser::mark("changed");
            }
        }
        if matches!(action, Action::Follow(..)) {
            self.address.moved();
        }
        let effects = self.app.update(action);
        self.run(ctx, effects);
        if answered && !self.answered {
            self.answered = true;
            spawn_local(async { browser::mark("first prediction") });
        }
        if answered && self.changed {
            self.changed = false;
            // What is queued behind this message runs when all of it is on the canvases.
            spawn_local(async { browser::measure("redraw", "changed") });
        }
        // What a network that has just been opened makes of the drawing comes at once: both are rendered together.
        let comes = opened && self.app.draw.is_inferring();
        !repeated && !comes
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => self.bridge.send(command),
                Effect::RestartWorker => {
                    let (answered, turned) = talk(ctx);
                    self.bridge = Bridge::start("worker.js", PATIENCE, answered, turned);
                    self.bridge.send_program();
                    load_weights(ctx, self.app.draw.network());
                }
                Effect::LoadWeights(network) => load_weights(ctx, network),
                Effect::Push => self.address.push(&self.app),
                Effect::UpdateUrl => self.update_url(ctx),
                Effect::GoBack => drop(browser::window().history().map(|history| history.back())),
                Effect::Copy(what) => copy(ctx, what, &self.app),
                Effect::ShowLanguage(language) => {
                    language::change(language, &self.app.link(), self.app.history_entry);
                }
                Effect::Reload => drop(browser::window().location().reload()),
                Effect::ShowTheme(theme) => {
                    browser::set_theme(theme);
                    browser::remember_theme(theme);
                }
            }
        }
    }

    fn update_url(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.address.replace(&self.app, move || link.send_message(Message::UpdateUrl));
    }
}
