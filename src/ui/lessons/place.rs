//! The place itself: a program beside the page's.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AddEventListenerOptions, Blob, Element, Event, KeyboardEvent};
use yew::prelude::*;

use super::chart::chart;
use super::contents::Contents;
use super::handout::handout;
use super::strip::{strip, tell_height};
use crate::app::color::Theme;
use crate::app::lessons::{Action, Chosen, Effect, Focused, Lessons, MAX_BYTES, Term, glossary, key};
use crate::app::shell::LessonsLink;
use crate::app::text::lessons as text;
use crate::ui::browser;
use crate::ui::export::download;
use crate::ui::fetch::fetch;

/// What the place is told.
pub enum Message {
    /// By whoever looks at it.
    Ask(Action),
    /// By the page: a printed [`LessonsLink`], and light or dark.
    Show(String, Theme),
    /// Print the lesson that is played, or all of them.
    Print,
    /// The window has another size.
    Resized,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    pub theme: Theme,
    /// Takes the rest of the link, what becomes of the one before, and the link of the place below.
    pub tell: Function,
}

pub struct Place {
    lessons: Lessons,
    terms: Rc<Vec<Term>>,
    theme: Theme,
    /// Whether the handout is laid out to be printed.
    prints: bool,
    /// Whether a step is shown, and whether its place was touched: what the keys are for.
    hears: Rc<Cell<(bool, bool)>>,
    strip: NodeRef,
    _listeners: Vec<Closure<dyn Fn(Event)>>,
}

/// Under what the browser keeps which steps are done, and one's own lesson.
const DONE: &str = "lessons-done";
const OWN: &str = "lessons-own";

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { link, theme, .. } = ctx.props();
        let told = LessonsLink::read(link);
        let rest = told.as_ref().map_or("", |told| &told.rest);
        let (done, own) = (browser::remembered(DONE), browser::remembered(OWN));
        let (lessons, effects) = Lessons::open(rest, &done.unwrap_or_default(), own.as_deref());
        let hears = Rc::new(Cell::default());
        let place = Self {
            lessons,
            terms: Rc::new(glossary()),
            theme: *theme,
            prints: false,
            strip: NodeRef::default(),
            _listeners: listen(ctx, &hears),
            hears,
        };
        place.run(ctx, effects);
        place
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Ask(action) => {
                let effects = self.lessons.update(action);
                self.run(ctx, effects);
            }
            Message::Show(link, theme) => {
                self.theme = theme;
                let action = LessonsLink::read(&link).map_or(Action::Leave, Action::Follow);
                let effects = self.lessons.update(action);
                self.run(ctx, effects);
            }
            Message::Print => self.prints = true,
            Message::Resized => {}
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ask = ctx.link().callback(Message::Ask);
        let print = ctx.link().callback(|()| Message::Print);
        html! {
            <>
                if let Some(notice) = &self.lessons.notice {
                    <p class="notice" role="alert" data-testid="lesson-notice">
                        { notice }
                        <button onclick={ask.reform(|_| Action::Dismiss)} aria-label={crate::app::text::shell::DISMISS}>{ "×" }</button>
                    </p>
                }
                if self.lessons.step().is_some() {
                    <div ref={self.strip.clone()} class="strip-host">{ strip(&self.lessons, &self.terms, &ask, &print) }</div>
                    if let Some(bars) = self.lessons.step().and_then(|step| step.chart.as_ref()) { { chart(bars) } }
                } else {
                    <Contents included={self.lessons.included.clone()} own={self.lessons.own.clone().map(|(_, lesson)| lesson)}
                        done={self.lessons.done.clone()} writing={self.lessons.writing.clone()} terms={self.terms.clone()}
                        theme={self.theme} {ask} {print} />
                }
                if self.prints { { handout(&self.lessons) } }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let strip = self.strip.cast::<web_sys::HtmlElement>().filter(|_| self.lessons.step().is_some());
        self.hears.set((strip.is_some() && !self.lessons.is_left(), self.lessons.is_touched));
        tell_height(strip.filter(|_| !self.lessons.is_left()).map_or(0, |strip| strip.offset_height()));
        if std::mem::take(&mut self.prints) {
            drop(browser::window().print());
        }
    }
}

