//! Samples that whoever serves the page offers beside it: `cargo xtask serve --data DIR` names them in the page's head.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::places::train::{CustomDataset, TrainAction};
use crate::app::text::train as text;
use crate::data::import::ImportNotes;
use crate::data::{LARGEST, Split, idx};
use crate::ui::browser::window;
use crate::ui::fetch::fetch;

/// The share of them that is for validation.
const VALIDATION: Split = Split::Share(0.1);

/// A button for each pair of files.
pub fn server_files(ask: &Callback<TrainAction>) -> Html {
    let names = names();
    let pairs = names.iter().filter(|name| name.contains("images")).filter_map(|images| {
        let labels = images.replace("images", "labels").replace("idx3", "idx1");
        let title = images.split(['-', '_', '.']).next().unwrap_or(images).to_owned();
        names.contains(&labels).then(|| (title, images.clone(), labels))
    });
    let buttons = pairs.enumerate().map(|(i, (title, images, labels))| {
        let ask = ask.clone();
        let onclick = move |_: MouseEvent| {
            let (ask, images, labels) = (ask.clone(), images.clone(), labels.clone());
            spawn_local(async move {
                ask.emit(TrainAction::Status(text::READING.to_string()));
                ask.emit(match read(&images, &labels).await {
                    Ok((own, notes)) => TrainAction::UseFiles(Rc::new(own), Box::new(notes)),
                    Err(why) => TrainAction::Status(why),
                });
            });
        };
        html! { <button class="chip" {onclick} data-testid={format!("served-{i}")}>{ text::from_server(&title) }</button> }
    });
    html! { <div class="acts">{ for buttons }</div> }
}

/// The files' names, as the page's head lists them.
fn names() -> Vec<String> {
    let meta = window()
        .document()
        .and_then(|document| document.query_selector("meta[name=convoscope-data]").ok().flatten());
    let names = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}

async fn read(images: &str, labels: &str) -> Result<(CustomDataset, ImportNotes), String> {
    let get = async |name: &str| fetch(&format!("data/{name}"), LARGEST as f64).await;
    let (first, second) = (get(images).await?, get(labels).await?);
    let (first, second) =
        (idx::File { name: images, bytes: first.into() }, idx::File { name: labels, bytes: second.into() });
    let data = idx::read(first, second).map_err(|error| format!("{error}."))?;
    let (data, transposed) = idx::upright(data, images);
    let own = CustomDataset { name: images.to_owned(), data: data.into(), validation: VALIDATION };
    Ok((own, ImportNotes { transposed: Some(transposed), ..ImportNotes::default() }))
}
