//! The latent plane: the digits of its tiles, where digits lie, and a point that is dragged by mouse, pen, finger or arrow keys.

use std::rc::Rc;

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::scenes::generate::{Action, REACH, STEP, TILES};
use crate::app::text::scenes_generate as words;
use crate::data::SIDE;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The digits one after the other.
    pub tiles: Option<Rc<[f32]>>,
    pub codes: Vec<([f32; 2], u8)>,
    pub centers: Vec<([f32; 2], u8)>,
    pub point: [f32; 2],
    pub theme: Theme,
    pub ask: Callback<Action>,
}

/// Where a point lies, in per cent from the left and from the top.
fn placed([x, y]: [f32; 2]) -> [f32; 2] {
    [50.0 + 50.0 * x / REACH, 50.0 - 50.0 * y / REACH]
}

/// All tiles as one picture.
fn picture(tiles: &[f32]) -> Rc<[f32]> {
    let width = TILES * SIDE;
    let at = |i: usize| {
        let (row, column) = (i / width, i % width);
        tiles[((row / SIDE * TILES + column / SIDE) * SIDE + row % SIDE) * SIDE + column % SIDE]
    };
    (0..width * width).map(at).collect()
}

#[component]
pub fn LatentPlane(Props { tiles, codes, centers, point, theme, ask }: &Props) -> Html {
    let (area, pressed) = (use_node_ref(), use_mut_ref(|| false));
    let picture = use_memo(tiles.clone(), |tiles| tiles.as_deref().map(picture));
    let down = {
        let (area, pressed, ask) = (area.clone(), pressed.clone(), ask.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(area) = area.cast::<Element>().filter(|_| event.button() == 0 && event.is_primary())
            else {
                return;
            };
            *pressed.borrow_mut() = true;
            // The point goes on when the pointer leaves the plane.
            drop(area.set_pointer_capture(event.pointer_id()));
            ask.emit(Action::To(latent(&area, &event)));
        })
    };
    let drag = {
        let (area, pressed, ask) = (area.clone(), pressed.clone(), ask.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(area) = area.cast::<Element>().filter(|_| *pressed.borrow() && event.is_primary()) {
                ask.emit(Action::To(latent(&area, &event)));
            }
        })
    };
    let lift = {
        let ask = ask.clone();
        Callback::from(move |_: PointerEvent| {
            if pressed.replace(false) {
                ask.emit(Action::Release);
            }
        })
    };
    let keys = {
        let ask = ask.clone();
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowLeft" => [-STEP, 0.0],
                "ArrowRight" => [STEP, 0.0],
                "ArrowUp" => [0.0, STEP],
                "ArrowDown" => [0.0, -STEP],
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            ask.emit(Action::By(by));
        })
    };
    let circle = |(point, label): &([f32; 2], u8)| {
        let [x, y] = placed(*point);
        html! { <circle class={format!("of-{label}")} cx={format!("{x:.2}")} cy={format!("{y:.2}")} r="0.8" /> }
    };
    let name = |(point, label): &([f32; 2], u8)| {
        let [x, y] = placed(*point);
        html! {
            <g class={format!("of-{label}")}>
                <circle cx={format!("{x:.2}")} cy={format!("{y:.2}")} r="2.6" />
                <text x={format!("{x:.2}")} y={format!("{:.2}", y + 1.5)}>{ label }</text>
            </g>
        }
    };
    let [left, top] = placed(*point);
    html! {
        <div ref={area} class="latent-plane" data-testid="latent-plane" tabindex="0" role="slider" aria-label={words::PLANE}
            aria-valuemin={(-REACH).to_string()} aria-valuemax={REACH.to_string()} aria-valuenow={point[0].to_string()} aria-valuetext={words::point(*point)}
            onpointerdown={down} onpointermove={drag} onpointerup={lift.clone()} onpointercancel={lift} onkeydown={keys}>
            if let Some(values) = (*picture).clone() {
                <Bitmap {values} w={TILES * SIDE} palette={Palette::Ink} range={1.0} theme={*theme} />
            }
            <svg viewBox="0 0 100 100" aria-hidden="true">{ for codes.iter().map(circle) }{ for centers.iter().map(name) }</svg>
            <i class="latent-point" ~style={format!("left:{left}%;top:{top}%")}></i>
        </div>
    }
}

/// The latent values at an event.
fn latent(area: &Element, event: &PointerEvent) -> [f32; 2] {
    let rect = area.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - rect.left()) / rect.width();
    let y = (f64::from(event.client_y()) - rect.top()) / rect.height();
    [REACH * (2.0 * x as f32 - 1.0), REACH * (1.0 - 2.0 * y as f32)]
}
