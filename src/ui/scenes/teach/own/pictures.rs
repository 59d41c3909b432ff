//! Pictures from files and of a camera, as examples.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::app::places::scenes::teach::own::{Action, Content, LARGEST};
use crate::app::text::convolve::{no_picture, too_large};
use crate::app::text::scenes_teach_own as text;
use crate::data::photograph::Photograph;
use crate::ui::pixels::{Pixels, decode};

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

/// The files of a field, which is emptied.
pub fn chosen(event: &Event) -> Vec<File> {
    let input: HtmlInputElement = event.target_unchecked_into();
    let files = input
        .files()
        .map_or_else(Vec::new, |files| (0..files.length()).filter_map(|index| files.get(index)).collect());
    input.set_value("");
    files
}

/// Reads the first `room` of these files, one after the other; what cannot be read is said and left out.
pub fn read(files: Vec<File>, room: usize, take: Callback<Content>, ask: Callback<Action>) {
    spawn_local(async move {
        let (all, mut last) = (files.len(), None);
        for file in files.into_iter().take(room) {
            let name = file.name();
            if file.size() > LARGEST_FILE {
                let mega = |bytes: f64| (bytes / 1e6).round();
                last = Some(too_large(&name, mega(file.size()), mega(LARGEST_FILE)));
                continue;
            }
            match decode(&file, scaled).await {
                Ok(pixels) => take.emit(content(name, pixels)),
                Err(_) => last = Some(no_picture(&name)),
            }
        }
        if all > room {
            last = Some(text::left_out(all - room, LARGEST >> 20));
        }
        last.into_iter().for_each(|said| ask.emit(Action::Say(said)));
    });
}
