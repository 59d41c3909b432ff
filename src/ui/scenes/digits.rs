//! Digits that are found: the canvas that is drawn on, with the boxes on it.

use yew::prelude::*;

use super::stage;
use crate::app::color::Theme;
use crate::app::places::scenes::digits::Action as Draw;
use crate::app::places::scenes::{Action, OBJECTS, Scenes};
use crate::app::text::draw as words;
use crate::app::text::scenes_digits as text;
use crate::ui::widgets::segments::Segments;
use crate::ui::widgets::surface::{Pen, Surface};

/// The canvas.
pub fn canvas(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    let pen = ask.reform(|pen: Pen| {
        Action::Draw(match pen {
            Pen::Press(point) => Draw::Press(point),
            Pen::Drag(points) => Draw::Drag(points),
            Pen::Lift => Draw::Lift,
        })
    });
    let class = classes!("scene-stage", scenes.canvas.erases.then_some("erases"));
    html! {
        <Surface drawing={scenes.config.digits.canvas()} {theme} testid="scene-canvas" name={text::CANVAS}
            invitation={text::INVITATION} {class} {pen}>
            if let Some(found) = scenes.found() { { stage::boxes(scenes, &found) } }
        </Surface>
    }
}

/// What is done on the canvas, and what is different from shapes.
pub fn buttons(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let draw = |action: Draw| ask.reform(move |_: MouseEvent| Action::Draw(action.clone()));
    let digits = &scenes.config.digits;
    let is_clear = digits.seed.is_none() && digits.drawn.is_empty();
    html! {
        <>
            <div class="chips">
                <button class="quiet" data-testid="undo-stroke" disabled={digits.drawn.is_empty()} onclick={draw(Draw::Undo)}>{ words::UNDO }</button>
                <button class="quiet" data-testid="erase" aria-pressed={scenes.canvas.erases.to_string()} onclick={draw(Draw::Erase)}>{ words::ERASE }</button>
                <button class="quiet" data-testid="clear-canvas" disabled={is_clear} onclick={draw(Draw::Clear)}>{ words::CLEAR }</button>
            </div>
            <p class="fine shapes">{ text::ABOUT }{ " " }{ scenes.about_targets() }</p>
        </>
    }
}

/// Shapes or digits.
pub fn objects(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let options = OBJECTS.map(|(_, _, name)| AttrValue::from(name)).to_vec();
    let option_testids = OBJECTS.map(|(_, id, _)| AttrValue::from(format!("on-{id}"))).to_vec();
    let chosen = OBJECTS.iter().position(|(on, ..)| *on == scenes.config.on).unwrap_or(0);
    let choose = ask.reform(|index: usize| Action::On(OBJECTS[index].0));
    html! { <Segments name={text::ON_NAME} {options} {chosen} {choose} testid="on" {option_testids} /> }
}
