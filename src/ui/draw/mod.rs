//! The place Draw: a pad, what the network receives, and the network with every value in it.

mod backward_panel;
mod directions;
mod edges;
mod guess;
mod input_panel;
mod lens;
mod maps;
mod network;
mod pad;
mod panel;
mod pool_panel;
mod samples;
mod scroller;
mod softmax_panel;
mod stack;
mod steps;
mod strip;
mod sum_panel;
mod tile;
mod weight_panel;
mod whole;
mod why;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::layout::layout;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::weight::Trial;
use crate::app::places::draw::why::Explained;
use crate::app::places::draw::{Action, Direction, DrawConfig, Focus, Pen};
use crate::app::text::draw as text;
use crate::drawing::pipeline::Prepared;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Option<Rc<Model>>,
    pub prepared: Option<Rc<Prepared>>,
    pub seen: Option<Rc<Activations>>,
    pub explained: Rc<Explained>,
    pub backward: Option<Rc<Backward>>,
    pub trial: Option<Rc<Trial>>,
    /// Which ε and which α a gradient is checked and followed with.
    pub steps: [usize; 2],
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub pen: Pen,
    pub theme: Theme,
    /// Width and height of the window, in CSS pixels.
    pub window: (f32, f32),
    /// Whether a stroke is being drawn.
    pub drawing: bool,
    pub act: Callback<Action>,
}

/// Around and between the pad and the network, in CSS pixels.
const MARGINS: f32 = 28.0 + 2.0 * 24.0;
/// Wider windows have empty sides.
const WIDEST: f32 = 1840.0;
/// Narrower windows have the network below the pad.
const NARROW: f32 = 900.0;
/// Height of the bar, the titles, the panel and the margins.
const AROUND: f32 = 405.0;

/// What lies below all that can be pointed at.
const GROUND: &str = "main, section.aside, section.stage, .network, .tiles";

#[component]
pub fn Draw(props: &Props) -> Html {
    let Props {
        config,
        model,
        prepared,
        seen,
        explained,
        backward,
        trial,
        steps,
        opened,
        focus,
        pen,
        theme,
        window,
        drawing,
        act,
    } = props;
    // An opened cell frames what it sees too, as long as the mouse is nowhere else.
    let looked_at = focus.or(*opened);
    let (width, height) = *window;
    let aside = if width >= 1600.0 && height >= 900.0 { 320.0 } else { 248.0 };
    let (room, tallest) = match () {
        // A phone scrolls sideways over a network in tiles for fingers; a tablet shows all of it.
        () if width < 740.0 => (915.0, 350.0),
        () if width < NARROW => (width - 2.0 * 14.0, 320.0),
        () => (width.min(WIDEST) - aside - MARGINS, height - AROUND),
    };
    let places = use_memo((model.clone(), room as u32, tallest as i32), |(model, room, tallest)| {
        model.as_ref().map(|model| Rc::new(layout(&model.columns, *room as f32, *tallest as f32)))
    });
    let sees = looked_at.and_then(|focus| pad::sees(model.as_ref()?, prepared.as_ref()?, focus));
    let shown_backward = backward.clone().filter(|_| config.direction == Direction::Backward);
    // A click on empty ground is a way back.
    let ground = {
        let (act, opened) = (act.clone(), opened.is_some());
        move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if opened && target.is_some_and(|target| target.matches(GROUND).unwrap_or(false)) {
                act.emit(Action::Back);
            }
        }
    };
    html! {
        <main class="draw" ~style={format!("--aside:{aside}px")} aria-busy={drawing.to_string()} onclick={ground}>
            <section class="aside" aria-label={text::YOUR_DRAWING}>
                <pad::Pad drawing={config.drawing.clone()} pen={*pen} theme={*theme} sees={sees} act={act.clone()} />
                <steps::Steps prepared={prepared.clone()} switches={config.switches} theme={*theme} act={act.clone()} />
                <guess::Guess seen={seen.clone()} waiting={prepared.is_some() && model.is_none()} drawing={*drawing} />
            </section>
            <section class="stage" aria-label={text::NETWORK}>
                if let Some(model) = model {
                    <directions::Directions config={config.clone()} model={model.clone()} seen={seen.clone()} backward={backward.clone()} act={act.clone()} />
                }
                if let (Some(model), Direction::Why) = (model, config.direction) {
                    <why::Why
                        config={config.clone()}
                        model={model.clone()}
                        prepared={prepared.clone()}
                        seen={seen.clone()}
                        explained={explained.clone()}
                        theme={*theme}
                        act={act.clone()}
                    />
                } else if let (Some(model), Some(places)) = (model, &*places) {
                    <network::Network
                        model={model.clone()}
                        seen={seen.clone()}
                        backward={shown_backward.clone()}
                        places={places.clone()}
                        opened={*opened}
                        focus={*focus}
                        theme={*theme}
                        act={act.clone()}
                    />
                    if config.direction == Direction::Backward {
                        <backward_panel::BackwardPanel
                            model={model.clone()}
                            seen={seen.clone()}
                            backward={shown_backward}
                            weight={config.weight}
                            trial={trial.clone()}
                            steps={*steps}
                            opened={*opened}
                            focus={*focus}
                            theme={*theme}
                            act={act.clone()}
                        />
                    } else {
                        <panel::Panel
                            model={model.clone()}
                            seen={seen.clone()}
                            opened={*opened}
                            focus={*focus}
                            theme={*theme}
                            act={act.clone()}
                        />
                    }
                }
            </section>
        </main>
    }
}
