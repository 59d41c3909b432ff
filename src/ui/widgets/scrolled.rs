//! What may be larger than its room: it scrolls, and fades where it goes on.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::drawn::use_drawn;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub class: &'static str,
    /// What is kept in sight: x and y of a point of the contents.
    #[prop_or_default]
    pub at: Option<[f32; 2]>,
    pub children: Html,
}

/// So much beyond the edge is nothing to be seen.
const SLACK: i32 = 3;

#[component]
pub fn Scrolled(Props { class, at, children }: &Props) -> Html {
    let element = use_node_ref();
    let more = use_state_eq(|| [false; 4]);
    let look = {
        let more = more.clone();
        move |element: &Element| {
            let (left, top) = (element.scroll_left(), element.scroll_top());
            more.set([
                left > SLACK,
                left + element.client_width() + SLACK < element.scroll_width(),
                top > SLACK,
                top + element.client_height() + SLACK < element.scroll_height(),
            ]);
        }
    };
    use_drawn(&element, *at, |element: &Element, at| {
        if let Some([x, y]) = at {
            keep_in_sight(element, [f64::from(*x), f64::from(*y)]);
        }
    });
    // The contents may be others whenever they are drawn.
    let drawn = (element.clone(), look.clone());
    use_effect(move || {
        let (element, look) = drawn;
        element.cast::<Element>().iter().for_each(look);
    });
    let scrolled = Callback::from(move |event: Event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        element.iter().for_each(&look);
    });
    let fades = ["fades-left", "fades-right", "fades-up", "fades-down"];
    let fades = fades.into_iter().zip(*more).filter(|(_, more)| *more).map(|(name, _)| name);
    html! {
        <div ref={element} class={classes!("scrolled", *class, fades.collect::<Vec<_>>())} onscroll={scrolled}>{ children.clone() }</div>
    }
}

/// Scrolls to a point unless it is seen: what is under the mouse stays there.
fn keep_in_sight(element: &Element, [x, y]: [f64; 2]) {
    let inside = |at: f64, from: i32, length: i32| {
        (f64::from(from)..f64::from(from + length)).contains(&at).then_some(from)
    };
    let to = |at: f64, length: i32| (at - f64::from(length) / 2.0) as i32;
    let (width, height) = (element.client_width(), element.client_height());
    element.set_scroll_left(inside(x, element.scroll_left(), width).unwrap_or_else(|| to(x, width)));
    element.set_scroll_top(inside(y, element.scroll_top(), height).unwrap_or_else(|| to(y, height)));
}
