//! Somebody's samples and weights, chosen or dropped. `read_files.rs` makes samples of them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::dropped;
use super::read_files::{Chosen, bytes, read};
use super::reading::{NotRead, Reading};
use crate::app::places::train::TrainAction;
use crate::app::text::train as text;
use crate::data::import::ImportOptions;
use crate::data::text::decoded;
use crate::network::{MAX_JSON, TAB};

/// The largest file of weights: what is read from it has to be there beside it.
const WEIGHTS: u64 = TAB.0 / 2;

thread_local! {
    /// What was chosen last, so that it can be read in another way. Handles of the browser, and not the bytes.
    static LAST: RefCell<Chosen> = RefCell::default();
}

pub fn own_choice() -> Html {
    html! { <p class="fine">{ text::OWN_FILES }</p> }
}

/// Fields for files and for a folder.
pub fn load_files(options: ImportOptions, ask: &Callback<TrainAction>) -> Html {
    let chosen = |testid: &'static str, name: &'static str, folder: bool| {
        let ask = ask.clone();
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = files_of(&input);
            input.set_value("");
            take(Chosen { files, folders: Vec::new() }, options, ask.clone());
        });
        html! {
            <label class="chip file">{ name }
                <input class="unseen" type="file" multiple=true data-testid={testid} webkitdirectory={folder} {onchange} />
            </label>
        }
    };
    html! { <div class="acts">{ chosen("files", text::FILES.get(), false) }{ chosen("folder", text::FOLDER.get(), true) }</div> }
}

/// Takes what is dropped: weights, a network, or samples, in files or folders.
pub fn drop_files(options: ImportOptions, ask: &Callback<TrainAction>) -> Callback<DragEvent> {
    let ask = ask.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let Some(data) = event.data_transfer() else { return };
        let entries = dropped::entries(&data);
        let files = data.files();
        let files: Vec<(String, File)> = files
            .iter()
            .flat_map(|files| (0..files.length()).filter_map(|i| files.get(i)))
            .map(|file| (file.name(), file))
            .collect();
        match &files[..] {
            // Those of `torch.save` cannot be read, but the sentence says what can.
            [(name, file)]
                if [".safetensors", ".json", ".pt", ".pth"].iter().any(|end| name.ends_with(end)) =>
            {
                load(name.clone(), file.clone(), ask.clone())
            }
            _ if entries.iter().any(|entry| entry.is_directory()) => {
                let ask = ask.clone();
                spawn_local(async move {
                    ask.emit(TrainAction::Status(text::READING.to_string()));
                    take(dropped::walk(entries).await, options, ask);
                });
            }
            _ => take(Chosen { files, folders: Vec::new() }, options, ask.clone()),
        }
    })
}

/// Reads samples and asks for a run on them. What was chosen about names and tiles was about those of other files.
fn take(chosen: Chosen, options: ImportOptions, ask: Callback<TrainAction>) {
    if chosen.files.is_empty() && chosen.folders.is_empty() {
        return;
    }
    let options = ImportOptions { encoding: None, tile: None, ..options };
    LAST.with(|last| last.replace(chosen));
    take_again(options, ask);
}

/// Reads what was chosen last in another way.
pub fn take_again(options: ImportOptions, ask: Callback<TrainAction>) {
    let chosen = LAST.with(|last| last.borrow().clone());
    spawn_local(async move {
        let reading = Reading::begin(ask.clone());
        ask.emit(TrainAction::ImportOptions(options));
        ask.emit(TrainAction::Reading(0));
        let read = read(chosen, options, &reading).await;
        if reading.is_wanted() {
            ask.emit(match read {
                Ok((own, notes)) => TrainAction::UseFiles(Rc::new(own), Box::new(notes)),
                Err(NotRead::Because(why)) => TrainAction::NotRead(format!("{why}.")),
                Err(NotRead::Stopped) => return,
            });
        }
    });
}

/// Reads weights or a network, and asks for a run that begins with them.
fn load(name: String, file: File, ask: Callback<TrainAction>) {
    spawn_local(async move {
        let is_network = name.ends_with(".json");
        let most = if is_network { MAX_JSON as u64 } else { WEIGHTS };
        ask.emit(match bytes(&file, most as f64).await {
            Ok(bytes) if is_network => TrainAction::Network(decoded(&bytes)),
            Ok(bytes) => TrainAction::Weights(bytes),
            Err(_) if file.size() > most as f64 => {
                TrainAction::Status(format!("{}.", text::too_large(&name, (most >> 20) as usize)))
            }
            Err(_) => TrainAction::Status(text::unreadable(&name)),
        });
    });
}

/// A field for a file of weights or of a network.
pub fn load_weights(ask: &Callback<TrainAction>) -> Html {
    let ask = ask.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let files = files_of(&input);
        input.set_value("");
        if let Some((name, file)) = files.into_iter().next() {
            load(name, file, ask.clone());
        }
    });
    html! {
        <label class="item file">{ text::LOAD }<input class="unseen" type="file" accept=".safetensors,.json,.pt,.pth" data-testid="load-weights" {onchange} /></label>
    }
}

/// The files of a field with their paths, where a folder was chosen.
pub fn files_of(input: &HtmlInputElement) -> Vec<(String, File)> {
    let Some(files) = input.files() else { return Vec::new() };
    let path = |file: &File| {
        let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
    };
    (0..files.length()).filter_map(|i| files.get(i)).map(|file| (path(&file), file)).collect()
}
