//! The page itself: it owns what is known, and does what has to be done.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::bench::Bench;
use super::browser::{self, Bridge};
use super::color::Theme;
use super::draw::Draw;
use super::header::Header;
use super::help::Help;
use super::pool::Pool;
use crate::app::route::Route;
use crate::app::{Action, App, Effect, Load, Pen};
use crate::drawing::samples;
use crate::session::Event;

/// The file of the digit network's weights.
const WEIGHTS: &str = "assets/weights/digits.safetensors";

/// What the page is told.
#[derive(Clone)]
pub enum Message {
    /// Something for the app.
    App(Rc<Action>),
    /// Copy the link.
    Share,
    /// The link was copied, or could not be.
    Shared(bool),
    /// Presentation on or off.
    Present,
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
    presents: bool,
    helps: bool,
    copied: bool,
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
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let answered = link.callback(|event| Message::from(Action::Answered(event)));
        let bridge = Bridge::new(answered, link.callback(|()| Message::from(Action::WorkerDied)));
        let app = App::new(&browser::hash(), browser::place().unwrap_or(0));
        let theme = browser::preferred_theme();
        browser::set_theme(theme);
        spawn_local(async move {
            let weights = browser::fetch(WEIGHTS).await;
            link.send_message(Message::from(Action::Weights(weights)));
        });
        let mut page = Self {
            app,
            bridge,
            theme,
            presents: false,
            helps: false,
            copied: false,
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
            Message::Share => {
                let href = browser::window().location().href().unwrap_or_default();
                let address = href.split('#').next().unwrap_or_default().to_owned();
                let (link, url) = (ctx.link().clone(), address + &self.app.route.to_string());
                spawn_local(async move { link.send_message(Message::Shared(browser::copy(&url).await)) });
            }
            Message::Shared(copied) => {
                self.copied = copied;
                if !copied {
                    self.app.notice = Some(
                        "The browser does not allow copying: the address bar holds the link.".to_owned(),
                    );
                }
            }
            Message::Present => self.presents = !self.presents,
            Message::Theme => {
                self.theme = self.theme.other();
                browser::set_theme(self.theme);
                browser::remember_theme(self.theme);
            }
            Message::Help => self.helps = !self.helps,
            Message::Escape if self.helps => self.helps = false,
            Message::Escape if self.presents && self.app.opened().is_none() => self.presents = false,
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
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let send = ctx.link().callback(|message: Message| message);
        let act = ctx.link().callback(|action: Action| Message::from(action));
        let place = match &self.app.route {
            Route::Bench(_) => html! { <Bench measured={self.app.measured} /> },
            Route::Pool(pooling) => html! {
                <Pool
                    pooling={(**pooling).clone()}
                    theme={self.theme}
                    presents={self.presents}
                    window={size()}
                    act={act.clone()}
                />
            },
            Route::Convolve(_) => Html::default(),
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
                    presents={self.presents}
                    window={size()}
                    act={act.clone()}
                />
            },
        };
        let trouble = match &self.app.model {
            Load::Failed(why) => Some(why.clone()),
            _ => self.app.notice.clone(),
        };
        html! {
            <div class={classes!("page", self.presents.then_some("presents"))}>
                <Header theme={self.theme} copied={self.copied} send={send.clone()} />
                if let Some(trouble) = trouble {
                    <p class="notice" role="alert" data-testid="notice">
                        { trouble }
                        if self.app.notice.is_some() {
                            <button onclick={act.reform(|_| Action::Dismiss)} aria-label="Dismiss">{ "×" }</button>
                        }
                    </p>
                }
                { place }
                if self.helps { <Help close={send} /> }
            </div>
        }
    }
}

impl Page {
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let painted = matches!(action, Action::Answered(Event::Seen { .. }));
        let hovers = matches!(action, Action::Hover(focus) if focus == self.app.focus);
        if matches!(action, Action::Press(_) | Action::Drag(_)) && !self.changed {
            self.changed = true;
            browser::mark("changed");
        }
        self.copied = false;
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

    fn run(&mut self, _ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => self.bridge.send(command),
                Effect::Push => browser::set_hash(&self.app.route.to_string(), self.app.place, true),
                Effect::Replace => browser::set_hash(&self.app.route.to_string(), self.app.place, false),
                Effect::GoBack => drop(browser::window().history().map(|history| history.back())),
            }
        }
    }
}

/// Listens for what concerns the whole window.
fn listen(ctx: &Context<Page>) -> Vec<Closure<dyn Fn(JsValue)>> {
    let on = |name: &str, send: Box<dyn Fn(JsValue)>| {
        let closure = Closure::<dyn Fn(JsValue)>::new(send);
        let done = browser::window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        done.expect("windows have listeners");
        closure
    };
    let (follow, resize, key) = (ctx.link().clone(), ctx.link().clone(), ctx.link().clone());
    vec![
        on(
            "popstate",
            Box::new(move |_| {
                follow.send_message(Message::from(Action::Follow(browser::hash(), browser::place())))
            }),
        ),
        on("resize", Box::new(move |_| resize.send_message(Message::Resized))),
        on(
            "keydown",
            Box::new(move |event| {
                let event: KeyboardEvent = event.unchecked_into();
                if let Some(message) = message_of_key(&event) {
                    event.prevent_default();
                    key.send_message(message);
                }
            }),
        ),
    ]
}

/// What a key means wherever the focus is. Fields that take keys themselves keep them.
fn message_of_key(event: &KeyboardEvent) -> Option<Message> {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if target.is_some_and(|target| ["INPUT", "SELECT", "TEXTAREA"].contains(&target.tag_name().as_str())) {
        return (event.key() == "Escape").then_some(Message::Escape);
    }
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_lowercase().as_str() {
        "z" if command => Some(Action::Undo.into()),
        _ if command || event.alt_key() => None,
        "escape" => Some(Message::Escape),
        "?" | "h" => Some(Message::Help),
        "p" => Some(Message::Present),
        "s" => Some(Message::Share),
        "t" => Some(Message::Theme),
        "c" => Some(Action::Clear.into()),
        "u" => Some(Action::Undo.into()),
        "e" => Some(Message::Erase),
        key => match key.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(Message::Digit(digit - b'0')),
            _ => None,
        },
    }
}

/// Width and height of the window in CSS pixels.
fn size() -> (f32, f32) {
    let number = |value: Result<JsValue, JsValue>, default| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(default) as f32
    };
    let window = browser::window();
    (number(window.inner_width(), 1280.0), number(window.inner_height(), 720.0))
}
