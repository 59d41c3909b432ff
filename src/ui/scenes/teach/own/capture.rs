//! Something new: drawn, from a file or seen by the camera. Both networks say what it is, and it is added to a class.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::pictures::{chosen, content, read, scaled};
use crate::app::color::Theme;
use crate::app::places::scenes::teach::own::{Action, Content};
use crate::app::text::networks::run::CAMERA;
use crate::app::text::scenes_teach::{NO_SCORE, RUNS};
use crate::app::text::scenes_teach_own as text;
use crate::data::collection::class_of;
use crate::drawing::Drawing;
use crate::ui::browser::window;
use crate::ui::pixels::{CameraError, Pixels};
use crate::ui::scenes::canvas::Canvas;
use crate::ui::widgets::camera::use_camera;
use crate::ui::widgets::listener::Listener;
use crate::ui::widgets::surface::{Pen, Surface};

/// Milliseconds between two photographs while the button is held.
const AGAIN: u32 = 300;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The class that is added to, and its name.
    pub class: usize,
    pub name: String,
    /// How many more pictures there is room for.
    pub room: usize,
    /// What is looked at.
    pub tried: Option<Content>,
    /// What each network says of it.
    pub said: Vec<Option<String>>,
    pub theme: Theme,
    pub ask: Callback<Action>,
}

/// Whoever draws has left the button that was pressed before: Enter adds the drawing, and does not press that again.
fn leave_focus() {
    let active = window().document().and_then(|document| document.active_element());
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        drop(active.blur());
    }
}

