//! A surface to draw on: strokes in, by mouse, pen or finger.

use std::f64::consts::TAU;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

use super::drawn::use_drawn;
use crate::app::color::{Palette, Theme, css};
use crate::drawing::polyline::Point;
use crate::drawing::{Drawing, Stroke};
use crate::ui::bitmap::context;

/// Pixels of the canvas: twice as many as it is large, for sharp lines on every screen.
const PIXELS: f64 = 496.0;

pub enum Pen {
    Press(Point),
    Drag(Vec<Point>),
    Lift,
}

impl Pen {
    /// What is drawn once the pen has done this; `None` where that changes nothing.
    pub fn draws_on(self, drawing: &Drawing) -> Option<Drawing> {
        let mut now = drawing.clone();
        match self {
            Self::Press(point) => now.add(Stroke::new(vec![point])),
            Self::Drag(points) => {
                if let Some(stroke) = now.strokes.last_mut() {
                    stroke.points.extend(points);
                }
            }
            Self::Lift => return None,
        }
        Some(now)
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub drawing: Drawing,
    pub theme: Theme,
    pub testid: &'static str,
    /// What it is for, for those who cannot see it.
    pub name: &'static str,
    /// What it says while nothing is drawn.
    pub invitation: &'static str,
    #[prop_or_default]
    pub class: Classes,
    pub pen: Callback<Pen>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Surface(props: &Props) -> Html {
    let Props { drawing, theme, testid, name, invitation, class, pen, children } = props;
    let (canvas, pad) = (use_node_ref(), use_node_ref());
    use_drawn(&canvas, (drawing.clone(), *theme), |canvas, (drawing, theme)| paint(canvas, drawing, *theme));
    let pressed = use_mut_ref(|| false);
    let down = {
        let (pen, pressed, pad) = (pen.clone(), pressed.clone(), pad.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            event.prevent_default();
            *pressed.borrow_mut() = true;
            let Some(pad) = pad.cast::<Element>() else { return };
            // The stroke goes on when the pointer leaves the pad.
            drop(pad.set_pointer_capture(event.pointer_id()));
            pen.emit(Pen::Press(point(&pad, &event)));
        })
    };
    let drag = {
        let (pen, pressed, pad) = (pen.clone(), pressed.clone(), pad.clone());
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
            pen.emit(Pen::Drag(points));
        })
    };
    let lift = {
        let pen = pen.clone();
        Callback::from(move |_: PointerEvent| {
            if pressed.replace(false) {
                pen.emit(Pen::Lift);
            }
        })
    };
    html! {
        <div ref={pad} class={classes!("pad", class.clone())} data-testid={*testid} role="img" aria-label={*name}
            onpointerdown={down} onpointermove={drag} onpointerup={lift.clone()} onpointercancel={lift}>
            <canvas ref={canvas} width={PIXELS.to_string()} height={PIXELS.to_string()} />
            if drawing.is_empty() { <p class="invitation">{ *invitation }</p> }
            { children.clone() }
        </div>
    }
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
