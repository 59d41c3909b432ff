//! A beat for every frame that the browser draws.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::ui::browser::window;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether it beats.
    pub active: bool,
    /// Gets the time in milliseconds, on the scale of [`now`](crate::ui::browser::now).
    pub tick: Callback<f64>,
}

/// Calls before every frame as long as it is active. Nothing of it is seen.
#[component]
pub fn Frames(Props { active, tick }: &Props) -> Html {
    let latest = use_mut_ref(|| tick.clone());
    *latest.borrow_mut() = tick.clone();
    use_effect_with(*active, move |active| {
        let beat = active.then(|| Beat::new(latest));
        move || drop(beat)
    });
    Html::default()
}

type RafLoop = Rc<RefCell<Option<Closure<dyn FnMut(f64)>>>>;

/// Asks for one frame after the other until it is dropped.
struct Beat {
    request: Rc<Cell<i32>>,
    heart: RafLoop,
}

impl Beat {
    fn new(tick: Rc<RefCell<Callback<f64>>>) -> Self {
        let beat = Self { request: Rc::default(), heart: Rc::default() };
        let (request, heart) = (beat.request.clone(), Rc::downgrade(&beat.heart));
        *beat.heart.borrow_mut() = Some(Closure::new(move |time| {
            if let Some(heart) = heart.upgrade() {
                request.set(ask(&heart));
            }
            let tick = tick.borrow().clone();
            tick.emit(time);
        }));
        beat.request.set(ask(&beat.heart));
        beat
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        drop(window().cancel_animation_frame(self.request.get()));
    }
}

fn ask(heart: &RafLoop) -> i32 {
    let heart = heart.borrow();
    let closure = heart.as_ref().expect("the heart is there as long as the beat is");
    window().request_animation_frame(closure.as_ref().unchecked_ref()).expect("pages have frames")
}
