//! The shapes as buttons: whoever does not drag chooses one, and moves it with the arrow keys.

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::app::places::scenes::{Action, Edit, Scenes, Task};
use crate::app::text::{scenes as text, scenes_stages as words};
use crate::data::scenes::{MOST_SHAPES, SceneShape, ShapeColor, ShapeKind};
use crate::ui::widgets::segments::Segments;

pub fn shapes(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let selected = scenes.selected;
    let (shapes, edit) = (&scenes.config.scene.shapes, ask.reform(Action::Edit));
    html! {
        <div class="shapes">
            <div class="chips" role="group" aria-label={text::SHAPES}>
                { for shapes.iter().enumerate().map(|(i, shape)| chip(i, shape, i == scenes.selected, &edit)) }
                <button class="quiet" data-testid="add-shape" disabled={shapes.len() >= MOST_SHAPES}
                    onclick={edit.reform(|_| Edit::Add)}>{ "+ " }{ text::ADD }</button>
                <button class="quiet" data-testid="remove-shape" disabled={shapes.is_empty()} onclick={edit.reform(move |_| Edit::Remove(selected))}>{ text::REMOVE }</button>
            </div>
            if let Some(shape) = shapes.get(scenes.selected) { { editor(scenes.selected, shape, &edit) } }
            <p class="fine">{ text::DRAG }if scenes.config.task == Task::Find { { " " }{ if scenes.has_two_stages() { words::LEGEND } else { text::LEGEND } } }</p>
        </div>
    }
}

fn chip(index: usize, shape: &SceneShape, chosen: bool, edit: &Callback<Edit>) -> Html {
    let keys = {
        let edit = edit.clone();
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowLeft" => [-1.0, 0.0],
                "ArrowRight" => [1.0, 0.0],
                "ArrowUp" => [0.0, -1.0],
                "ArrowDown" => [0.0, 1.0],
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            edit.emit(Edit::Move(index, by));
        })
    };
    html! {
        <button class="chip" data-testid={format!("shape-{index}")} aria-pressed={chosen.to_string()} aria-label={text::shape_at(shape)}
            onclick={edit.reform(move |_| Edit::Select(index))} onkeydown={keys}>
            { swatch(shape.color) }{ text::kind(shape.kind) }
        </button>
    }
}

fn swatch(color: ShapeColor) -> Html {
    let [r, g, b] = color.rgb().map(|value| (255.0 * value).round());
    html! { <i ~style={format!("background:rgb({r},{g},{b})")}></i> }
}

fn editor(index: usize, shape: &SceneShape, edit: &Callback<Edit>) -> Html {
    let options = ShapeKind::ALL.map(|kind| AttrValue::from(text::kind(kind))).to_vec();
    let choose = edit.reform(move |kind: usize| Edit::Kind(index, ShapeKind::ALL[kind]));
    let grow = |by: f32| edit.reform(move |_: MouseEvent| Edit::Grow(index, by));
    html! {
        <div class="shape-editor" role="group" aria-label={text::shape(shape)}>
            <Segments name={text::KIND} {options} chosen={shape.kind.class()} {choose} testid="kind" />
            <div class="colors" role="group" aria-label={text::COLOR}>
                { for ShapeColor::ALL.map(|color| html! {
                    <button data-testid={format!("color-{}", color.name())} aria-label={text::color(color)} title={text::color(color)}
                        aria-pressed={(color == shape.color).to_string()} onclick={edit.reform(move |_| Edit::Color(index, color))}>{ swatch(color) }</button>
                }) }
            </div>
            <button class="quiet" data-testid="smaller" aria-label={text::SMALLER} title={text::SMALLER} onclick={grow(-1.0)}>{ "−" }</button>
            <button class="quiet" data-testid="larger" aria-label={text::LARGER} title={text::LARGER} onclick={grow(1.0)}>{ "+" }</button>
        </div>
    }
}