impl Place {
    fn run(&self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Tell(entry) => {
                    let told =
                        [self.lessons.config.to_rest(), entry.name().to_owned(), self.lessons.scene_link()];
                    let [rest, entry, scene] = told.map(JsValue::from);
                    let tell = ctx.props().tell.clone();
                    // The page may be about to show this place: it is told afterwards.
                    spawn_local(async move { drop(tell.call3(&JsValue::NULL, &rest, &entry, &scene)) });
                }
                Effect::KeepDone => browser::remember(DONE, &self.lessons.done.to_string()),
                Effect::KeepOwn(text) => browser::remember(OWN, &text),
                Effect::Load(path) => {
                    let link = ctx.link().clone();
                    spawn_local(async move {
                        let file = fetch(&path, MAX_BYTES as f64).await;
                        let text = file.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                        link.send_message(Message::Ask(Action::File(Chosen::File(path), text)));
                    });
                }
                Effect::Save { name, text } => drop(download(&name, "text/markdown", text.as_bytes())),
            }
        }
    }
}

/// Reads a lesson from this computer.
pub fn open_file(file: Blob, ask: Callback<Action>) {
    spawn_local(async move {
        let text = match file.size() > MAX_BYTES as f64 {
            true => Err(text::too_long(file.size() as usize, MAX_BYTES)),
            false => JsFuture::from(file.text()).await.map_err(|_| text::CANNOT_LOAD.to_string()),
        };
        let text = text.map(|text| text.as_string().unwrap_or_default());
        ask.emit(Action::File(Chosen::Own, text));
    });
}

/// Listens before the place below does: to keys that are the lesson's, and to whoever touches the place.
fn listen(ctx: &Context<Place>, hears: &Rc<Cell<(bool, bool)>>) -> Vec<Closure<dyn Fn(Event)>> {
    let on = |name: &str, heard: Box<dyn Fn(Event)>| {
        let closure = Closure::<dyn Fn(Event)>::new(heard);
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        let done = browser::window().add_event_listener_with_callback_and_add_event_listener_options(
            name,
            closure.as_ref().unchecked_ref(),
            &options,
        );
        done.expect("windows have listeners");
        closure
    };
    let ask = ctx.link().callback(Message::Ask);
    let (keys, resized) = (ask.clone(), ctx.link().clone());
    let touched = |hears: Rc<Cell<(bool, bool)>>, ask: Callback<Action>| {
        Box::new(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let in_place =
                target.is_some_and(|target| matches!(target.closest("main:not(.lesson-chart)"), Ok(Some(_))));
            if hears.get() == (true, false) && in_place {
                ask.emit(Action::Touch);
            }
        })
    };
    let heard = hears.clone();
    vec![
        on(
            "keydown",
            Box::new(move |event| {
                let event: KeyboardEvent = event.unchecked_into();
                let (is_shown, is_touched) = heard.get();
                let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
                let action =
                    (is_shown && !modified).then(|| key(&event.key(), focused(), is_touched)).flatten();
                if let Some(action) = action {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                    keys.emit(action);
                }
            }),
        ),
        on("pointerdown", touched(hears.clone(), ask.clone())),
        on("focusin", touched(hears.clone(), ask)),
        on("resize", Box::new(move |_| resized.send_message(Message::Resized))),
    ]
}

fn focused() -> Focused {
    match browser::focused().map(|focused| focused.tag_name()).as_deref() {
        Some("INPUT" | "SELECT" | "TEXTAREA") => Focused::Field,
        Some("BUTTON" | "A" | "SUMMARY") => Focused::Button,
        _ => Focused::Other,
    }
}
