//! The scene with what the network says on it. Shapes are dragged by mouse, pen or finger.

use std::rc::Rc;

use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::canvas::Canvas;
use super::{describe, regions, segment};
use crate::app::places::scenes::{Action, Found, Scenes, Task};
use crate::app::text::describe::AND_ATTENTION;
use crate::app::text::scenes as text;
use crate::app::text::scenes_similar;
use crate::data::scenes::{SCENE_SHAPE, SCENE_SIDE, Scene};
use crate::detection::BoundingBox;

/// A scene as a canvas shows it.
pub fn pixels(scene: &Scene) -> Rc<[[u8; 4]]> {
    let (bytes, area) = (scene.bytes(), SCENE_SHAPE.area());
    let at = |channel: usize, pixel: usize| bytes[channel * area + pixel];
    (0..area).map(|i| [at(0, i), at(1, i), at(2, i), 255]).collect()
}

pub fn stage(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let scene = &scenes.config.scene;
    let pixels = pixels(scene);
    let what = match scenes.config.task {
        Task::Find => text::AND_BOXES,
        Task::Describe => AND_ATTENTION,
        Task::Segment | Task::Generate | Task::Restyle | Task::Teach => text::AND_MASK,
        Task::Similar => scenes_similar::AND_NEIGHBOURS,
    };
    let name = text::said(what.get(), &scene.sentence());
    html! {
        <Stage {name} ask={ask.clone()}>
            <Canvas {pixels} testid="scene-pixels" />
            { describe::attention(scenes) }
            if let Some(segmented) = scenes.segmented() {
                <div class="over"><Canvas pixels={segment::overlay(&segmented)} testid="overlay" /></div>
            }
            if scenes.has_two_stages() { { regions::boxes(scenes) } } else if let Some(found) = scenes.found() { { boxes(scenes, &found) } }
        </Stage>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    name: String,
    ask: Callback<Action>,
    children: Html,
}

#[component]
fn Stage(Props { name, ask, children }: &Props) -> Html {
    let (area, pressed) = (use_node_ref(), use_mut_ref(|| false));
    let down = {
        let (area, pressed, ask) = (area.clone(), pressed.clone(), ask.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(area) = area.cast::<Element>().filter(|_| event.button() == 0 && event.is_primary())
            else {
                return;
            };
            event.prevent_default();
            *pressed.borrow_mut() = true;
            // A shape goes on when the pointer leaves the scene.
            drop(area.set_pointer_capture(event.pointer_id()));
            ask.emit(Action::Press(point(&area, &event)));
        })
    };
    let drag = {
        let (area, pressed, ask) = (area.clone(), pressed.clone(), ask.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(area) = area.cast::<Element>().filter(|_| *pressed.borrow() && event.is_primary()) {
                ask.emit(Action::Drag(point(&area, &event)));
            }
        })
    };
    let lift = {
        let ask = ask.clone();
        Callback::from(move |_: PointerEvent| {
            if pressed.replace(false) {
                ask.emit(Action::Release);
            }
        })
    };
    html! {
        <div ref={area} class="scene-stage" data-testid="scene-canvas" role="img" aria-label={name.clone()}
            onpointerdown={down} onpointermove={drag} onpointerup={lift.clone()} onpointercancel={lift}>
            { children.clone() }
        </div>
    }
}

/// Where in the scene an event is, in its pixels.
fn point(area: &Element, event: &PointerEvent) -> [f32; 2] {
    let rect = area.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - rect.left()) / rect.width();
    let y = (f64::from(event.client_y()) - rect.top()) / rect.height();
    [x, y].map(|along| along as f32 * SCENE_SIDE as f32)
}

/// Where a box lies, in per cent of the scene.
pub fn placed(BoundingBox { left, top, right, bottom }: &BoundingBox) -> String {
    let percent = |along: f32| 100.0 * along.clamp(0.0, SCENE_SIDE as f32) / SCENE_SIDE as f32;
    let [left, top, right, bottom] = [left, top, right, bottom].map(|edge| percent(*edge));
    format!("left:{left}%;top:{top}%;width:{}%;height:{}%", (right - left).max(0.0), (bottom - top).max(0.0))
}

/// The cells with what they say, the boxes of the present step, and those that there are.
pub fn boxes(scenes: &Scenes, found: &Found) -> Html {
    let (responsible, grid) = (found.responsible(), scenes.config.grid());
    let side = grid.side / grid.cells as f32;
    let cell_box = |[row, column]: [usize; 2]| {
        let [y, x] = [row, column].map(|along| along as f32 * side);
        placed(&BoundingBox { left: x, top: y, right: x + side, bottom: y + side })
    };
    let output = scenes.output.clone().unwrap_or_default();
    let cells = (0..grid.cells * grid.cells).map(|i| {
        let cell = [i / grid.cells, i % grid.cells];
        let sure = output.get(i).copied().unwrap_or(0.0);
        let class = classes!(
            "cell",
            responsible.contains(&cell).then_some("responsible"),
            (scenes.config.cell == Some(cell)).then_some("chosen"),
            (sure >= 0.1).then_some("sure")
        );
        html! { <div {class} ~style={cell_box(cell)}><span>{ text::number(sure) }</span></div> }
    });
    html! { <>{ for cells }{ truths(found) }{ kept(scenes, found, scenes.step) }</> }
}

/// What there is, and how well it is found.
pub fn truths(found: &Found) -> Html {
    let objects = found.objects.iter().map(|object| {
        let best = found.kept().filter(|(it, _)| it.detection.class == object.class);
        let iou = best.map(|(it, _)| it.detection.bounds.iou(&object.bounds)).max_by(f32::total_cmp);
        let label = text::true_box(iou.filter(|iou| *iou > 0.0));
        html! { <div class="truth" ~style={placed(&object.bounds)}><span>{ label }</span></div> }
    });
    html! { <>{ for objects }</> }
}

/// The boxes that are there after so many steps of suppression.
pub fn kept(scenes: &Scenes, found: &Found, steps: usize) -> Html {
    let mut kept = 0..;
    let detected = found.all.iter().filter_map(|it| {
        let is_kept = Found::after(it, steps)?;
        let testid = is_kept.then(|| format!("box-{}", kept.next().unwrap_or(0)));
        let label = scenes.config.box_label(it.detection.class, it.detection.score);
        let is_low = it.detection.bounds.top < 4.0;
        let class = classes!("found", is_kept.then_some("kept"), is_low.then_some("inside"));
        Some(html! {
            <div {class} ~style={placed(&it.detection.bounds)}>
                if is_kept { <span data-testid={testid}>{ label }</span> }
            </div>
        })
    });
    html! { <>{ for detected }</> }
}
