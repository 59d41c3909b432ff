//! The page itself: it owns what is known, and does what has to be done.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Worker;
use yew::prelude::*;

use super::address::Address;
use super::bench::Bench;
use super::browser::{self, Bridge};
use super::convolve::ConvolvePage;
use super::draw::Draw;
use super::header::Header;
use super::help::Help;
use super::listen::{listen, size};
use super::parity::Parity;
use super::pool::Pool;
use super::presenter::{Presentation, Presenter};
use super::share::{Copied, share};
use super::train_loader::TrainLoader;
use crate::app::color::Theme;
use crate::app::shell::route::Route;
use crate::app::shell::{Action, App, Effect, Load, Pen};
use crate::app::show::Show;
use crate::drawing::samples;
use crate::session::Event;

/// The file of the digit network's weights.
const WEIGHTS: &str = "assets/weights/digits.safetensors";

/// What the page is told.
#[derive(Clone)]
pub enum Message {
    /// Something for the app.
    App(Rc<Action>),
    /// Copy the link, or the code of a frame.
    Share(Copied),
    /// It was copied, or could not be.
    Shared(Copied, bool),
    /// Presentation on or off.
    Present,
    /// The browser left the full screen.
    StopPresenting,
    /// The black screen on or off.
    Black,
    /// Light or dark.
    Theme,
    /// The help on or off.
    Help,
    /// Back by one level.
    Escape,
    /// Draw a sample of this digit.
    Digit(u8),
    /// Pen or eraser.
    Erase,
    /// The window has another size.
    Resized,
    /// The address bar has missed something.
    Tell,
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
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self::App(Rc::new(action))
    }
}

/// The page.
pub struct Page {
    app: App,
    bridge: Bridge,
    theme: Theme,
    presentation: Presentation,
    helps: bool,
    copied: Option<Copied>,
    address: Address,
    /// Whether the drawing changed and what the network makes of it is not on the screen yet.
    changed: bool,
    /// Whether there has been a prediction.
    answered: bool,
    /// Which sample the next press of a digit brings.
    next_sample: usize,
    _listeners: Vec<Closure<dyn Fn(JsValue)>>,
}

