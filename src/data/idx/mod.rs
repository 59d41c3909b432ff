//! Reader of IDX, the format in which MNIST and its relatives are published (LeCun, Cortes and Burges, 1998): a magic
//! number, the length of each dimension as big-endian `u32`, then one byte for each value; often gzipped.
//!
//! A file may come from anywhere, so nothing is allocated on the word of a header: memory grows with the bytes that
//! are there, and stops one byte after the announced end.

mod error;
mod gzip;
mod pairs;

use std::io::Read;

pub use error::IdxError;
use gzip::Members;
pub use pairs::{held_out, read_all};

use super::{Dataset, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// Unsigned bytes in three dimensions: images, rows, columns.
const IMAGES: u32 = 0x0803;
/// In four: one more for the channels, behind the columns or before the rows.
const COLOUR_IMAGES: u32 = 0x0804;
/// Unsigned bytes in one dimension: labels.
const LABELS: u32 = 0x0801;
/// The most that one file may unpack to.
const LARGEST: u64 = super::LARGEST as u64;

/// A file as it was given: its bytes, gzipped or not, and the name that messages call it by.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What the person who chose the file knows it by.
    pub name: &'a str,
    /// All of its bytes.
    pub bytes: &'a [u8],
}

/// Reads a file of images, grey or in colour, and the file of their labels. The classes are the labels that occur; at least
/// two must.
///
/// ```
/// use convoscope::data::idx::{File, read};
/// let images = [&[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3][..], &[255; 6]].concat();
/// let labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];
/// let read = |labels| read(File { name: "dashes", bytes: &images }, File { name: "names", bytes: labels });
/// let data = read(&labels).unwrap();
/// assert_eq!((data.labels, data.names), (vec![1, 0], vec!["3".to_owned(), "7".to_owned()]));
/// assert_eq!(
///     read(&labels[..9]).unwrap_err().to_string(),
///     "names ends at byte 9, but its header announces 10 bytes"
/// );
/// ```
pub fn read(images: File, labels: File) -> Result<Dataset, IdxError> {
    let data = samples(images, labels)?;
    named(data, labels.name)
}

/// Samples whose labels are still those of the file.
fn samples(images: File, labels: File) -> Result<(Shape, Vec<u8>, Vec<u8>), IdxError> {
    let (dims, mut pixels) = values(images, &[IMAGES, COLOUR_IMAGES])?;
    let (counts, labels_read) = values(labels, &[LABELS])?;
    if dims[0] != counts[0] {
        return Err(IdxError::Counts {
            images: (images.name.into(), dims[0]),
            labels: (labels.name.into(), counts[0]),
        });
    }
    let channels = |found: u32| matches!(found, 1 | 3);
    let shape = match dims[1..] {
        [h, w] => Shape::new(1, h as usize, w as usize),
        [h, w, c] if channels(c) => {
            let shape = Shape::new(c as usize, h as usize, w as usize);
            pixels.chunks_exact_mut(shape.len()).for_each(|image| channels_first(image, shape.c));
            shape
        }
        [c, h, w] if channels(c) => Shape::new(c as usize, h as usize, w as usize),
        _ => return Err(IdxError::Channels { file: images.name.into(), dims }),
    };
    Ok((shape, pixels, labels_read))
}

/// Brings h × w × c into c × h × w.
fn channels_first(image: &mut [u8], channels: usize) {
    let from = image.to_vec();
    let area = image.len() / channels;
    for (i, value) in image.iter_mut().enumerate() {
        *value = from[(i % area) * channels + i / area];
    }
}

/// Numbers the labels that occur. Their names are what the file says, but for the letters of EMNIST.
fn named(data: (Shape, Vec<u8>, Vec<u8>), file: &str) -> Result<Dataset, IdxError> {
    let (shape, images, mut labels) = data;
    let mut occurs = [false; MOST_CLASSES];
    labels.iter().for_each(|&label| occurs[usize::from(label)] = true);
    let classes: Vec<u8> = (0..=255).filter(|&label| occurs[usize::from(label)]).collect();
    if classes.len() < 2 {
        return Err(IdxError::OneClass { file: file.into(), label: labels[0] });
    }
    let mut place = [0; MOST_CLASSES];
    classes.iter().zip(0..).for_each(|(&label, i)| place[usize::from(label)] = i);
    labels.iter_mut().for_each(|label| *label = place[usize::from(*label)]);
    let name = file.to_ascii_lowercase();
    let letters = name.contains("emnist") && name.contains("letters") && classes.iter().copied().eq(1..=26);
    let names = classes
        .iter()
        .map(|&label| if letters { char::from(b'A' + label - 1).to_string() } else { label.to_string() });
    Ok(Dataset { shape, scale: Scale::Unit, images, labels, names: names.collect() })
}

/// The dimensions and the values of one file, unpacked if it is gzipped.
fn values(file: File, magics: &[u32]) -> Result<(Vec<u32>, Vec<u8>), IdxError> {
    let mut rest = file.bytes;
    if !rest.starts_with(&gzip::MAGIC) {
        return unpacked(file, &mut rest, magics);
    }
    let mut members = Members::new(rest);
    let read = unpacked(file, &mut members, magics)?;
    match members.rest() {
        0 => Ok(read),
        more => Err(IdxError::Longer { file: file.name.into(), byte: (file.bytes.len() - more) as u64 }),
    }
}

fn unpacked(from_file: File, from: &mut impl Read, magics: &[u32]) -> Result<(Vec<u32>, Vec<u8>), IdxError> {
    let file = || from_file.name.to_string();
    let mut take = |bytes: u64| {
        let mut taken = Vec::new();
        match from.by_ref().take(bytes).read_to_end(&mut taken) {
            Ok(_) => Ok(taken),
            Err(error) => {
                Err(IdxError::Gzip { file: file(), reason: gzip::reason(&error, from_file.bytes.len()) })
            }
        }
    };
    let start = take(4)?;
    let Ok(found) = <[u8; 4]>::try_from(&start[..]).map(u32::from_be_bytes) else {
        return Err(IdxError::Header { file: file(), expected: 4, found: start.len() });
    };
    if !magics.contains(&found) {
        return Err(IdxError::Magic { file: file(), expected: magics[0], found });
    }
    // The last byte of the magic number is the number of dimensions.
    let lengths = take(u64::from(found & 0xff) * 4)?;
    let expected = 4 + 4 * (found as usize & 0xff);
    if 4 + lengths.len() < expected {
        return Err(IdxError::Header { file: file(), expected, found: 4 + lengths.len() });
    }
    let dims: Vec<u32> = lengths.as_chunks::<4>().0.iter().map(|&bytes| u32::from_be_bytes(bytes)).collect();
    if dims.contains(&0) {
        return Err(IdxError::Empty { file: file() });
    }
    let header = expected as u64;
    let body = dims.iter().try_fold(1u64, |product, &dim| product.checked_mul(u64::from(dim)));
    let Some(body) = body.filter(|&body| body <= LARGEST) else {
        return Err(IdxError::TooLarge { file: file(), dims });
    };
    // One byte more than announced tells whether something follows, and makes gzip compare its checksum.
    let values = take(body + 1)?;
    match values.len() as u64 {
        found if found < body => {
            Err(IdxError::Truncated { file: file(), expected: header + body, found: header + found })
        }
        found if found > body => Err(IdxError::Longer { file: file(), byte: header + body }),
        _ => Ok((dims, values)),
    }
}

#[cfg(test)]
mod tests;
