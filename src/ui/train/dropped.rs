//! What is dropped on the page: files, and folders with all that is in them.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::read_files::Chosen;

/// What a drop holds. It has to be asked for at once: after the event it is gone.
pub fn entries(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    let entry = |i| items.get(i)?.webkit_get_as_entry().ok().flatten();
    (0..items.length()).filter_map(entry).collect()
}

/// The files in these folders and their folders; what cannot be read is left out.
pub async fn walk(mut entries: Vec<FileSystemEntry>) -> Chosen {
    let mut chosen = Chosen::default();
    while let Some(entry) = entries.pop() {
        let path = entry.full_path();
        let path = path.trim_start_matches('/').to_owned();
        if entry.is_directory() {
            chosen.folders.push(path);
            entries.extend(inside(entry.unchecked_into()).await);
        } else if let Ok(file) = file(entry.unchecked_into()).await {
            chosen.files.push((path, file));
        }
    }
    chosen.files.sort_by(|a, b| a.0.cmp(&b.0));
    chosen
}

async fn inside(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let (reader, mut all) = (folder.create_reader(), Vec::new());
    loop {
        let some = Promise::new(&mut |resolve, reject| {
            drop(reader.read_entries_with_callback_and_callback(&resolve, &reject));
        });
        // Browsers hand them out by the hundred, and nothing at the end.
        match JsFuture::from(some).await.map(|some| Array::from(&some)) {
            Ok(some) if some.length() > 0 => all.extend(some.iter().map(JsCast::unchecked_into)),
            _ => return all,
        }
    }
}

async fn file(entry: FileSystemFileEntry) -> Result<File, JsValue> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    Ok(JsFuture::from(file).await?.unchecked_into())
}
