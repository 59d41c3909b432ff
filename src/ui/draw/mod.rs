//! The place Draw: a pad, what the network receives, and the network with every value in it.

mod activation_panel;
pub mod directions;
mod edges;
mod exports;
mod forward;
mod guess;
mod input_panel;
pub mod keys;
pub mod lens;
mod maps;
pub mod network;
mod pad;
pub mod panel;
mod pool_panel;
mod samples;
mod scroller;
mod softmax_panel;
mod stack;
mod steps;
mod strip;
mod sum_panel;
mod tile;
pub mod whole;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

pub use forward::Forward;

use crate::app::color::Theme;
use crate::app::places::draw::layout::{LEAST, LEAST_FRAMED, Layout, layout};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, DrawConfig, Focus, Pen};
use crate::app::show::Show;
use crate::app::text::draw as text;
use crate::drawing::pipeline::Prepared;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Option<Rc<Model>>,
    pub prepared: Option<Rc<Prepared>>,
    pub seen: Option<Rc<Activations>>,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub pen: Pen,
    pub theme: Theme,
    /// Width and height of the window, in CSS pixels.
    pub window: (f32, f32),
    /// Whether a stroke is being drawn.
    pub drawing: bool,
    #[prop_or(Show::Alone)]
    pub show: Show,
    pub act: Callback<Action>,
    /// What stands beside the pad, once there is a model.
    pub children: Html,
}

/// Around and between the pad and the network, in CSS pixels.
const MARGINS: f32 = 28.0 + 2.0 * 24.0;
/// Wider windows have empty sides.
const WIDEST: f32 = 1840.0;
/// Narrower windows have the network below the pad.
const NARROW: f32 = 900.0;
/// Narrower frames have the network below the pad.
const FRAMED: f32 = 560.0;
/// Height of the bar, the titles, the panel and the margins.
const AROUND: f32 = 405.0;

/// What lies below all that can be pointed at.
const GROUND: &str = "main, section.aside, section.stage, .network, .tiles";

/// The width of the pad.
fn aside((width, height): (f32, f32), show: Show) -> f32 {
    if show == Show::Framed {
        return 150.0;
    }
    if width >= 1600.0 && height >= 900.0 { 320.0 } else { 248.0 }
}

/// Where the tiles of a network lie in a window.
#[hook]
pub fn use_layout(model: &Rc<Model>, window: (f32, f32), show: Show) -> Rc<Layout> {
    let (width, height) = window;
    let (room, tallest) = match () {
        // The code for another page asks for 800×500, in which all of it is to be seen.
        () if show == Show::Framed && width >= FRAMED => (width - aside(window, show) - 34.0, height - 116.0),
        // A phone scrolls sideways over a network in tiles for fingers; a tablet shows all of it.
        () if width < 740.0 => (915.0, 350.0),
        () if width < NARROW => (width - 2.0 * 14.0, 320.0),
        () => (width.min(WIDEST) - aside(window, show) - MARGINS, height - AROUND),
    };
    let least = if show == Show::Framed { LEAST_FRAMED } else { LEAST };
    let places =
        use_memo((model.clone(), room as u32, tallest as i32, show), move |(model, room, tallest, _)| {
            Rc::new(layout(&model.columns, *room as f32, *tallest as f32, least))
        });
    (*places).clone()
}

/// The pad, what the network receives and what it guesses, beside a stage.
#[component]
pub fn Draw(props: &Props) -> Html {
    let Props {
        config,
        model,
        prepared,
        seen,
        opened,
        focus,
        pen,
        theme,
        window,
        drawing,
        show,
        act,
        children,
    } = props;
    // An opened cell frames what it sees too, as long as the mouse is nowhere else.
    let looked_at = focus.or(*opened);
    let aside = aside(*window, *show);
    let sees = looked_at.and_then(|focus| pad::sees(model.as_ref()?, prepared.as_ref()?, focus));
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
            <section class="stage" aria-label={text::NETWORK}>{ children.clone() }</section>
        </main>
    }
}
