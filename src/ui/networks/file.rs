//! Networks from somebody's files: the button that opens one, what is asked about it, and what is said of it.

use web_sys::{File, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::numbers::millions;
use crate::app::places::networks::{FileAction, Networks, Opening, PixelValues};
use crate::app::text::networks::file as text;
use crate::shape::Shape;
use crate::ui::widgets::fields::{Choice, Stepper};

/// The field that takes files: labels elsewhere open it, too.
pub const OPEN_ID: &str = "open-network";
/// The largest side that is offered.
const LARGEST: usize = 2048;

/// Below the list of networks: what was opened from a file, and the button for another one.
pub fn list(networks: &Networks, act: &Callback<FileAction>, open: &Callback<File>) -> Html {
    let onchange = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            take(input.files(), &open);
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let is_shown = networks.config.file.to_string();
    html! {
        <>
            if let Some(file) = &networks.file {
                <button data-testid="network-opened" aria-pressed={is_shown} onclick={act.reform(|_| FileAction::Show)}>
                    <b>{ &file.name }</b>
                    <span>{ text::file_and_size(&millions(file.subject.table.total.params)) }</span>
                </button>
            }
            <label class="chip picture-file">
                { text::OPEN }
                <input type="file" accept=".onnx,.safetensors,.pt,.pth,.bin,.json" id={OPEN_ID} data-testid="open-network" {onchange} />
            </label>
            if let Opening::Reading(name) = &networks.opening {
                <p class="fine" role="status" data-testid="opening">{ text::READING }{ " " }{ name }{ " …" }</p>
            } else {
                <p class="fine">{ text::OPENS }</p>
            }
        </>
    }
}

/// Opens the file that is dropped.
pub fn dropped(open: &Callback<File>) -> Callback<DragEvent> {
    let open = open.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        take(event.data_transfer().and_then(|dropped| dropped.files()), &open);
    })
}

/// Takes the first of some files.
fn take(files: Option<FileList>, open: &Callback<File>) {
    if let Some(file) = files.and_then(|files| files.get(0)) {
        open.emit(file);
    }
}

#[derive(Properties, PartialEq)]
pub struct SizeProps {
    pub name: String,
    pub proposed: Shape,
    pub act: Callback<FileAction>,
}

/// How large the inputs are of a network whose file does not say.
#[component]
pub fn Size(SizeProps { name, proposed, act }: &SizeProps) -> Html {
    let size = use_state(|| *proposed);
    let Shape { c, h, w } = *size;
    let set = |change: fn(&mut Shape, usize)| {
        let size = size.clone();
        Callback::from(move |value: usize| {
            let mut changed = *size;
            change(&mut changed, value);
            size.set(changed);
        })
    };
    type SetSide = fn(&mut Shape, usize);
    let sides: [(usize, SetSide); 3] =
        [(c, |shape, c| shape.c = c), (h, |shape, h| shape.h = h), (w, |shape, w| shape.w = w)];
    let open = {
        let size = *size;
        act.reform(move |_: MouseEvent| FileAction::WithSize(size))
    };
    html! {
        <section class="notice" aria-label={name.clone()}>
            <p>{ name }{ ": " }{ text::ASKS_SIZE }</p>
            { for sides.into_iter().zip(text::SIZE).map(|((value, change), (name, id))| html! {
                <Stepper {name} {value} least={1} largest={LARGEST} set={set(change)} complain={Callback::noop()} testid={format!("input-{id}")} />
            }) }
            <button class="chip" data-testid="open-with-size" onclick={open}>{ text::OPEN_WITH_SIZE }</button>
            <button class="chip" onclick={act.reform(|_: MouseEvent| FileAction::Cancel)}>{ text::CANCEL }</button>
        </section>
    }
}

/// What is asked about the network of a file.
pub fn settings(networks: &Networks, act: &Callback<FileAction>) -> Html {
    let Some(file) = networks.shown_file() else { return Html::default() };
    let options = text::VALUES_ARE.map(AttrValue::from).to_vec();
    let chosen = PixelValues::ALL.iter().position(|values| *values == file.values).unwrap_or(0);
    let choose = act.reform(|index: usize| FileAction::Values(PixelValues::ALL[index]));
    let named = act.reform(|event: Event| {
        FileAction::Classes(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    html! {
        <>
            if networks.subject.plan.network().input.area() > 1 {
                <Choice name={text::VALUES} {options} {chosen} {choose} testid="pixel-values" wide={true} />
            }
            <label class="class-names">{ text::CLASSES }
                <textarea rows="3" data-testid="class-names" onchange={named} value={file.opened.names.join("\n")} />
            </label>
        </>
    }
}
