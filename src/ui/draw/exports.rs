//! The view and its numbers as files.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::figure::svg;
use crate::app::places::draw::RangeOf;
use crate::app::places::draw::layout::Layout;
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::picture::{numbers, scene};
use crate::app::text::{draw as text, lab as words};
use crate::ui::export::{download, download_blob, png_of_svg};
use crate::ui::widgets::popover::{Opening, use_opening};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    /// Nothing is handed out of no drawing.
    pub seen: Option<Rc<Activations>>,
    pub places: Rc<Layout>,
    pub range: RangeOf,
    pub theme: Theme,
}

/// A menu: drawing, picture, numbers.
#[component]
pub fn Exports(Props { model, seen, places, range, theme }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    let choose = |at: usize| {
        let (model, seen, places, close) = (model.clone(), seen.clone(), places.clone(), close.clone());
        let (range, theme) = (*range, *theme);
        move |_: MouseEvent| {
            close.emit(());
            let Some(seen) = seen.clone() else { return };
            let (model, places) = (model.clone(), places.clone());
            // Where the browser refuses a file, it says so itself.
            spawn_local(async move { drop(hand_out(at, &model, &seen, &places, range, theme).await) });
        }
    };
    html! {
        <div class="samples export" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} disabled={seen.is_none()} aria-expanded={open.to_string()} data-testid="export">{ words::EXPORT }{ " ▾" }</button>
            if open {
                <div class="outside" onclick={close.reform(|_| ())}></div>
                <div class="menu" role="group" aria-label={words::EXPORT}>
                    { for ["svg", "png", "csv"].into_iter().zip(text::columns::EXPORTS).enumerate().map(|(at, (id, name))| html! {
                        <button onclick={choose(at)} data-testid={format!("export-{id}")}>{ name }</button>
                    }) }
                </div>
            }
        </div>
    }
}

async fn hand_out(
    at: usize,
    model: &Model,
    seen: &Activations,
    places: &Layout,
    range: RangeOf,
    theme: Theme,
) -> Result<(), JsValue> {
    if at == 2 {
        return download("draw.csv", "text/csv", numbers(model, seen).as_bytes());
    }
    let scene = scene(model, seen, places, range, theme);
    let document = svg(&scene);
    match at {
        0 => download("draw.svg", "image/svg+xml", document.as_bytes()),
        _ => download_blob("draw.png", &png_of_svg(document.as_bytes(), [scene.width, scene.height]).await?),
    }
}
