//! The items of a drawing as SVG.

use yew::prelude::*;

use crate::app::color::{Rgb, css};
use crate::app::figure::{Anchor, Item, Span, path};

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
