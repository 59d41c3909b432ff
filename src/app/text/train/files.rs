//! What the place Train says about somebody's files.

use super::some;
use crate::data::NameEncoding;
use crate::data::import::{Fit, ImportNotes, LeftOut, Reason, Scaled, Tiles};

pub const OWN_FILES: &str = "Your own: IDX files as of MNIST (gzipped or not; with both pairs, t10k is for validation), a table (CSV, gzipped or not) of labels and pixels, a folder or ZIP of images by class, or one picture whose rows of tiles are the classes. They can also be dropped here.";
pub const FILES: &str = "Files …";
pub const FOLDER: &str = "Folder …";
pub const READING: &str = "Reading …";
pub const STOP_READING: &str = "Stop";
pub const READING_STOPPED: &str = "Reading was stopped: nothing of these files is used.";

/// How much of somebody's files is read.
pub fn reading(percent: u8) -> String {
    format!("Reading: {percent} %")
}

pub const PICTURES_ARE: &str = "Pictures are";
pub const SIDE_LENGTH: &str = "Side length";
pub const NAMES_ARE: &str = "Names are";
pub const TILES_ARE: &str = "Tiles are";
pub const IMAGE_AXES: &str = "Rows and columns";
/// As they are, and swapped.
pub const AS_IN_THE_FILE: [&str; 2] = ["as in the file", "swapped (transposed)"];
pub const SHARE_FOR_VALIDATION: &str = "For validation, %";

pub const fn fit(fit: Fit) -> &'static str {
    match fit {
        Fit::Crop => "cropped to the middle",
        Fit::Letterbox => "fitted in, on their ground colour",
        Fit::Stretch => "stretched",
    }
}

/// Rows and columns of samples; without a number they follow from the pictures.
pub fn side(side: Option<usize>) -> String {
    side.map_or("28 if grey, 32 in colour".to_owned(), |side| format!("{side} × {side}"))
}

pub const fn encoding(encoding: NameEncoding) -> &'static str {
    match encoding {
        NameEncoding::Utf8 => "UTF-8",
        NameEncoding::Cp437 => "Western European (cp437)",
        NameEncoding::Cp866 => "Cyrillic (cp866)",
        NameEncoding::Gbk => "Chinese (GBK)",
        NameEncoding::ShiftJis => "Japanese (Shift-JIS)",
    }
}

/// Rows and columns of a tile in pixels.
pub fn tile(side: usize) -> String {
    format!("{side} × {side}")
}

pub const fn transposed(transposed: bool) -> &'static str {
    if transposed {
        "Rows and columns were swapped, as EMNIST stores its images transposed; under Data they can be swapped back."
    } else {
        "Rows and columns are as in the file."
    }
}

/// What was read, what was done to it, and what was left out.
pub fn loaded_samples(count: usize, names: &[String], notes: &ImportNotes) -> String {
    let what = match (notes.scaled, &notes.tiles) {
        (Some(_), None) => some(count, "picture", "pictures"),
        _ => some(count, "sample", "samples"),
    };
    let classes = some(names.len(), "class", "classes");
    let mut said = format!("Loaded {what} of {classes}: {}.", listed(names, 6, ", "));
    if let Some(Tiles { side, .. }) = notes.tiles {
        said += &format!(" Tiles of {side} × {side} pixels; another size can be chosen under Data.");
    }
    if notes.transposed == Some(true) {
        said += &format!(" {}", transposed(true));
    }
    if let Some(scaled) = notes.scaled.and_then(scaled) {
        said += &format!(" {scaled}.");
    }
    if !notes.left_out.is_empty() {
        let left_out: Vec<String> = notes.left_out.iter().map(left_out).collect();
        said += &format!(" Left out: {}.", listed(&left_out, 1, "; "));
    }
    if let Some(read) = notes.encoding.filter(|encoding| *encoding != NameEncoding::Utf8) {
        said += &format!(
            " The archive does not say how its names are written; they are read as {}. Another way can be chosen under Data.",
            encoding(read)
        );
    }
    said
}

