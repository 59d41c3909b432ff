//! A map in large: the mouse, the finger or the arrow keys choose one of its cells.

use std::rc::Rc;

use web_sys::{KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::panel::Shown;
use super::tile::cell_from_pointer;
use crate::app::color::Palette;
use crate::app::numbers::sig3;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::{Action, Focus};
use crate::app::text::draw as text;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    /// Gradients to be shown in place of the activations.
    #[prop_or_default]
    pub backward: Option<Rc<Backward>>,
}

#[component]
pub fn Whole(Props { shown, backward }: &Props) -> Html {
    let Shown { model, seen, at, cell, theme, act } = shown;
    let column = &model.columns[at.column];
    let shape = column.shape;
    let values: Rc<[f32]> = Rc::from(match backward {
        Some(backward) => backward.map(column.shown, at.unit, shape.area()),
        None => seen.map(column.shown, at.unit, shape.area()),
    });
    let value = values[cell[0] * shape.w + cell[1]];
    let input = column.kind == ColumnKind::Input;
    let (palette, range) = match backward {
        Some(backward) => (Palette::Gradient, backward.ranges[column.shown.0]),
        None if input => (Palette::Ink, 1.0),
        None => (Palette::Activation, model.range(at.column)),
    };
    let focus = *at;
    let element = use_node_ref();
    let place = element.clone();
    let hover = act.reform(move |event: PointerEvent| {
        Action::Hover(Some(Focus { cell: cell_from_pointer(&place, &event, shape), ..focus }))
    });
    let cursor = *cell;
    // A finger has no place to hover: where it lifts, the cell stays.
    let lift = {
        let (act, place) = (act.clone(), element.clone());
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() != "mouse" {
                act.emit(Action::Open(Focus { cell: cell_from_pointer(&place, &event, shape), ..focus }));
            }
        })
    };
    let pin = act.reform(move |_: MouseEvent| Action::Open(Focus { cell: Some(cursor), ..focus }));
    let keys = {
        let act = act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (dy, dx) = match event.key().as_str() {
                "ArrowLeft" => (0, -1),
                "ArrowRight" => (0, 1),
                "ArrowUp" => (-1, 0),
                "ArrowDown" => (1, 0),
                _ => return,
            };
            event.prevent_default();
            let step = |at: usize, by: isize, len: usize| at.saturating_add_signed(by).min(len - 1);
            let cell = [step(cursor[0], dy, shape.h), step(cursor[1], dx, shape.w)];
            act.emit(Action::Open(Focus { cell: Some(cell), ..focus }));
        })
    };
    let name = text::opened_map(*cell, &sig3(value));
    let percent = |i: usize, len: usize| 100.0 * i as f32 / len as f32;
    let frame = format!(
        "left:{}%;top:{}%;width:{}%;height:{}%",
        percent(cell[1], shape.w),
        percent(cell[0], shape.h),
        percent(1, shape.w),
        percent(1, shape.h)
    );
    html! {
        <button ref={element} class="whole" data-testid="opened-map" aria-label={name} onpointerdown={hover.clone()} onpointermove={hover} onpointerup={lift} onclick={pin} onkeydown={keys}
            onpointerleave={act.reform(|_| Action::Hover(None))}>
            <Bitmap {values} w={shape.w} {palette} {range} theme={*theme} />
            <i class="frame" ~style={frame} />
        </button>
    }
}
