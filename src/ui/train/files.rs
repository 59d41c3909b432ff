//! Somebody's samples and weights: IDX files, folders and archives of images, sprites. The browser decodes pictures.

use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};
use yew::prelude::*;

use crate::app::places::train::{CustomDataset, TrainAction};
use crate::app::text::train as text;
use crate::data::collection::Collection;
use crate::data::picture::{Ink, Picture};
use crate::data::sprite::{self, Classes};
use crate::data::{Dataset, LARGEST, idx, zip};
use crate::shape::Shape;
use crate::ui::browser::window;

/// The share of somebody's samples that is for validation.
const VALIDATION: f32 = 0.2;
/// Pixels along the longer side of a picture of a collection: samples are smaller.
const SIDE: f64 = 256.0;
/// Pixels along each side of a sprite.
const LARGEST_SIDE: f64 = 4096.0;
/// A larger file of weights is none.
const WEIGHTS: f64 = 512e6;

/// Grey 28 × 28 pixels, or 32 × 32 in colour.
const GREY: Shape = Shape::new(1, 28, 28);
const COLOUR: Shape = Shape::new(3, 32, 32);

pub fn own_choice() -> Html {
    html! { <p class="fine">{ text::OWN_FILES }</p> }
}

/// Fields for files and for a folder.
pub fn load_files(ask: &Callback<TrainAction>) -> Html {
    let chosen = |testid: &'static str, name: &'static str, folder: bool| {
        let ask = ask.clone();
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = files_of(&input);
            input.set_value("");
            take(files, ask.clone());
        });
        html! {
            <label class="chip file">{ name }
                <input class="unseen" type="file" multiple=true data-testid={testid} webkitdirectory={folder} {onchange} />
            </label>
        }
    };
    html! { <div class="acts">{ chosen("files", text::FILES, false) }{ chosen("folder", text::FOLDER, true) }</div> }
}

/// Takes files that are dropped: weights, a network, or samples.
pub fn drop_files(ask: &Callback<TrainAction>) -> Callback<DragEvent> {
    let ask = ask.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        let files: Vec<(String, File)> = files
            .iter()
            .flat_map(|files| (0..files.length()).filter_map(|i| files.get(i)))
            .map(|file| (file.name(), file))
            .collect();
        match &files[..] {
            [] => {}
            // Those of `torch.save` cannot be read, but the sentence says what can.
            [(name, file)]
                if [".safetensors", ".json", ".pt", ".pth"].iter().any(|end| name.ends_with(end)) =>
            {
                load(name.clone(), file.clone(), ask.clone())
            }
            _ => take(files, ask.clone()),
        }
    })
}

/// Reads samples and asks for a run on them.
fn take(files: Vec<(String, File)>, ask: Callback<TrainAction>) {
    spawn_local(async move {
        if !files.is_empty() {
            ask.emit(TrainAction::Status(text::READING.to_owned()));
            ask.emit(match read(files).await {
                Ok(own) => TrainAction::UseDataset(Rc::new(own)),
                Err(why) => TrainAction::Status(format!("{why}.")),
            });
        }
    });
}

