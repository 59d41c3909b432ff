//! Stacks of layers from the side, as SVG: the very items of the drawing that is exported.

use web_sys::MouseEvent;
use yew::prelude::*;

use super::Events;
use super::items::{drawn, point_of};
use crate::app::color::Theme;
use crate::app::figure::{OperandId, Pyramid, Spot};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pyramid: Pyramid,
    /// Which of those beside each other.
    pub number: usize,
    /// Width and height in pixels.
    pub size: [f32; 2],
    pub theme: Theme,
    pub events: Events,
}

#[component]
pub fn PyramidView(Props { pyramid, number, size, theme, events }: &Props) -> Html {
    let root = use_node_ref();
    let spot = {
        let (pyramid, number, size, root) = (pyramid.clone(), *number, *size, root.clone());
        move |event: &MouseEvent| {
            let (row, unit) = pyramid.unit_at(size, point_of(event, &root, size[0])?)?;
            Some(Spot { operand: OperandId::Unit, grid: number, row: row as isize, column: unit as isize })
        }
    };
    let hover = {
        let spot = spot.clone();
        events.hover.reform(move |event: PointerEvent| spot(&event))
    };
    let press = {
        let pin = events.pin.clone();
        Callback::from(move |event: MouseEvent| spot(&event).into_iter().for_each(|spot| pin.emit(spot)))
    };
    let leave = events.hover.reform(|_: PointerEvent| None);
    let [width, height] = size;
    html! {
        <svg ref={root} class="pyramid" data-testid={format!("stack-pyramid-{number}")} viewBox={format!("0 0 {width} {height}")}
            width={width.to_string()} height={height.to_string()} role="img" aria-label={pyramid.caption.clone()}
            onpointermove={hover} onpointerleave={leave} onclick={press}>
            { for pyramid.items(*size, *theme).iter().map(drawn) }
        </svg>
    }
}
