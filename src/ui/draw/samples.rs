//! A menu of drawn digits.

use std::fmt::Write;

use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, Node};
use yew::prelude::*;

use crate::app::places::draw::Action;
use crate::app::text::draw as text;
use crate::drawing::{Drawing, samples};
use crate::ui::browser;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether the menu is open.
    pub open: bool,
    pub set_open: Callback<bool>,
    pub act: Callback<Action>,
}

#[component]
pub fn Samples(Props { open, set_open, act }: &Props) -> Html {
    let element = use_node_ref();
    let toggle = set_open.reform({
        let open = *open;
        move |_: MouseEvent| !open
    });
    use_effect_with(*open, |open| {
        if *open {
            browser::focus("sample-0");
        }
    });
    let keys = {
        let (set_open, open) = (set_open.clone(), *open);
        move |event: KeyboardEvent| {
            if open && event.key() == "Escape" {
                event.prevent_default();
                browser::focus("samples");
                set_open.emit(false);
            }
        }
    };
    let leave = {
        let (set_open, element) = (set_open.clone(), element.clone());
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if !element.get().is_some_and(|menu| menu.contains(to.as_ref())) {
                set_open.emit(false);
            }
        }
    };
    let samples = use_memo((), |()| samples());
    let button = |(index, sample): (usize, &crate::drawing::Sample)| {
        let (act, set_open) = (act.clone(), set_open.clone());
        let choose = move |_: MouseEvent| {
            act.emit(Action::Sample(index));
            browser::focus("samples");
            set_open.emit(false);
        };
        let name = text::sample(sample.digit, sample.style);
        html! {
            <button id={format!("sample-{index}")} onclick={choose} aria-label={name.clone()} title={name}>
                <svg viewBox="0 0 100 100"><path d={path(&sample.drawing)} /></svg>
            </button>
        }
    };
    html! {
        <div ref={element} class="samples" onkeydown={keys} onfocusout={leave}>
            <button id="samples" onclick={toggle} aria-expanded={open.to_string()}>{ text::SAMPLES }{ " ▾" }</button>
            if *open {
                <div class="menu" role="group" aria-label={text::SAMPLE_DIGITS}>
                    { for samples.iter().enumerate().map(button) }
                </div>
            }
        </div>
    }
}

/// The strokes as an SVG path over a pad of 100 × 100.
fn path(drawing: &Drawing) -> String {
    let mut path = String::new();
    for stroke in &drawing.strokes {
        for (i, (x, y)) in stroke.points.iter().enumerate() {
            let letter = if i == 0 { 'M' } else { 'L' };
            write!(path, "{letter}{:.1} {:.1}", 100.0 * x, 100.0 * y).expect("strings take everything");
        }
    }
    path
}
