//! The pad: strokes in, by mouse, pen or finger.

use std::f64::consts::TAU;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

use super::samples::Samples;
use crate::app::model::Model;
use crate::app::{Action, Focus, Pen};
use crate::drawing::Drawing;
use crate::drawing::pipeline::Prepared;
use crate::drawing::polyline::Point;
use crate::ui::bitmap::context;
use crate::ui::color::{Palette, Theme, css};

/// Pixels of the canvas: twice as many as it is large, for sharp lines on every screen.
const PIXELS: f64 = 496.0;

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
    let (canvas, pad) = (use_node_ref(), use_node_ref());
    {
        let canvas = canvas.clone();
        use_effect_with((drawing.clone(), *theme), move |(drawing, theme)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, drawing, *theme);
            }
        });
    }
    let pressed = use_mut_ref(|| false);
    let samples = use_state_eq(|| false);
    let set_samples = {
        let samples = samples.clone();
        Callback::from(move |open| samples.set(open))
    };
    let down = {
        let (act, pressed, pad, set_samples) =
            (act.clone(), pressed.clone(), pad.clone(), set_samples.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            event.prevent_default();
            *pressed.borrow_mut() = true;
            set_samples.emit(false);
            let Some(pad) = pad.cast::<Element>() else { return };
            // The stroke goes on when the pointer leaves the pad.
            drop(pad.set_pointer_capture(event.pointer_id()));
            act.emit(Action::Press(point(&pad, &event)));
        })
    };
    let drag = {
        let (act, pressed, pad) = (act.clone(), pressed.clone(), pad.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(pad) = pad.cast::<Element>().filter(|_| *pressed.borrow() && event.is_primary()) else {
                return;
            };
            // Browsers send at most one event a frame; the points in between make the line round.
            let between = event.get_coalesced_events();
            let mut points: Vec<Point> = between.iter().map(|e| point(&pad, &e.unchecked_into())).collect();
            if points.is_empty() {
                points.push(point(&pad, &event));
            }
            act.emit(Action::Drag(points));
        })
    };
    let lift = {
        let act = act.clone();
        Callback::from(move |_: PointerEvent| {
            if pressed.replace(false) {
                act.emit(Action::Release);
            }
        })
    };
    let erase = act.reform({
        let pen = *pen;
        move |_: MouseEvent| Action::Pen(Pen { erase: !pen.erase, ..pen })
    });
    html! {
        <>
            <div ref={pad} class={classes!("pad", pen.erase.then_some("erases"))} data-testid="draw-pad" role="img"
                aria-label="Pad: draw a digit with mouse, pen or finger, or press a digit key for a sample"
                onpointerdown={down} onpointermove={drag} onpointerup={lift.clone()} onpointercancel={lift}>
                <canvas ref={canvas} width={PIXELS.to_string()} height={PIXELS.to_string()} />
                if drawing.is_empty() { <p class="invitation">{ "Draw a digit here" }</p> }
                if let Some([x, y, w, h]) = sees {
                    <div class="sees" style={format!("left:{}%;top:{}%;width:{}%;height:{}%", 100.0 * x, 100.0 * y, 100.0 * w, 100.0 * h)} />
                }
            </div>
            <div class="buttons">
                <button onclick={act.reform(|_| Action::Undo)} disabled={drawing.is_empty()}>{ "Undo" }</button>
                <button onclick={erase} aria-pressed={pen.erase.to_string()}>{ "Erase" }</button>
                <button onclick={act.reform(|_| Action::Clear)} data-testid="clear">{ "Clear" }</button>
                <Samples open={*samples} set_open={set_samples} act={act.clone()} />
            </div>
            <div class="pens" role="group" aria-label="Pen">
                <span>{ "Pen" }</span>
                { for Pen::WIDTHS.map(|(name, width)| {
                    let choose = Action::Pen(Pen { width, ..*pen });
                    let dot = format!("width:{0}px;height:{0}px", 110.0 * width);
                    html! {
                        <button aria-label={format!("{name} pen")} title={format!("{name} pen")}
                            aria-pressed={(pen.width == width).to_string()} onclick={act.reform(move |_| choose.clone())}>
                            <i style={dot} />
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

/// Where on the pad an event is, 0..1 along both axes.
fn point(pad: &Element, event: &PointerEvent) -> Point {
    let rect = pad.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - rect.left()) / rect.width();
    let y = (f64::from(event.client_y()) - rect.top()) / rect.height();
    (x as f32, y as f32)
}

fn paint(canvas: &HtmlCanvasElement, drawing: &Drawing, theme: Theme) {
    let context = context(canvas);
    context.clear_rect(0.0, 0.0, PIXELS, PIXELS);
    context.set_line_cap("round");
    context.set_line_join("round");
    let ink = css(Palette::Ink.color(1.0, 1.0, theme));
    for stroke in &drawing.strokes {
        let over = if stroke.erase { "destination-out" } else { "source-over" };
        context.set_global_composite_operation(over).expect("the operation exists");
        context.set_stroke_style_str(&ink);
        context.set_fill_style_str(&ink);
        context.set_line_width(f64::from(stroke.width) * PIXELS);
        context.begin_path();
        let mut points = stroke.points.iter().map(|&(x, y)| (f64::from(x) * PIXELS, f64::from(y) * PIXELS));
        match (points.next(), stroke.points.len()) {
            (Some((x, y)), 1) => {
                let radius = 0.5 * f64::from(stroke.width) * PIXELS;
                context.arc(x, y, radius, 0.0, TAU).expect("the radius is positive");
                context.fill();
            }
            (Some((x, y)), _) => {
                context.move_to(x, y);
                points.for_each(|(x, y)| context.line_to(x, y));
                context.stroke();
            }
            (None, _) => {}
        }
    }
}
