//! Which files belong together, where several are chosen at once.

use std::cmp::Reverse;
use std::io::Read;

use super::{DataError, File, LABELS, Labelled};
use crate::data::import::Split;
use crate::data::{Dataset, Expected, Found, LARGEST, gzip};
use crate::shape::Shape;

/// Reads a file of images with its labels, or all four files of MNIST and its kin: those called "t10k", "test" or "val" are for
/// validation. Which hold labels is seen from what they begin with, and not from their names.
pub fn read_all(files: Vec<File>) -> Result<(Dataset, Split), DataError> {
    let all = files.first().map_or("", |file| file.name);
    let (mut labels, mut images): (Vec<File>, Vec<File>) =
        files.into_iter().partition(|file| begins(file) == Some(LABELS));
    if images.len() != labels.len() || !(1..=2).contains(&images.len()) {
        let found = Found::Files { labels: labels.len(), others: images.len() };
        return Err(DataError::of(all, Expected::Pairs, found));
    }
    // What is for validation comes last; where no name says so, it is the smaller one.
    for files in [&mut images, &mut labels] {
        files.sort_by_key(|file| (held_out(file.name), Reverse(file.bytes.len())));
    }
    let first = images[0].name;
    let mut pairs = Vec::new();
    for (images, labels) in images.into_iter().zip(labels) {
        pairs.push(Labelled::open(images, labels)?);
    }
    let shape = pairs[0].shape;
    if let Some(other) = pairs.iter().find(|pair| pair.shape != shape) {
        let Shape { c, h, w } = other.shape;
        let expected = Expected::ImagesOfFile { shape, first: first.to_owned() };
        return Err(DataError::of(other.images.file.name, expected, Found::Sizes(vec![c, h, w])));
    }
    let bytes: usize = pairs.iter().map(|pair| pair.images.body).sum();
    if bytes > LARGEST {
        return Err(DataError::of(first, Expected::ValuesInAllFiles, Found::count(bytes)));
    }
    let mut pairs = pairs.into_iter();
    let mut samples = pairs.next().expect("there is one").read()?;
    let mut split = Split::DEFAULT;
    for more in pairs {
        let more = more.read()?;
        samples.images.reserve_exact(more.images.len());
        samples.images.extend(more.images);
        samples.labels.extend(&more.labels);
        split = Split::Last(more.labels.len() as u32);
    }
    Ok((samples.named(first)?, split))
}

/// Whether a name says that a file is not for training.
pub fn held_out(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word.starts_with("t10k") || word.starts_with("test") || word.starts_with("val"))
}

/// The number that a file begins with, once it is unpacked.
fn begins(file: &File) -> Option<u32> {
    let mut start = [0; 4];
    gzip::reader(&file.bytes).read_exact(&mut start).ok()?;
    Some(u32::from_be_bytes(start))
}
