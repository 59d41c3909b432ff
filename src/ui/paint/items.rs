//! Items of a drawing as SVG, and where the pointer is on one.

use web_sys::{Element, MouseEvent};
use yew::prelude::*;

use crate::app::color::{Rgb, css};
use crate::app::figure::{Anchor, Item, Span, outline, path};

/// Where an event is on a drawing that is so wide, however large it is shown.
pub fn point_of(event: &MouseEvent, root: &NodeRef, width: f32) -> Option<[f32; 2]> {
    let shown = root.cast::<Element>()?.get_bounding_client_rect();
    let scale = f64::from(width) / shown.width().max(1.0);
    let at = [f64::from(event.client_x()) - shown.left(), f64::from(event.client_y()) - shown.top()];
    Some(at.map(|at| (scale * at) as f32))
}

/// An item, as it is exported. Hatches are left out: they belong to cells.
pub fn drawn(item: &Item) -> Html {
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
        Item::Polygon { points, fill, opacity, stroke } => {
            let (stroke, width) = stroke.map_or((None, 0.0), |(stroke, width)| (Some(color(&stroke)), width));
            html! {
                <path d={outline(points)} fill={color(fill)} fill-opacity={opacity.to_string()} {stroke} stroke-width={width.to_string()} />
            }
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
