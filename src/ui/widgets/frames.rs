//! A call for every frame that the browser draws.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::ui::browser::window;

#[derive(Properties, PartialEq)]
pub struct Props {
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
        let running = active.then(|| RafLoop::new(latest));
        move || drop(running)
    });
    Html::default()
}

/// What is called; it asks for the next frame itself.
type OnFrame = Rc<RefCell<Option<Closure<dyn FnMut(f64)>>>>;

/// Asks for one frame after the other until it is dropped.
struct RafLoop {
    request: Rc<Cell<i32>>,
    on_frame: OnFrame,
}

impl RafLoop {
    fn new(tick: Rc<RefCell<Callback<f64>>>) -> Self {
        let this = Self { request: Rc::default(), on_frame: Rc::default() };
        let (request, on_frame) = (this.request.clone(), Rc::downgrade(&this.on_frame));
        *this.on_frame.borrow_mut() = Some(Closure::new(move |time| {
            if let Some(on_frame) = on_frame.upgrade() {
                request.set(request_frame(&on_frame));
            }
            let tick = tick.borrow().clone();
            tick.emit(time);
        }));
        this.request.set(request_frame(&this.on_frame));
        this
    }
}

impl Drop for RafLoop {
    fn drop(&mut self) {
        drop(window().cancel_animation_frame(self.request.get()));
    }
}

fn request_frame(on_frame: &OnFrame) -> i32 {
    let on_frame = on_frame.borrow();
    let closure = on_frame.as_ref().expect("it is there as long as the loop is");
    window().request_animation_frame(closure.as_ref().unchecked_ref()).expect("pages have frames")
}
