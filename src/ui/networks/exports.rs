//! What the place hands out as files.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::networks::Subject;
use crate::app::places::networks::diagram::Diagram;
use crate::app::places::networks::export::Format;
use crate::app::places::networks::run::Opened;
use crate::app::text::Text;
use crate::app::text::lab::{CANNOT_MAKE_FILE, EXPORT, saved};
use crate::app::text::networks::export as text;
use crate::ui::export::{download, download_blob, png_of_svg};
use crate::ui::widgets::popover::{Opening, use_opening};

#[derive(Properties)]
pub struct Props {
    /// What the files are called after.
    pub file: String,
    pub subject: Rc<Subject>,
    pub diagram: Diagram,
    /// The network's weights, if they are here.
    pub opened: Option<Rc<Opened>>,
    pub theme: Theme,
    /// Takes a sentence about what was done or could not be.
    pub say: Callback<String>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.subject, &other.subject)
            && self.opened.as_ref().map(Rc::as_ptr) == other.opened.as_ref().map(Rc::as_ptr)
            && (&self.file, &self.diagram, self.theme) == (&other.file, &other.diagram, other.theme)
    }
}

#[component]
pub fn Exports(Props { file, subject, diagram, opened, theme, say }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    let choose = |format: Format| {
        let (subject, diagram, theme) = (subject.clone(), diagram.clone(), *theme);
        let (close, say, opened) = (close.clone(), say.clone(), opened.clone());
        let name = format!("{file}.{}", format.ending());
        move |_: MouseEvent| {
            close.emit(());
            let weights = opened.as_ref().map(|opened| &opened.weights);
            let written = match format.write(&subject, weights, &diagram, theme) {
                Ok(written) => written,
                Err(why) => return say.emit(why),
            };
            let random = (format == Format::Onnx && weights.is_none()).then_some(text::RANDOM_WEIGHTS);
            let (name, say, size) = (name.clone(), say.clone(), [diagram.width, diagram.height]);
            spawn_local(async move {
                let done = match format {
                    Format::Png => {
                        png_of_svg(&written, size).await.and_then(|png| download_blob(&name, &png))
                    }
                    _ => download(&name, format.mime(), &written),
                };
                let said = |()| {
                    [Some(saved(&name, 1).as_str()), random.map(Text::get)]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                say.emit(done.map_or_else(|_| CANNOT_MAKE_FILE.to_string(), said));
            });
        }
    };
    html! {
        <div class="samples export" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} aria-expanded={open.to_string()} data-testid="export">{ format!("{EXPORT} ▾") }</button>
            if open {
                <div class="outside" onclick={close.reform(|_| ())}></div>
                <div class="menu" role="group" aria-label={EXPORT}>
                    { for Format::ALL.into_iter().zip(text::FORMATS).map(|(format, name)| html! {
                        <button onclick={choose(format)} data-testid={format!("export-{}", format.ending())}>{ name }</button>
                    }) }
                </div>
            }
        </div>
    }
}
