//! The keys of the place: they work wherever the focus is.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::app::lab::Transport as TransportAction;
use crate::app::places::train::TrainAction;
use crate::ui::widgets::listener::Listener;
use crate::ui::widgets::timeline_keys::{Meaning, meaning};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether steps are being taken.
    pub plays: bool,
    /// Whether a step is told in slow motion.
    pub walks_through: bool,
    pub ask: Callback<TrainAction>,
}

#[component]
pub fn Keys(Props { plays, walks_through, ask }: &Props) -> Html {
    let latest = use_mut_ref(|| (*plays, *walks_through, ask.clone()));
    *latest.borrow_mut() = (*plays, *walks_through, ask.clone());
    let node = use_node_ref();
    let own = node.clone();
    let _keys = use_mut_ref(|| {
        Listener::new("keydown", move |event| {
            // The place goes on while the page is elsewhere, but its keys are not its own there.
            if !own.cast::<Element>().is_some_and(|own| own.is_connected()) {
                return;
            }
            let (plays, walks_through, ask) = latest.borrow().clone();
            let request = match meaning(event.unchecked_ref::<KeyboardEvent>()) {
                Some(Meaning::PlayOrPause) if plays => TrainAction::Pause,
                Some(Meaning::PlayOrPause) => TrainAction::Play,
                Some(Meaning::Act(TransportAction::Step(1))) if walks_through => TrainAction::NextStepPart,
                Some(Meaning::Act(TransportAction::Step(-1))) if walks_through => {
                    TrainAction::PreviousStepPart
                }
                Some(Meaning::Act(TransportAction::Step(-1))) if !plays => TrainAction::StepBack,
                Some(Meaning::Act(TransportAction::Step(1))) if !plays => TrainAction::Steps(1),
                _ => return,
            };
            event.prevent_default();
            ask.emit(request);
        })
    });
    html! { <span ref={node} hidden=true></span> }
}