/// The first ones, and how many more there are.
fn listed(all: &[String], most: usize, between: &str) -> String {
    let shown = all[..all.len().min(most)].join(between);
    match all.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn scaled(Scaled { fit, to, resized }: Scaled) -> Option<String> {
    let size = format!("{} × {}", to.h, to.w);
    match fit {
        Some(Fit::Crop) if resized => Some(format!("Cropped to the middle, scaled to {size}")),
        Some(Fit::Crop) => Some(format!("Cropped to the middle, {size}")),
        Some(Fit::Letterbox) => Some(format!("Fitted in on their ground colour, scaled to {size}")),
        Some(Fit::Stretch) => Some(format!("Stretched to {size}")),
        None => resized.then(|| format!("Scaled to {size}")),
    }
}

fn left_out(LeftOut { file, why }: &LeftOut) -> String {
    match why {
        Reason::Damaged(error) => format!("{file} (expected {}, but found {})", error.expected, error.found),
        Reason::NoPicture => format!("{file} (the browser cannot read it as a picture)"),
        Reason::NoClass => format!("{file} (no folder around it says what it shows)"),
        Reason::EmptyFolder => format!("{file} (a folder without a picture that can be used)"),
    }
}

pub fn from_server(name: &str) -> String {
    format!("From this server: {name}")
}

pub fn unknown_file(name: &str) -> String {
    format!("{name}: expected a ZIP archive, a table (CSV), an image, or two IDX files at once")
}

pub fn unknown_files(count: usize) -> String {
    format!(
        "{}: expected IDX files in pairs, tables (CSV), or images in folders",
        some(count, "file", "files")
    )
}

pub fn too_large(name: &str, megabytes: usize) -> String {
    format!("{name}: expected at most {megabytes} MB that can be read")
}

pub fn no_images(name: &str) -> String {
    format!("{name}: expected images, but found none")
}

/// A sprite of so many rows and columns of pixels.
pub fn no_tiles(name: &str, [h, w]: [usize; 2]) -> String {
    format!(
        "{name}: expected at least two rows of square tiles, or pictures in folders or a ZIP, but found one picture of {w} × {h}"
    )
}

pub fn no_picture(name: &str) -> String {
    format!("{name}: expected a picture, but the browser cannot read it as one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;

    #[test]
    fn what_was_read_is_said_with_what_became_of_it() {
        let names = ["lies".to_owned(), "stands".to_owned()];
        assert_eq!(
            loaded_samples(7, &names, &ImportNotes::default()),
            "Loaded 7 samples of 2 classes: lies, stands."
        );
        let broken = |file: &str| LeftOut { file: file.into(), why: Reason::NoPicture };
        let notes = ImportNotes {
            scaled: Some(Scaled { fit: Some(Fit::Crop), to: Shape::new(1, 28, 28), resized: true }),
            left_out: vec![broken("stands/2.png"), broken("stands/3.png")],
            encoding: Some(NameEncoding::Cp866),
            ..ImportNotes::default()
        };
        assert_eq!(
            loaded_samples(7, &names, &notes),
            "Loaded 7 pictures of 2 classes: lies, stands. Cropped to the middle, scaled to 28 × 28. Left out: stands/2.png (the browser cannot read it as a picture) and 1 more. The archive does not say how its names are written; they are read as Cyrillic (cp866). Another way can be chosen under Data."
        );
        let tiles = Tiles { side: 96, possible: vec![96] };
        let scaled = Some(Scaled { fit: None, to: Shape::new(1, 64, 64), resized: true });
        let notes = ImportNotes { tiles: Some(tiles), scaled, ..ImportNotes::default() };
        assert_eq!(
            loaded_samples(7, &names, &notes),
            "Loaded 7 samples of 2 classes: lies, stands. Tiles of 96 × 96 pixels; another size can be chosen under Data. Scaled to 64 × 64."
        );
        let notes = ImportNotes { transposed: Some(true), ..ImportNotes::default() };
        assert!(
            loaded_samples(7, &names, &notes).contains("stands. Rows and columns were swapped, as EMNIST")
        );
    }
}
