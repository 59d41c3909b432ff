//! What the page hands out as files: the view as a drawing, the timeline as an animation, the example as code.

mod animation;
mod canvas;
mod file;

pub use canvas::{png_of_svg, readable};
pub use file::{create, download, download_blob};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::browser::copy;
use super::widgets::popover::{Opening, use_opening};
use crate::app::color::Theme;
use crate::app::figure::{shown_steps, svg};
use crate::app::lab::Export as Exported;
use crate::app::text::lab as text;

/// Pictures of an animation at most: twelve seconds of every step of a 10 × 10 output.
const PICTURES: usize = 120;
/// Pixels of a PNG for each of the drawing.
const SCALE: f32 = 2.0;

/// Saves all canvases inside an element as one picture, side by side.
pub async fn save_beside(root: &NodeRef, name: &str) -> Result<(), JsValue> {
    let root = root.cast::<Element>().ok_or(JsValue::NULL)?;
    file::download_blob(name, &canvas::beside(&root, f64::from(SCALE)).await?)
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is handed out, as it is seen.
    pub exported: Exported,
    pub theme: Theme,
    /// Takes a sentence about what was done or could not be.
    pub say: Callback<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Export {
    Svg,
    Png,
    Gif,
    Code,
    CodeFile,
    Table,
}

/// All of it, in the order of its words, with the end of its `data-testid`.
const EXPORTS: [(Export, &str); 6] = [
    (Export::Svg, "svg"),
    (Export::Png, "png"),
    (Export::Gif, "gif"),
    (Export::Code, "pytorch"),
    (Export::CodeFile, "py"),
    (Export::Table, "md"),
];

#[component]
pub fn ExportMenu(Props { exported, theme, say }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    let progress = use_state(|| None::<String>);
    let stopped = use_mut_ref(|| false);
    {
        // Whoever opens it with a key goes on with keys.
        let root = root.clone();
        use_effect_with(open, move |open| {
            let first = root.cast::<HtmlElement>().filter(|_| *open);
            let first = first.and_then(|root| root.query_selector(".menu button").ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                drop(first.focus());
            }
        });
    }
    let choose = |export: Export| {
        let (exported, theme, say) = (exported.clone(), *theme, say.clone());
        let (close, progress, stopped) = (close.clone(), progress.clone(), stopped.clone());
        move |_: MouseEvent| {
            close.emit(());
            let (exported, say, progress) = (exported.clone(), say.clone(), progress.clone());
            let stopped = stopped.clone();
            stopped.replace(false);
            spawn_local(async move {
                let goes_on = |part| {
                    progress.set(Some(part));
                    !*stopped.borrow()
                };
                let done = hand_out(export, &exported, theme, goes_on).await;
                progress.set(None);
                say.emit(done.unwrap_or_else(|_| text::CANNOT_MAKE_FILE.to_string()));
            });
        }
    };
    let has_table = open && !(exported.table)().is_empty();
    let stop = {
        let stopped = stopped.clone();
        move |_: MouseEvent| {
            stopped.replace(true);
        }
    };
    html! {
        <div class="samples export" ref={root} {onkeydown} {onfocusout}>
            if let Some(progress) = &*progress {
                <button ref={button} onclick={stop} title={text::STOP_EXPORT} data-testid="export">{ progress }{ " ×" }</button>
            } else {
                <button ref={button} onclick={toggle} aria-expanded={open.to_string()} data-testid="export">{ text::EXPORT }{ " ▾" }</button>
            }
            if open {
                <div class="outside" onclick={close.reform(|_| ())}></div>
                <div class="menu" role="group" aria-label={text::EXPORT}>
                    { for EXPORTS.into_iter().zip(text::EXPORTS).filter(|((export, _), _)| *export != Export::Table || has_table).map(|((export, id), name)| html! {
                        <button onclick={choose(export)} data-testid={format!("export-{id}")}>{ name }</button>
                    }) }
                </div>
            }
        </div>
    }
}

/// Hands it out, and answers with a sentence about that.
async fn hand_out(
    export: Export,
    exported: &Exported,
    theme: Theme,
    goes_on: impl Fn(String) -> bool,
) -> Result<String, JsValue> {
    let name = |end: &str| format!("{}.{end}", exported.file);
    let saved = |name: &str| Ok(text::saved(name, 1));
    match export {
        Export::Svg => {
            let name = name("svg");
            file::download(&name, "image/svg+xml", svg(&exported.figure.scene(theme)).as_bytes())?;
            saved(&name)
        }
        Export::Png => {
            let name = name("png");
            file::download_blob(&name, &canvas::png(&exported.figure.scene(theme), SCALE).await?)?;
            saved(&name)
        }
        Export::Gif => {
            let name = name("gif");
            let (steps, every) = shown_steps(exported.steps, PICTURES);
            let at = |at: usize| (exported.at)(at).scene(theme);
            let Some(bytes) = animation::gif(&steps, at, goes_on).await? else {
                return Ok(text::EXPORT_STOPPED.to_string());
            };
            file::download(&name, "image/gif", &bytes)?;
            Ok(text::saved(&name, every))
        }
        Export::Table => {
            let name = name("md");
            file::download(&name, "text/markdown", (exported.table)().as_bytes())?;
            saved(&name)
        }
        Export::Code if copy(&(exported.pytorch)()).await => Ok(text::PYTORCH_COPIED.to_string()),
        Export::Code | Export::CodeFile => {
            let name = name("py");
            file::download(&name, "text/x-python", (exported.pytorch)().as_bytes())?;
            saved(&name)
        }
    }
}
