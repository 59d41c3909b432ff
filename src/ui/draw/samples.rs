//! A menu of drawn digits.

use std::fmt::Write;

use yew::prelude::*;

use crate::app::Action;
use crate::drawing::{Drawing, samples};
use crate::ui::color::Theme;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub theme: Theme,
    pub act: Callback<Action>,
}

#[component]
pub fn Samples(Props { act, .. }: &Props) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let samples = use_memo((), |()| samples());
    let button = |(index, sample): (usize, &crate::drawing::Sample)| {
        let (act, open) = (act.clone(), open.clone());
        let choose = move |_: MouseEvent| {
            act.emit(Action::Sample(index));
            open.set(false);
        };
        let name = format!("{}, {}", sample.digit, sample.style);
        html! {
            <button onclick={choose} aria-label={name.clone()} title={name}>
                <svg viewBox="0 0 100 100"><path d={path(&sample.drawing)} /></svg>
            </button>
        }
    };
    html! {
        <div class="samples">
            <button onclick={toggle} aria-expanded={open.to_string()}>{ "Samples ▾" }</button>
            if *open {
                <div class="menu" role="group" aria-label="Sample digits">
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
