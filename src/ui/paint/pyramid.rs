//! Stacks of layers from the side, as SVG: the very items of the drawing that is exported.

use web_sys::{Element, MouseEvent};
use yew::prelude::*;

use super::Events;
use crate::app::color::{Rgb, Theme, css};
use crate::app::figure::{Anchor, Item, OperandId, Pyramid, Span, Spot, path};

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
            let shown = root.cast::<Element>()?.get_bounding_client_rect();
            let scale = f64::from(size[0]) / shown.width().max(1.0);
            let at = [f64::from(event.client_x()) - shown.left(), f64::from(event.client_y()) - shown.top()];
            let (row, unit) = pyramid.unit_at(size, at.map(|at| (scale * at) as f32))?;
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

fn drawn(item: &Item) -> Html {
    let color = |color: &Rgb| css(*color);
    match item {
        Item::Square { x, y, side, fill, stroke, .. } => {
            let (stroke, width) = stroke.map_or((None, 0.0), |(stroke, width)| (Some(color(&stroke)), width));
            html! {
                <rect x={x.to_string()} y={y.to_string()} width={side.to_string()} height={side.to_string()} rx={(0.14 * side).to_string()}
                    fill={color(fill)} {stroke} stroke-width={width.to_string()} />
            }
        }
        Item::Lines { lines, color: stroke, width } => {
            html! { <path d={path(lines)} fill="none" stroke={color(stroke)} stroke-width={width.to_string()} /> }
        }
        Item::Text { x, y, size, anchor, spans } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            html! {
                <text x={x.to_string()} y={y.to_string()} font-size={size.to_string()} text-anchor={anchor}>
                    { for spans.iter().map(|Span { text, color: fill, bold }| html! {
                        <tspan fill={color(fill)} font-weight={if *bold { "650" } else { "400" }}>{ text }</tspan>
                    }) }
                </text>
            }
        }
        Item::Hatch { .. } => Html::default(),
    }
}
