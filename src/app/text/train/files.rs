//! What the place Train says about somebody's files.

use crate::app::text::{Text, tr};
use crate::data::NameEncoding;
use crate::data::import::{Fit, ImportNotes, LeftOut, Reason, Scaled, Tiles};

pub const OWN_FILES: Text = Text(
    "Your own: IDX files as of MNIST (gzipped or not; with both pairs, t10k is for validation), a table (CSV, gzipped or not) of labels and pixels, a folder or ZIP of images by class, or one picture whose rows of tiles are the classes. They can also be dropped here.",
);
pub const FILES: Text = Text("Files …");
pub const FOLDER: Text = Text("Folder …");
pub const READING: Text = Text("Reading …");
pub const STOP_READING: Text = Text("Stop");
pub const READING_STOPPED: Text = Text("Reading was stopped: nothing of these files is used.");

/// How much of somebody's files is read.
pub fn reading(percent: u8) -> String {
    tr!("Reading: {percent} %")
}

pub const PICTURES_ARE: Text = Text("Pictures are");
pub const SIDE_LENGTH: Text = Text("Side length");
pub const NAMES_ARE: Text = Text("Names are");
pub const TILES_ARE: Text = Text("Tiles are");
pub const IMAGE_AXES: Text = Text("Rows and columns");
/// As they are, and swapped.
pub const AS_IN_THE_FILE: [Text; 2] = [Text("as in the file"), Text("swapped (transposed)")];
pub const SHARE_FOR_VALIDATION: Text = Text("For validation, %");

pub const fn fit(fit: Fit) -> Text {
    match fit {
        Fit::Crop => Text("cropped to the middle"),
        Fit::Letterbox => Text("fitted in, on their ground colour"),
        Fit::Stretch => Text("stretched"),
    }
}

/// Rows and columns of samples; without a number they follow from the pictures.
pub fn side(side: Option<usize>) -> String {
    side.map_or(Text("28 if grey, 32 in colour").into(), tile)
}

pub const fn encoding(encoding: NameEncoding) -> Text {
    match encoding {
        NameEncoding::Utf8 => Text("UTF-8"),
        NameEncoding::Cp437 => Text("Western European (cp437)"),
        NameEncoding::Cp866 => Text("Cyrillic (cp866)"),
        NameEncoding::Gbk => Text("Chinese (GBK)"),
        NameEncoding::ShiftJis => Text("Japanese (Shift-JIS)"),
    }
}

/// Rows and columns of a tile in pixels.
pub fn tile(side: usize) -> String {
    format!("{side} × {side}")
}

pub const fn transposed(transposed: bool) -> Text {
    if transposed {
        Text(
            "Rows and columns were swapped, as EMNIST stores its images transposed; under Data they can be swapped back.",
        )
    } else {
        Text("Rows and columns are as in the file.")
    }
}

/// What was read, what was done to it, and what was left out.
pub fn loaded_samples(count: usize, names: &[String], notes: &ImportNotes) -> String {
    let (classes, listed_names) = (names.len(), listed(names, 6, ", "));
    let mut said = vec![match (notes.scaled, &notes.tiles) {
        (Some(_), None) => tr!(
            "Loaded {count, plural, one {# picture} other {# pictures}} of {classes, plural, one {# class} other {# classes}}: {listed_names}."
        ),
        _ => tr!(
            "Loaded {count, plural, one {# sample} other {# samples}} of {classes, plural, one {# class} other {# classes}}: {listed_names}."
        ),
    }];
    if let Some(Tiles { side, .. }) = notes.tiles {
        said.push(tr!("Tiles of {side} × {side} pixels; another size can be chosen under Data."));
    }
    if notes.transposed == Some(true) {
        said.push(transposed(true).into());
    }
    said.extend(notes.scaled.and_then(scaled));
    if !notes.left_out.is_empty() {
        let left_out: Vec<String> = notes.left_out.iter().map(left_out).collect();
        said.push(tr!("Left out: {}.", listed(&left_out, 1, "; ")));
    }
    if let Some(read) = notes.encoding.filter(|encoding| *encoding != NameEncoding::Utf8) {
        said.push(tr!(
            "The archive does not say how its names are written; they are read as {}. Another way can be chosen under Data.",
            encoding(read)
        ));
    }
    said.join(" ")
}

/// The first ones, and how many more there are.
fn listed(all: &[String], most: usize, between: &str) -> String {
    let shown = all[..all.len().min(most)].join(between);
    match all.len().saturating_sub(most) {
        0 => shown,
        more => tr!("{shown} and {more} more"),
    }
}

fn scaled(Scaled { fit, to, resized }: Scaled) -> Option<String> {
    let size = format!("{} × {}", to.h, to.w);
    match fit {
        Some(Fit::Crop) if resized => Some(tr!("Cropped to the middle, scaled to {size}.")),
        Some(Fit::Crop) => Some(tr!("Cropped to the middle, {size}.")),
        Some(Fit::Letterbox) => Some(tr!("Fitted in on their ground colour, scaled to {size}.")),
        Some(Fit::Stretch) => Some(tr!("Stretched to {size}.")),
        None => resized.then(|| tr!("Scaled to {size}.")),
    }
}

fn left_out(LeftOut { file, why }: &LeftOut) -> String {
    match why {
        Reason::Damaged(error) => tr!("{file} (expected {}, but found {})", error.expected, error.found),
        Reason::NoPicture => tr!("{file} (the browser cannot read it as a picture)"),
        Reason::NoClass => tr!("{file} (no folder around it says what it shows)"),
        Reason::EmptyFolder => tr!("{file} (a folder without a picture that can be used)"),
    }
}

pub fn from_server(name: &str) -> String {
    tr!("From this server: {name}")
}

pub fn unknown_file(name: &str) -> String {
    tr!("{name}: expected a ZIP archive, a table (CSV), an image, or two IDX files at once")
}

pub fn unknown_files(count: usize) -> String {
    tr!(
        "{count, plural, one {# file} other {# files}}: expected IDX files in pairs, tables (CSV), or images in folders"
    )
}

pub fn too_large(name: &str, megabytes: usize) -> String {
    tr!("{name}: expected at most {megabytes} MB that can be read")
}

pub fn no_images(name: &str) -> String {
    tr!("{name}: expected images, but found none")
}

/// A sprite of so many rows and columns of pixels.
pub fn no_tiles(name: &str, [h, w]: [usize; 2]) -> String {
    tr!(
        "{name}: expected at least two rows of square tiles, or pictures in folders or a ZIP, but found one picture of {w} × {h}"
    )
}

pub fn no_picture(name: &str) -> String {
    tr!("{name}: expected a picture, but the browser cannot read it as one")
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
