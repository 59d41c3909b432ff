//! The keys of the place: they work wherever the focus is.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::app::lab::Transport as TransportAction;
use crate::app::places::train::Request;
use crate::ui::widgets::listener::Listener;
use crate::ui::widgets::timeline_keys::{Meaning, meaning};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether steps are being taken.
    pub plays: bool,
    /// Whether a step is told in slow motion.
    pub tells: bool,
    pub ask: Callback<Request>,
}

#[component]
pub fn Keys(Props { plays, tells, ask }: &Props) -> Html {
    let latest = use_mut_ref(|| (*plays, *tells, ask.clone()));
    *latest.borrow_mut() = (*plays, *tells, ask.clone());
    let _keys = use_mut_ref(|| {
        Listener::new("keydown", move |event| {
            let (plays, tells, ask) = latest.borrow().clone();
            let request = match meaning(event.unchecked_ref::<KeyboardEvent>()) {
                Some(Meaning::PlayOrPause) if plays => Request::Pause,
                Some(Meaning::PlayOrPause) => Request::Play,
                Some(Meaning::Act(TransportAction::Step(1))) if tells => Request::Tell,
                Some(Meaning::Act(TransportAction::Step(1))) if !plays => Request::Steps(1),
                _ => return,
            };
            event.prevent_default();
            ask.emit(request);
        })
    });
    Html::default()
}