#[component]
pub fn Capture(Props { class, name, room, tried, said, theme, ask }: &Props) -> Html {
    let drawing = use_state(Drawing::default);
    // What is drawn within one frame is drawn on what is not painted yet.
    let latest = use_mut_ref(Drawing::default);
    let held = use_mut_ref(|| None::<Interval>);
    let class = *class;
    let seen = ask.reform(|pixels: Pixels| Action::Try(Some(content(String::new(), pixels))));
    let no_camera = ask.reform(|error: CameraError| {
        Action::Say(text::no_camera(matches!(error, CameraError::Refused)).to_string())
    });
    let (sees, turn_camera) = use_camera(scaled, seen, no_camera);
    let set = {
        let (drawing, latest, ask) = (drawing.clone(), latest.clone(), ask.clone());
        move |now: Drawing| {
            *latest.borrow_mut() = now.clone();
            ask.emit(Action::Try((!now.is_empty()).then(|| Content::Drawing(now.clone()))));
            drawing.set(now);
        }
    };
    let pen = {
        let (set, latest) = (set.clone(), latest.clone());
        Callback::from(move |pen: Pen| {
            if matches!(pen, Pen::Press(_)) {
                leave_focus();
            }
            let now = pen.draws_on(&latest.borrow());
            now.into_iter().for_each(&set);
        })
    };
    let clear = {
        let set = set.clone();
        move |_: MouseEvent| set(Drawing::default())
    };
    // What is looked at shows the class; the next drawing begins on an empty pad.
    let current = use_mut_ref(|| (class, tried.clone()));
    *current.borrow_mut() = (class, tried.clone());
    let add = {
        let (current, latest, set, ask) = (current.clone(), latest.clone(), set.clone(), ask.clone());
        Callback::from(move |()| {
            let (class, tried) = current.borrow().clone();
            let drawn = Some(latest.borrow().clone()).filter(|drawing| !drawing.is_empty());
            let Some(content) = drawn.map(Content::Drawing).or(tried) else { return };
            ask.emit(Action::Add(class, content));
            if !sees {
                set(Drawing::default());
            }
        })
    };
    let node = use_node_ref();
    {
        let heard = use_mut_ref(|| add.clone());
        *heard.borrow_mut() = add.clone();
        let own = node.clone();
        let _enter = use_mut_ref(|| {
            Listener::new("keydown", move |event| {
                let event = event.unchecked_ref::<KeyboardEvent>();
                let is_elsewhere = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                let is_elsewhere = is_elsewhere.is_some_and(|element| {
                    let ours = own.cast::<Element>().is_some_and(|own| own.is_connected());
                    let acts = "button, input, a, select, summary, textarea, [role=gridcell]";
                    !ours || element.closest(acts).ok().flatten().is_some()
                });
                if event.key() == "Enter" && !event.repeat() && !is_elsewhere {
                    let add = heard.borrow().clone();
                    add.emit(());
                }
            })
        });
    }
    let press = {
        let (held, add) = (held.clone(), add.clone());
        Callback::from(move |event: PointerEvent| {
            if sees && event.button() == 0 {
                add.emit(());
                let add = add.clone();
                *held.borrow_mut() = Some(Interval::new(AGAIN, move || add.emit(())));
            }
        })
    };
    let release = {
        let held = held.clone();
        Callback::from(move |_: PointerEvent| drop(held.take()))
    };
    // A press has added already what the camera sees; the keyboard has not.
    let onclick = {
        let add = add.clone();
        Callback::from(move |event: MouseEvent| {
            if !sees || event.detail() == 0 {
                add.emit(());
            }
        })
    };
    // Of folders and archives the folder of a picture is its class.
    let pictures = {
        let (ask, room) = (ask.clone(), *room);
        let take = ask.reform(move |(path, content): (String, Content)| match class_of(&path) {
            Some(name) => Action::AddNamed(name.to_owned(), content),
            None => Action::Add(class, content),
        });
        Callback::from(move |event: Event| read(chosen(&event), room, take.clone(), ask.clone()))
    };
    let try_picture = {
        let ask = ask.clone();
        let take = ask.reform(|(_, content): (String, Content)| Action::Try(Some(content)));
        Callback::from(move |event: Event| read(chosen(&event), 1, take.clone(), ask.clone()))
    };
    let picture = match tried {
        Some(Content::Picture(square)) => Some(square.clone()),
        _ => None,
    };
    let pixels = use_memo(picture.clone(), |picture| {
        picture.as_ref().map(|square| Rc::<[[u8; 4]]>::from(square.pixels()))
    });
    let label = if sees { text::photograph_for(name) } else { text::add_to(name) };
    html! {
        <div ref={node} class="own-capture">
            if let Some(pixels) = &*pixels {
                <div class="own-seen"><Canvas pixels={pixels.clone()} name={text::SEEN} testid="own-seen" side={Content::SIDE} /></div>
            } else {
                <Surface drawing={(*drawing).clone()} theme={*theme} testid="own-examples-pad" name={text::PAD} invitation={text::INVITATION} {pen} />
            }
            <div class="own-says" role="status" aria-label={text::SAYS}>
                <dl>{ for RUNS.into_iter().zip(said).zip(["says-transferred", "says-scratch"]).map(|((name, said), testid)| html! {
                    <div><dt>{ name }</dt><dd data-testid={testid}>{ said.clone().unwrap_or(NO_SCORE.to_owned()) }</dd></div>
                }) }</dl>
                <div class="own-adds">
                    <button class="chip own-add" data-testid="own-add" disabled={tried.is_none()} {onclick}
                        onpointerdown={press} onpointerup={release.clone()} onpointercancel={release.clone()} onpointerleave={release}>{ label }</button>
                    if !sees { <button class="chip" data-testid="own-clear" disabled={tried.is_none()} onclick={clear}>{ text::CLEAR }</button> }
                </div>
                if sees { <p class="fine">{ text::HOLD }</p> }
                <div class="chips">
                    <label class="chip file">{ text::PICTURES }<input class="unseen" type="file" multiple=true accept="image/*,.zip" data-testid="own-pictures" onchange={pictures.clone()} /></label>
                    <label class="chip file">{ text::FOLDER }<input class="unseen" type="file" multiple=true webkitdirectory=true data-testid="own-folder" onchange={pictures} /></label>
                    <label class="chip file">{ text::TRY_PICTURE }<input class="unseen" type="file" accept="image/*" data-testid="own-try-picture" onchange={try_picture} /></label>
                    <button class="chip" data-testid="own-camera" aria-pressed={sees.to_string()} onclick={turn_camera}>{ CAMERA }</button>
                </div>
            </div>
        </div>
    }
}
