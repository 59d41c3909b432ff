//! One place of the network that can be looked at and opened: a map, a unit or a class.

use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::app::places::draw::layout::Rect;
use crate::app::places::draw::{Action, Focus};
use crate::shape::Shape;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub column: usize,
    pub unit: usize,
    pub place: Rect,
    /// Of the map, so that the mouse is over one of its cells.
    pub shape: Shape,
    /// What its content does not say.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    pub class: Classes,
    /// Whether Tab stops here: once in a column, whose other tiles the arrow keys reach.
    pub stop: bool,
    pub act: Callback<Action>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Tile(Props { column, unit, place, shape, name, class, stop, act, children }: &Props) -> Html {
    let focus = Focus { column: *column, unit: *unit, cell: None };
    let shape = *shape;
    let element = use_node_ref();
    let here = element.clone();
    let hover = act.reform(move |event: PointerEvent| {
        let cell = (shape.area() > 1).then(|| cell_from_pointer(&here, &event, shape)).flatten();
        Action::Hover(Some(Focus { cell, ..focus }))
    });
    let Rect { x, y, w, h } = place;
    html! {
        <button ref={element} id={id(*column, *unit)} data-testid={id(*column, *unit)} class={class.clone()} aria-label={name.clone()} title={name.clone()} tabindex={if *stop { "0" } else { "-1" }}
            ~style={format!("left:{x}px;top:{y}px;width:{w}px;height:{h}px")}
            onpointermove={hover}
            onfocus={act.reform(move |_| Action::Hover(Some(focus)))}
            onclick={act.reform(move |_| Action::Open(focus))}>
            { children.clone() }
        </button>
    }
}

/// The element's id, by which the keyboard walks.
pub fn id(column: usize, unit: usize) -> String {
    format!("tile-{column}-{unit}")
}

/// The row and column of a map that the pointer is over, for an element that shows all of it. (Yew listens at the root,
/// so the event itself does not tell the element.)
pub fn cell_from_pointer(element: &NodeRef, event: &PointerEvent, shape: Shape) -> Option<[usize; 2]> {
    let rect = element.cast::<Element>()?.get_bounding_client_rect();
    let part = |at: f64, from: f64, len: f64, cells: usize| {
        (((at - from) / len * cells as f64).max(0.0) as usize).min(cells - 1)
    };
    let row = part(f64::from(event.client_y()), rect.top(), rect.height(), shape.h);
    Some([row, part(f64::from(event.client_x()), rect.left(), rect.width(), shape.w)])
}
