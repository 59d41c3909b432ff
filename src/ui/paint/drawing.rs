//! A drawing as SVG: the very items of the drawing that is exported.

use web_sys::{Element, MouseEvent};
use yew::prelude::*;

use super::Events;
use super::items::{drawn, point_of};
use crate::app::color::Theme;
use crate::app::figure::Drawing;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub drawing: Drawing,
    /// Width and height in pixels.
    pub size: [f32; 2],
    pub theme: Theme,
    pub events: Events,
}

/// What lies under the pointer is told; while it is pressed, what it is dragged over is chosen.
#[component]
pub fn DrawingView(Props { drawing, size, theme, events }: &Props) -> Html {
    let root = use_node_ref();
    let spot = {
        let (drawing, size, root) = (drawing.clone(), *size, root.clone());
        move |event: &MouseEvent| drawing.draw().spot_at(size, point_of(event, &root, size[0])?)
    };
    let moved = {
        let (spot, hover, pin) = (spot.clone(), events.hover.clone(), events.pin.clone());
        Callback::from(move |event: PointerEvent| match spot(&event) {
            Some(spot) if event.buttons() & 1 == 1 => pin.emit(spot),
            spot => hover.emit(spot),
        })
    };
    let press = {
        let (pin, root) = (events.pin.clone(), root.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(spot) = spot(&event) {
                if let Some(root) = root.cast::<Element>() {
                    drop(root.set_pointer_capture(event.pointer_id()));
                }
                pin.emit(spot);
            }
        })
    };
    let leave = events.hover.reform(|_: PointerEvent| None);
    let ([width, height], draw) = (*size, drawing.draw());
    html! {
        <svg ref={root} class="drawing" data-testid="drawing" viewBox={format!("0 0 {width} {height}")} width={width.to_string()} height={height.to_string()}
            role="img" aria-label={draw.caption()} onpointermove={moved} onpointerdown={press} onpointerleave={leave}>
            { for draw.items(*size, *theme).iter().map(drawn) }
        </svg>
    }
}
