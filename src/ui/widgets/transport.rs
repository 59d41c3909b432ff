//! The bar under everything that has time: play, step, scrub, speed, loop. Its keys work wherever the focus is.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use super::listener::Listener;
use super::timeline_keys::{self, Meaning, meaning};
use crate::app::lab::predict::Predict;
use crate::app::lab::{Transport as Action, Turn};
use crate::app::numbers::exact;
use crate::app::text::lab as text;

const SPEEDS: [f32; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];

#[derive(Properties, PartialEq)]
pub struct TransportProps {
    /// The present cell, from 0.
    pub at: usize,
    pub len: usize,
    pub playing: bool,
    pub speed: f32,
    pub looping: bool,
    /// Where that is in words: "cell 8 of 36".
    pub label: String,
    pub act: Callback<Action>,
    /// Whether there are rows to go back and on by.
    #[prop_or(true)]
    pub rows: bool,
    /// Takes what leads beyond the timeline, where there is more than it.
    #[prop_or_default]
    pub turn: Option<Callback<Turn>>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let TransportProps { at, len, playing, speed, looping, label, act, rows, turn, children } = props;
    let last = len.saturating_sub(1);
    let latest = use_mut_ref(|| (act.clone(), turn.clone(), *playing));
    *latest.borrow_mut() = (act.clone(), turn.clone(), *playing);
    // From the first drawing on: whoever sees the bar may use its keys.
    let _keys = use_mut_ref(|| {
        Listener::new("keydown", move |event| {
            let event = event.unchecked_ref::<KeyboardEvent>();
            let (act, turn, playing) = latest.borrow().clone();
            if let Some((turn, to)) = turn.zip(timeline_keys::turn(event)) {
                event.prevent_default();
                return turn.emit(to);
            }
            let Some(meaning) = meaning(event) else { return };
            event.prevent_default();
            act.emit(match meaning {
                Meaning::Act(action) => action,
                Meaning::PlayOrPause if playing => Action::Pause,
                Meaning::PlayOrPause => Action::Play,
            });
        })
    });
    let button =
        |name: &'static str, testid: &'static str, action: Action, dead: bool, icon: &'static str| {
            html! {
                <button class="step" data-testid={testid} aria-label={name} title={name} disabled={dead}
                    onclick={act.reform(move |_| action)}>
                    { drawn(icon) }
                </button>
            }
        };
    let (play, name, icon) = match playing {
        true => (Action::Pause, text::PAUSE, "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z"),
        false => (Action::Play, text::PLAY, "M8 5v14l11-7z"),
    };
    let scrub = act.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Seek(input.value_as_number() as usize)
    });
    let next = SPEEDS.into_iter().find(|faster| faster > speed).unwrap_or(SPEEDS[0]);
    let part = if last == 0 { 0.0 } else { 100.0 * *at as f32 / last as f32 };
    let again = !looping;
    html! {
        <div class="transport" role="group" aria-label={text::PLAYBACK}>
            if *rows { { button(text::STEPS[0].get(), "row-back", Action::Row(-1), *at == 0, "M6 6h2v12H6zM19 6v12l-9-6z") } }
            { button(text::STEPS[1].get(), "step-back", Action::Step(-1), *at == 0, "M17 5.5v13L7 12z") }
            <button class="play" data-testid="play" aria-label={name} title={name} onclick={act.reform(move |_| play)}>{ drawn(icon) }</button>
            { button(text::STEPS[2].get(), "step-forward", Action::Step(1), *at >= last, "M7 5.5v13L17 12z") }
            if *rows { { button(text::STEPS[3].get(), "row-forward", Action::Row(1), *at >= last, "M16 6h2v12h-2zM5 6v12l9-6z") } }
            <input class="scrub" type="range" data-testid="scrub" aria-label={text::POSITION} aria-valuetext={label.clone()} min="0"
                max={last.to_string()} value={at.to_string()} ~style={format!("--part:{part}%")} oninput={scrub} />
            <span class="where">{ label }</span>
            <button data-testid="speed" title={text::SPEED} aria-label={text::change_speed(*speed, next)}
                onclick={act.reform(move |_| Action::Speed(next))}>
                { format!("{}×", exact(speed)) }
            </button>
            <button class="loop" data-testid="loop" aria-label={text::LOOP} title={text::LOOP_TITLE} aria-pressed={looping.to_string()}
                onclick={act.reform(move |_| Action::Loop(again))}>
                { drawn("M7 7h10.2l-1.6-1.6L17 4l4 4-4 4-1.4-1.4L17.2 9H7a2 2 0 0 0-2 2v1H3v-1a4 4 0 0 1 4-4zM17 17H6.8l1.6 1.6L7 20l-4-4 4-4 1.4 1.4L6.8 15H17a2 2 0 0 0 2-2v-1h2v1a4 4 0 0 1-4 4z") }
            </button>
            { children.clone() }
        </div>
    }
}

/// Hides each result until the next press, for places that let people predict.
pub fn predict_button(predict: Predict, turn: Callback<MouseEvent>) -> Html {
    html! {
        <button class="predict" data-testid="predict" aria-pressed={predict.is_on().to_string()} onclick={turn}
            title={text::PREDICT_TITLE}>{ text::PREDICT }</button>
    }
}

fn drawn(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}
