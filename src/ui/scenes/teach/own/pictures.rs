//! Pictures from files and of a camera, as examples.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File, HtmlInputElement};
use yew::prelude::*;

use crate::app::places::scenes::teach::own::{Action, Content, LARGEST};
use crate::app::text::convolve::{no_picture, too_large};
use crate::app::text::scenes_teach_own as text;
use crate::app::text::train as train_text;
use crate::data::LARGEST as LARGEST_ARCHIVE;
use crate::data::collection::Collection;
use crate::data::photograph::Photograph;
use crate::data::zip::{Archive, Wanted};
use crate::ui::pixels::{Pixels, decode};
use crate::ui::train::files::files_of;
use crate::ui::train::read_files::bytes;

/// The most bytes of a file.
const LARGEST_FILE: f64 = 32e6;
/// The most rows or columns that are looked at.
const LONGEST: f64 = 2048.0;

/// Rows and columns of a picture as it is read: the square in its middle is as large as an example, or smaller.
pub fn scaled(height: usize, width: usize) -> [usize; 2] {
    let (short, long) = (height.min(width).max(1) as f64, height.max(width).max(1) as f64);
    let scale = (Content::SIDE as f64 / short).min(LONGEST / long).min(1.0);
    [height, width].map(|len| ((len as f64 * scale).round() as usize).max(1))
}

/// A picture as an example.
pub fn content(name: String, Pixels { width, rgba }: Pixels) -> Content {
    Content::Picture(Rc::new(Photograph { name, width, rgba }.square(Content::SIDE)))
}

/// The files of a field with their paths; the field is emptied.
pub fn chosen(event: &Event) -> Vec<(String, File)> {
    let input: HtmlInputElement = event.target_unchecked_into();
    let files = files_of(&input);
    input.set_value("");
    files
}

/// What is read, as far as there is room for it.
struct Reading {
    room: usize,
    /// Pictures there was no room for.
    over: usize,
    /// What could not be read last.
    said: Option<String>,
    take: Callback<(String, Content)>,
}

impl Reading {
    async fn picture(&mut self, path: &str, blob: &Blob) {
        if self.room == 0 {
            self.over += 1;
        } else if blob.size() > LARGEST_FILE {
            let mega = |bytes: f64| (bytes / 1e6).round();
            self.said = Some(too_large(path, mega(blob.size()), mega(LARGEST_FILE)));
        } else {
            match decode(blob, scaled).await {
                Ok(pixels) => {
                    self.room -= 1;
                    self.take.emit((path.to_owned(), content(path.to_owned(), pixels)));
                }
                Err(_) => self.said = Some(no_picture(path)),
            }
        }
    }

    /// The pictures of an archive, unpacked one at a time.
    async fn archive(&mut self, name: &str, file: &File) -> Result<(), String> {
        let too_large = |_| train_text::too_large(name, LARGEST_ARCHIVE >> 20);
        let bytes = bytes(file, LARGEST_ARCHIVE as f64).await.map_err(too_large)?;
        let wants = |path: &str| Collection::takes(path).then_some(Wanted::Picture);
        let archive = Archive::open(name, &bytes, None, wants).map_err(|error| error.to_string())?;
        if archive.files.is_empty() {
            return Err(train_text::no_images(name));
        }
        for entry in &archive.files {
            match archive.unpack(entry) {
                Ok(bytes) => {
                    let parts = Array::of1(&Uint8Array::from(&bytes[..]));
                    if let Ok(blob) = Blob::new_with_u8_array_sequence(&parts) {
                        self.picture(&entry.path, &blob).await;
                    }
                }
                Err(error) => self.said = Some(error.to_string()),
            }
        }
        Ok(())
    }
}

/// Reads pictures, one after the other, and those of archives, at most as many as there is `room` for. What cannot be read is said and
/// left out; of a folder only pictures are read.
pub fn read(
    files: Vec<(String, File)>,
    room: usize,
    take: Callback<(String, Content)>,
    ask: Callback<Action>,
) {
    spawn_local(async move {
        let mut reading = Reading { room, over: 0, said: None, take };
        for (path, file) in files {
            if path.to_ascii_lowercase().ends_with(".zip") {
                if let Err(why) = reading.archive(&path, &file).await {
                    reading.said = Some(why);
                }
            } else if Collection::takes(&path) || !path.contains('/') {
                reading.picture(&path, &file).await;
            }
        }
        if reading.over > 0 {
            reading.said = Some(text::left_out(reading.over, LARGEST >> 20));
        }
        reading.said.into_iter().for_each(|said| ask.emit(Action::Say(said)));
    });
}
