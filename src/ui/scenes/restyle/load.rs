//! Pictures to be restyled: those of the site, and somebody's own.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Event, HtmlInputElement};
use yew::Callback;

use crate::app::places::scenes::restyle::Slot;
use crate::app::places::scenes::{Picture, RestyleAction};
use crate::app::text::restyle as text;
use crate::ui::fetch::fetch;
use crate::ui::pixels::{Pixels, decode};

/// No photograph of the site has more bytes, and no picture for this page.
const LARGEST_PHOTOGRAPH: f64 = 2e6;
const LARGEST_FILE: f64 = 32e6;
/// Somebody's picture is scaled down until its shorter side is so long.
const SHORTER: usize = 384;

/// Fetches a photograph of the site.
pub fn load(slot: Slot, file: &'static str, tell: Callback<RestyleAction>) {
    spawn_local(async move {
        let picture = match fetch(file, LARGEST_PHOTOGRAPH).await {
            Ok(bytes) => {
                let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(&bytes[..])));
                match blob {
                    Ok(blob) => read(&blob, file, |rows, columns| [rows, columns]).await,
                    Err(_) => Err(text::no_picture(file)),
                }
            }
            Err(why) => Err(why),
        };
        tell.emit(RestyleAction::Picture(slot, Some(file), picture));
    });
}

/// Reads the file that was chosen in a field.
pub fn chosen(slot: Slot, event: &Event, tell: Callback<RestyleAction>) {
    let input: HtmlInputElement = yew::TargetCast::target_unchecked_into(event);
    let file = input.files().and_then(|files| files.get(0));
    // So that the same file can be chosen again.
    input.set_value("");
    let Some(file) = file else { return };
    spawn_local(async move {
        let picture = match file.size() > LARGEST_FILE {
            true => Err(text::too_large(&file.name())),
            false => read(&file, &file.name(), scaled).await,
        };
        tell.emit(RestyleAction::Picture(slot, None, picture));
    });
}

fn scaled(rows: usize, columns: usize) -> [usize; 2] {
    let shorter = rows.min(columns).max(1);
    [rows, columns].map(|side| if shorter > SHORTER { side * SHORTER / shorter } else { side })
}

async fn read(blob: &Blob, name: &str, scaled: crate::ui::pixels::Scaled) -> Result<Rc<Picture>, String> {
    let decoded = decode(blob, scaled).await;
    let picture = decoded.map(|Pixels { width, rgba }| Rc::new(Picture::of_rgba(width, rgba)));
    picture.map_err(|_| text::no_picture(name))
}