impl Component for Page {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let answered = link.callback(|event| Message::from(Action::Answered(event)));
        let bridge = Bridge::new(
            ctx.props().worker.clone(),
            ctx.props().listens.clone().unchecked_into(),
            answered,
            link.callback(|()| Message::from(Action::WorkerDied)),
        );
        let app = App::new(&browser::hash(), browser::place().unwrap_or(0));
        let theme = browser::preferred_theme();
        browser::set_theme(theme);
        spawn_local(async move {
            let weights = browser::fetch(WEIGHTS, 16e6).await;
            link.send_message(Message::from(Action::Weights(weights)));
        });
        let mut page = Self {
            app,
            bridge,
            theme,
            presentation: Presentation::Off,
            helps: false,
            copied: None,
            address: Address::default(),
            changed: false,
            answered: false,
            next_sample: 0,
            _listeners: listen(ctx),
        };
        let effects = page.app.start();
        page.run(ctx, effects);
        page
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::App(action) => return self.act(ctx, (*action).clone()),
            Message::Share(what) => share(ctx, what, &self.app.route),
            Message::Shared(what, true) => self.copied = Some(what),
            Message::Shared(what, false) => {
                let left = match what {
                    Copied::Link => ": the address bar holds the link.",
                    Copied::Frame => ".",
                };
                self.app.notice = Some(format!("The browser does not allow copying{left}"));
            }
            Message::Present if self.app.embeds => {}
            Message::Present => self.presentation = self.presentation.turned(),
            Message::StopPresenting => self.presentation = Presentation::Off,
            Message::Black => self.presentation = self.presentation.blackened(),
            Message::Theme => {
                self.theme = self.theme.other();
                browser::set_theme(self.theme);
                browser::remember("theme", self.theme.name());
            }
            Message::Help => self.helps = !self.helps,
            Message::Escape if self.helps => self.helps = false,
            Message::Escape if self.presentation.presents() && self.app.opened().is_none() => {
                self.presentation = Presentation::Off;
            }
            Message::Escape => return self.act(ctx, Action::Back),
            Message::Digit(digit) => {
                let matching: Vec<usize> =
                    (0..).zip(samples()).filter(|(_, s)| s.digit == digit).map(|(i, _)| i).collect();
                self.next_sample += 1;
                return self.act(ctx, Action::Sample(matching[self.next_sample % matching.len()]));
            }
            Message::Erase => {
                let pen = self.app.pen;
                return self.act(ctx, Action::Pen(Pen { erase: !pen.erase, ..pen }));
            }
            Message::Resized => {}
            Message::Tell => {
                self.address.rung();
                self.tell(ctx);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let send = ctx.link().callback(|message: Message| message);
        let act = ctx.link().callback(|action: Action| Message::from(action));
        let (presents, embeds) = (self.presentation.presents(), self.app.embeds);
        let show = match (presents, embeds) {
            (_, true) => Show::Framed,
            (true, _) => Show::Presented,
            _ => Show::Alone,
        };
        let place = match &self.app.route {
            Route::Pool(pooling) => html! {
                <Pool
                    pooling={(**pooling).clone()}
                    theme={self.theme}
                    {show}
                    window={size()}
                    act={act.clone()}
                />
            },
            Route::Bench(bench) => {
                html! { <Bench measured={self.app.measured.clone()} exists={bench.is_some()} /> }
            }
            Route::Parity(_) => html! { <Parity compared={self.app.compared.clone()} /> },
            Route::Convolve(convolve) => html! {
                <ConvolvePage convolve={Rc::new((**convolve).clone())} model={self.app.model.ready().cloned()} theme={self.theme}
                    {show} window={size()} set={act.reform(|convolve| Action::Convolve(Box::new(convolve)))} />
            },
            Route::Train(rest) => html! {
                <TrainLoader link={rest.clone()} theme={self.theme} import={ctx.props().import.clone()} tell={act.reform(Action::Train)} />
            },
            Route::Draw(draw) => html! {
                <Draw
                    draw={draw.clone()}
                    model={self.app.model.ready().cloned()}
                    prepared={self.app.prepared.clone()}
                    seen={self.app.seen.clone()}
                    opened={self.app.opened()}
                    focus={self.app.focus}
                    pen={self.app.pen}
                    theme={self.theme}
                    {presents}
                    window={size()}
                    drawing={self.app.drawing}
                    act={act.clone()}
                />
            },
        };
        let trouble = match &self.app.model {
            Load::Failed(why) => Some(why.clone()),
            _ => self.app.notice.clone(),
        };
        html! {
            <div class={classes!("page", show.class())}>
                if !embeds {
                    <Header place={self.app.place_shown()} theme={self.theme} copied={self.copied} send={send.clone()} />
                }
                if let Some(trouble) = trouble {
                    <p class="notice" role="alert" data-testid="notice">
                        { trouble }
                        if self.app.notice.is_some() {
                            <button onclick={act.reform(|_| Action::Dismiss)} aria-label="Dismiss">{ "×" }</button>
                        }
                    </p>
                }
                { place }
                if embeds {
                    <a class="unframed" data-testid="unframed" href={self.app.route.to_string()} target="_blank" rel="noopener">{ "Open in Convoscope ↗" }</a>
                }
                if self.helps { <Help place={self.app.place_shown()} close={send.clone()} /> }
                <Presenter presentation={self.presentation} {send} />
            </div>
        }
    }
}

impl Page {
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let painted = matches!(action, Action::Answered(Event::Activations { .. }));
        let hovers = matches!(action, Action::Hover(focus) if focus == self.app.focus);
        if matches!(action, Action::Press(_) | Action::Drag(_)) && !self.changed {
            self.changed = true;
            browser::mark("changed");
        }
        if !matches!(action, Action::Answered(_) | Action::Weights(_)) {
            self.copied = None;
        }
        let effects = self.app.update(action);
        self.run(ctx, effects);
        if painted && !self.answered {
            self.answered = true;
            spawn_local(async { browser::mark("first prediction") });
        }
        if painted && self.changed {
            self.changed = false;
            // What is queued behind this message runs when all of it is on the canvases.
            spawn_local(async { browser::measure("redraw", "changed") });
        }
        !hovers
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => self.bridge.send(command),
                Effect::Push => self.address.push(&self.app),
                Effect::Replace => self.tell(ctx),
                Effect::GoBack => drop(browser::window().history().map(|history| history.back())),
            }
        }
    }

    fn tell(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.address.tell(&self.app, move || link.send_message(Message::Tell));
    }
}