/// Reads weights or a network, and asks for a run that begins with them.
fn load(name: String, file: File, ask: Callback<TrainAction>) {
    spawn_local(async move {
        ask.emit(match bytes(&file, WEIGHTS).await {
            Ok(bytes) if name.ends_with(".json") => {
                TrainAction::Network(String::from_utf8_lossy(&bytes).into_owned())
            }
            Ok(bytes) => TrainAction::Weights(bytes),
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
fn files_of(input: &HtmlInputElement) -> Vec<(String, File)> {
    let Some(files) = input.files() else { return Vec::new() };
    let path = |file: &File| {
        let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
    };
    (0..files.length()).filter_map(|i| files.get(i)).map(|file| (path(&file), file)).collect()
}

async fn bytes(blob: &Blob, most: f64) -> Result<Vec<u8>, JsValue> {
    if blob.size() > most {
        return Err(JsValue::NULL);
    }
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}

/// Reads whatever was chosen; what cannot be read is said in one sentence, without its full stop.
async fn read(files: Vec<(String, File)>) -> Result<CustomDataset, String> {
    let named =
        |name: &str, data: Dataset| CustomDataset { name: name.to_owned(), data, validation: VALIDATION };
    let images = files.iter().filter(|(path, _)| Collection::takes(path)).count();
    match &files[..] {
        [(name, file)] if name.to_lowercase().ends_with(".zip") => {
            let archive = whole(name, file).await?;
            let unpacked =
                zip::unzip(name, &archive, Collection::takes).map_err(|error| error.to_string())?;
            let blob = |bytes: Vec<u8>| {
                Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&Uint8Array::from(&bytes[..])))
            };
            let pictures = unpacked.into_iter().filter_map(|(path, bytes)| Some((path, blob(bytes).ok()?)));
            Ok(named(name, collected(name, pictures.collect()).await?))
        }
        [(name, file)] if images == 1 && !name.contains('/') => {
            let (w, h, rgba) = decoded(name, file, LARGEST_SIDE).await?;
            let sprite = Picture { file: name, w, h, rgba: &rgba };
            let data = sprite::read(sprite, [GREY.h, GREY.w], GREY, Classes::Rows, ink(&rgba))
                .map_err(|e| e.to_string())?;
            Ok(named(name, data))
        }
        [(a, first), (b, second)] if images == 0 => {
            let (first, second) = (whole(a, first).await?, whole(b, second).await?);
            let files = [idx::File { name: a, bytes: &first }, idx::File { name: b, bytes: &second }];
            let turned = a.contains("label") || (!b.contains("label") && first.len() < second.len());
            let [images, labels] = if turned { [files[1], files[0]] } else { files };
            let data = idx::read(images, labels, 10).map_err(|error| error.to_string())?;
            Ok(named(images.name, data))
        }
        _ if images > 0 => {
            let folder = files[0].0.split('/').next().unwrap_or_default().to_owned();
            let wanted = files.into_iter().filter(|(path, _)| Collection::takes(path));
            let pictures = wanted.map(|(path, file)| (path, Blob::from(file))).collect();
            let data = collected(&folder, pictures).await?;
            Ok(named(&folder, data))
        }
        [(name, _)] => Err(text::unknown_file(name)),
        _ => Err(text::unknown_files(files.len())),
    }
}

async fn whole(name: &str, file: &File) -> Result<Vec<u8>, String> {
    bytes(file, LARGEST as f64).await.map_err(|_| text::too_large(name, LARGEST >> 20))
}

/// Images by class. They are in colour if any of the first ones is.
async fn collected(name: &str, pictures: Vec<(String, Blob)>) -> Result<Dataset, String> {
    let mut collection = None;
    for (path, blob) in pictures {
        let (w, h, rgba) = decoded(&path, &blob, SIDE).await?;
        let shape = if coloured(&rgba) { COLOUR } else { GREY };
        let collection = collection.get_or_insert_with(|| Collection::new(shape, ink(&rgba)));
        collection.add(Picture { file: &path, w, h, rgba: &rgba }).map_err(|error| error.to_string())?;
    }
    let collection = collection.ok_or_else(|| text::no_images(name))?;
    collection.finish(name).map_err(|error| error.to_string())
}

/// Grey pictures are ink on paper: the rarer end is the ink. Colours stay as they are.
fn ink(rgba: &[u8]) -> Ink {
    let light = rgba.chunks_exact(4).filter(|pixel| pixel[1] > 127).count();
    if !coloured(rgba) && 8 * light > rgba.len() { Ink::Dark } else { Ink::Light }
}

fn coloured(rgba: &[u8]) -> bool {
    rgba.chunks_exact(4).any(|pixel| pixel[0].abs_diff(pixel[1]).max(pixel[1].abs_diff(pixel[2])) > 24)
}

/// A picture's width, height and pixels, scaled down to at most `most` along its longer side.
async fn decoded(name: &str, blob: &Blob, most: f64) -> Result<(usize, usize, Vec<u8>), String> {
    let read = async {
        let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(blob)?).await?;
        let bitmap: ImageBitmap = bitmap.dyn_into()?;
        let (w, h) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let scale = (most / w.max(h)).min(1.0);
        let (w, h) = ((w * scale).round().max(1.0), (h * scale).round().max(1.0));
        let document = window().document().expect("a page has a document");
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        canvas.set_width(w as u32);
        canvas.set_height(h as u32);
        let context = canvas.get_context("2d")?.expect("every browser draws in two dimensions");
        let context: CanvasRenderingContext2d = context.dyn_into()?;
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, w, h)?;
        bitmap.close();
        Ok((w as usize, h as usize, context.get_image_data(0.0, 0.0, w, h)?.data().0))
    };
    read.await.map_err(|_: JsValue| text::no_picture(name))
}
