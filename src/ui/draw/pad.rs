//! The pad: what is drawn on, and the buttons below it.

use yew::prelude::*;

use super::samples::Samples;
use crate::app::color::Theme;
use crate::app::places::draw::model::Model;
use crate::app::places::draw::{Action, Focus, Pen};
use crate::app::text::draw as text;
use crate::drawing::Drawing;
use crate::drawing::pipeline::Prepared;
use crate::ui::widgets::surface::{self, Surface};

/// A frame on the pad: left, top, width and height as parts of it.
pub type Frame = [f32; 4];

#[derive(Properties, PartialEq)]
pub struct Props {
    pub drawing: Drawing,
    pub pen: Pen,
    pub theme: Theme,
    /// What the looked-at cell sees.
    pub sees: Option<Frame>,
    pub act: Callback<Action>,
}

#[component]
pub fn Pad(Props { drawing, pen, theme, sees, act }: &Props) -> Html {
    let samples = use_state_eq(|| false);
    let set_samples = {
        let samples = samples.clone();
        Callback::from(move |open| samples.set(open))
    };
    let stroke = {
        let (act, set_samples) = (act.clone(), set_samples.clone());
        Callback::from(move |stroke| {
            act.emit(match stroke {
                surface::Pen::Press(point) => {
                    set_samples.emit(false);
                    Action::Press(point)
                }
                surface::Pen::Drag(points) => Action::Drag(points),
                surface::Pen::Lift => Action::Release,
            });
        })
    };
    html! {
        <>
            <Surface drawing={drawing.clone()} theme={*theme} class={classes!(pen.erase.then_some("erases"))} testid="draw-pad"
                name={text::PAD}
                invitation={text::INVITATION} pen={stroke}>
                if let Some([x, y, w, h]) = sees {
                    <div class="sees" ~style={format!("left:{}%;top:{}%;width:{}%;height:{}%", 100.0 * x, 100.0 * y, 100.0 * w, 100.0 * h)} />
                }
            </Surface>
            <div class="buttons">
                <button onclick={act.reform(|_| Action::Undo)} disabled={drawing.is_empty()}>{ text::UNDO }</button>
                <button onclick={act.reform(|_| Action::Erase)} aria-pressed={pen.erase.to_string()}>{ text::ERASE }</button>
                <button onclick={act.reform(|_| Action::Clear)} data-testid="clear">{ text::CLEAR }</button>
                <Samples open={*samples} set_open={set_samples} act={act.clone()} />
            </div>
            <div class="pens" role="group" aria-label={text::PEN}>
                <span>{ text::PEN }</span>
                { for Pen::WIDTHS.into_iter().zip(text::PENS).map(|(width, name)| {
                    let choose = Action::Pen(Pen { width, ..*pen });
                    let dot = format!("width:{0}px;height:{0}px", 110.0 * width);
                    html! {
                        <button aria-label={name} title={name}
                            aria-pressed={(pen.width == width).to_string()} onclick={act.reform(move |_| choose.clone())}>
                            <i ~style={dot} />
                        </button>
                    }
                }) }
            </div>
        </>
    }
}

/// What a cell, or a whole map, sees of the drawing.
pub fn sees(model: &Model, prepared: &Prepared, focus: Focus) -> Option<Frame> {
    let column = &model.columns[focus.column];
    let cell = focus.cell.filter(|_| column.shape.area() > 1)?;
    let fields = model.plan.receptive_field(column.shown)?;
    let input = model.plan.network().input;
    let (rows, columns) = (fields[0].cells(cell[0], input.h), fields[1].cells(cell[1], input.w));
    let (left, top) = prepared.pad_from_input(columns.start as f32, rows.start as f32);
    let (right, bottom) = prepared.pad_from_input(columns.end as f32, rows.end as f32);
    let [left, top, right, bottom] = [left, top, right, bottom].map(|edge| edge.clamp(0.0, 1.0));
    Some([left, top, right - left, bottom - top])
}
