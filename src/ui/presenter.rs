//! What lies above the page while it is shown to an audience: a ring around the pointer, and a black screen to look away from.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};
use yew::prelude::*;

use super::browser;
use super::widgets::listener::Listener;
use crate::app::shell::Action;
use crate::app::text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub presented: bool,
    pub black: bool,
    pub send: Callback<Action>,
}

/// Everything that lies above the page while it is presented. It asks for the full screen, and presenting ends with it.
#[component]
pub fn Presenter(Props { presented, black, send }: &Props) -> Html {
    let left = send.clone();
    use_effect_with(*presented, move |presented| {
        let listener = presented.then(|| {
            browser::ask_for_fullscreen();
            Listener::new("fullscreenchange", move |_| {
                if !browser::is_fullscreen() {
                    left.emit(Action::StopPresenting);
                }
            })
        });
        move || {
            if listener.is_some() {
                browser::leave_fullscreen();
            }
        }
    });
    html! {
        <>
            if *presented { <Ring /> }
            if *black { <Black back={send.reform(|()| Action::Black)} /> }
        </>
    }
}

/// Follows mouse, pen and finger, and pulses when they press. It is moved without drawing anything of the page anew.
#[component]
fn Ring() -> Html {
    let ring = use_node_ref();
    {
        let ring = ring.clone();
        use_effect_with((), move |()| {
            let on = |name: &'static str, state: fn(&PointerEvent) -> Option<&'static str>| {
                let ring = ring.clone();
                Listener::new(name, move |event| {
                    let event: &PointerEvent = event.unchecked_ref();
                    let (Some(ring), Some(state)) = (ring.cast::<HtmlElement>(), state(event)) else {
                        return;
                    };
                    let place = format!("translate:{}px {}px", event.client_x(), event.client_y());
                    ring.style().set_css_text(&place);
                    drop(ring.set_attribute("data-state", state));
                })
            };
            let listeners = [
                on("pointermove", |event| Some(if event.buttons() == 0 { "over" } else { "pressed" })),
                on("pointerdown", |_| Some("pressed")),
                // A finger that was lifted is nowhere.
                on("pointerup", |event| Some(if event.pointer_type() == "mouse" { "over" } else { "away" })),
                on("pointercancel", |_| Some("away")),
                // Out of the window, and not only into another element.
                on("pointerout", |event| event.related_target().is_none().then_some("away")),
            ];
            move || drop(listeners)
        });
    }
    html! { <div ref={ring} class="ring" aria-hidden="true" data-testid="pointer-ring"></div> }
}

#[derive(Properties, PartialEq)]
struct BlackProps {
    back: Callback<()>,
}

/// Nothing to be seen. What else is pressed meanwhile goes nowhere.
#[component]
fn Black(BlackProps { back }: &BlackProps) -> Html {
    use_effect_with((), |()| {
        let before = browser::focused();
        browser::focus("black");
        move || drop(before.map(|before| before.focus()))
    });
    let onkeydown = {
        let back = back.clone();
        Callback::from(move |event: KeyboardEvent| {
            event.prevent_default();
            event.stop_propagation();
            if ["b", ".", "escape", "enter", " "].contains(&event.key().to_ascii_lowercase().as_str()) {
                back.emit(());
            }
        })
    };
    let onclick = back.reform(|_: MouseEvent| ());
    html! {
        <button id="black" class="black" data-testid="black" aria-label={text::shell::BLACK} {onkeydown} {onclick}></button>
    }
}
