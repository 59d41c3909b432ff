//! What is wider than the window: it fades where it goes on, and a button leads there.

use web_sys::Element;
use yew::prelude::*;

use crate::app::text::draw as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Of the contents.
    pub width: f32,
    pub children: Html,
}

/// A window's width that the buttons leave in view.
const KEPT: f64 = 80.0;

#[component]
pub fn Scroller(Props { width, children }: &Props) -> Html {
    let element = use_node_ref();
    // Whether there is more to the left and to the right.
    let more = use_state_eq(|| (false, false));
    let look = {
        let (element, more) = (element.clone(), more.clone());
        move || {
            if let Some(element) = element.cast::<Element>() {
                let left = element.scroll_left();
                more.set((left > 4, left + element.client_width() + 4 < element.scroll_width()));
            }
        }
    };
    let at_first = look.clone();
    use_effect_with(*width as u32, move |_| at_first());
    let (left, right) = *more;
    let go = |sign: f64, class: &'static str, name: &'static str, sign_of: &'static str| {
        let element = element.clone();
        let go = move |_: MouseEvent| {
            if let Some(element) = element.cast::<Element>() {
                let step = f64::from(element.client_width()) - KEPT;
                element.scroll_by_with_x_and_y(sign * step, 0.0);
            }
        };
        html! { <button class={classes!("go", class)} aria-label={name} title={name} onclick={go}>{ sign_of }</button> }
    };
    html! {
        <div class={classes!("scroller", left.then_some("left"), right.then_some("right"))}>
            <div ref={element.clone()} class="network" onscroll={move |_| look()}>{ children.clone() }</div>
            if left { { go(-1.0, "back", text::LAYERS_BEFORE.get(), "‹") } }
            if right { { go(1.0, "on", text::LAYERS_AFTER.get(), "›") } }
        </div>
    }
}
