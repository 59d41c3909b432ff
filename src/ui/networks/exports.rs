//! What the place hands out as files.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::networks::diagram::Diagram;
use crate::app::places::networks::export::Format;
use crate::app::places::networks::{Chosen, Subject, link};
use crate::app::text::lab::{CANNOT_MAKE_FILE, EXPORT, saved};
use crate::app::text::networks as text;
use crate::ui::export::download;
use crate::ui::widgets::popover::{Opening, use_opening};

#[derive(Properties)]
pub struct Props {
    /// What the files are called after.
    pub file: Chosen,
    pub subject: Rc<Subject>,
    pub diagram: Diagram,
    pub theme: Theme,
    /// Takes a sentence about what was done or could not be.
    pub say: Callback<String>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.subject, &other.subject)
            && (&self.diagram, self.theme) == (&other.diagram, other.theme)
    }
}

#[component]
pub fn Exports(Props { file, subject, diagram, theme, say }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    let choose = |format: Format| {
        let (subject, diagram, theme) = (subject.clone(), diagram.clone(), *theme);
        let (close, say) = (close.clone(), say.clone());
        let name = format!("{}.{}", link::id(file.architecture), format.ending());
        move |_: MouseEvent| {
            close.emit(());
            let written = format.write(&subject, &diagram, theme);
            let done = download(&name, format.mime(), written.as_bytes());
            say.emit(done.map_or_else(|_| CANNOT_MAKE_FILE.to_owned(), |()| saved(&name, 1)));
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
