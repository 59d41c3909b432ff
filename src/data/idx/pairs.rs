//! Which files belong together, where several are chosen at once.

use super::gzip::{MAGIC, Members};
use super::{File, IdxError, LABELS, named, samples};
use crate::data::import::Split;
use crate::data::{Dataset, LARGEST};
use std::io::Read;

/// Reads a file of images with its labels, or all four files of MNIST and its kin: those called "t10k", "test" or "val" are for
/// validation. Which hold labels is seen from what they begin with, and not from their names.
pub fn read_all(files: &[File]) -> Result<(Dataset, Split), IdxError> {
    let (labels, images): (Vec<File>, Vec<File>) =
        files.iter().partition(|file| begins(file) == Some(LABELS));
    match (&images[..], &labels[..]) {
        ([images], [labels]) => {
            let data = samples(*images, *labels)?;
            Ok((named(data, images.name)?, Split::DEFAULT))
        }
        ([a, b], [c, d]) => {
            let (first, second) = match (held_out(a.name), held_out(b.name)) {
                (true, false) => (b, a),
                (false, true) => (a, b),
                // Nothing says so: the smaller one.
                _ if a.bytes.len() < b.bytes.len() => (b, a),
                _ => (a, b),
            };
            let (for_first, for_second) = match (held_out(c.name), held_out(d.name)) {
                (true, false) => (d, c),
                (false, true) => (c, d),
                _ if c.bytes.len() < d.bytes.len() => (d, c),
                _ => (c, d),
            };
            let (shape, mut pixels, mut labels) = samples(*first, *for_first)?;
            let (other, more_pixels, more_labels) = samples(*second, *for_second)?;
            if shape != other {
                return Err(IdxError::Shapes {
                    first: (first.name.into(), shape),
                    second: (second.name.into(), other),
                });
            }
            if pixels.len() + more_pixels.len() > LARGEST {
                let dims = vec![(labels.len() + more_labels.len()) as u32, shape.len() as u32];
                return Err(IdxError::TooLarge { file: first.name.into(), dims });
            }
            let held_out = more_labels.len() as u32;
            pixels.extend(more_pixels);
            labels.extend(more_labels);
            Ok((named((shape, pixels, labels), first.name)?, Split::Last(held_out)))
        }
        _ => Err(IdxError::Pairs { images: images.len(), labels: labels.len() }),
    }
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
    if file.bytes.starts_with(&MAGIC) {
        Members::new(file.bytes).read_exact(&mut start).ok()?;
    } else {
        start = *file.bytes.first_chunk()?;
    }
    Some(u32::from_be_bytes(start))
}
