//! Reader of IDX, the format in which MNIST and its relatives are published (LeCun, Cortes and Burges, 1998): a magic
//! number, the length of each dimension as big-endian `u32`, then one byte for each value; often gzipped.
//!
//! A file may come from anywhere. All headers are read and compared before any values, and values are kept only where there are as
//! many as the header announces.

mod pairs;

use std::borrow::Cow;
use std::io::{self, Read};

pub use pairs::{held_out, read_all};

use super::unpack::{self, WrongLength};
use super::{DataError, Dataset, Expected, Found, LARGEST, MOST_CLASSES, Scale, gzip};
use crate::shape::Shape;

/// Unsigned bytes in three dimensions: images, rows, columns.
const IMAGES: u32 = 0x0803;
/// In four: one more for the channels, behind the columns or before the rows.
const COLOUR_IMAGES: u32 = 0x0804;
/// Unsigned bytes in one dimension: labels.
const LABELS: u32 = 0x0801;

/// A file as it was given: its bytes, gzipped or not, and the name that messages call it by.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// What the person who chose the file knows it by.
    pub name: &'a str,
    /// All of its bytes; those that are owned are not copied.
    pub bytes: Cow<'a, [u8]>,
}

/// Reads a file of images, grey or in colour, and the file of their labels. The classes are the labels that occur; at least
/// two must.
///
/// ```
/// use convoscope::data::idx::{File, read};
/// let images = [&[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3][..], &[255; 6]].concat();
/// let labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];
/// let file = |name, bytes: &[u8]| File { name, bytes: bytes.to_vec().into() };
/// let data = read(file("dashes", &images), file("names", &labels))?;
/// assert_eq!((data.labels, data.names), (vec![1, 0], vec!["3".to_owned(), "7".to_owned()]));
/// assert_eq!(
///     read(file("dashes", &images), file("names", &labels[..9])).unwrap_err().to_string(),
///     "names, byte 9: expected 10 bytes by its header, but found the end of the file"
/// );
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
pub fn read(images: File, labels: File) -> Result<Dataset, DataError> {
    let name = labels.name;
    Labelled::open(images, labels)?.read()?.named(name)
}

/// The images of a file the right way up, and whether their rows and columns were swapped for that: EMNIST's are, as its name says.
///
/// ```
/// use convoscope::data::{Dataset, Scale, digit_names, idx};
/// use convoscope::shape::Shape;
/// let (shape, scale) = (Shape::new(1, 1, 2), Scale::Unit);
/// let data = Dataset { shape, scale, images: vec![1, 2], labels: vec![7], names: digit_names() };
/// let (upright, transposed) = idx::upright(data.clone(), "EMNIST/emnist-letters-train-images-idx3-ubyte.gz");
/// assert!(transposed && upright == data.transposed());
/// assert!(!idx::upright(data, "train-images-idx3-ubyte").1);
/// ```
pub fn upright(data: Dataset, name: &str) -> (Dataset, bool) {
    let transposed = name.to_ascii_lowercase().contains("emnist");
    (if transposed { data.transposed() } else { data }, transposed)
}

/// A file of images and that of their labels, whose headers belong together.
struct Labelled<'a> {
    images: Opened<'a>,
    labels: Opened<'a>,
    shape: Shape,
    /// Whether channels come behind the columns.
    channels_last: bool,
}

/// Samples whose labels are still those of the file.
struct Unnamed {
    shape: Shape,
    images: Vec<u8>,
    labels: Vec<u8>,
}

impl<'a> Labelled<'a> {
    fn open(images: File<'a>, labels: File<'a>) -> Result<Self, DataError> {
        let images = Opened::new(images, &[IMAGES, COLOUR_IMAGES])?;
        let labels = Opened::new(labels, &[LABELS])?;
        if images.dims[0] != labels.dims[0] {
            let (count, images) = (images.dims[0], images.file.name.to_owned());
            let expected = Expected::LabelForEachImage { count, images };
            return Err(DataError::at(labels.file.name, 4, expected, Found::count(labels.dims[0])));
        }
        let (shape, channels_last) = match images.dims[1..] {
            [h, w] => (Shape::new(1, h, w), false),
            [h, w, c @ (1 | 3)] => (Shape::new(c, h, w), true),
            [c @ (1 | 3), h, w] => (Shape::new(c, h, w), false),
            _ => {
                let found = Found::Sizes(images.dims);
                return Err(DataError::at(images.file.name, 4, Expected::Color, found));
            }
        };
        Ok(Self { images, labels, shape, channels_last })
    }

    fn read(self) -> Result<Unnamed, DataError> {
        // The small file first: what is wrong with it is found before the large one is unpacked.
        let (labels, mut images) = (self.labels.values()?, self.images.values()?);
        if self.channels_last {
            images.chunks_exact_mut(self.shape.len()).for_each(|image| channels_first(image, self.shape.c));
        }
        Ok(Unnamed { shape: self.shape, images, labels })
    }
}

/// Brings h × w × c into c × h × w.
fn channels_first(image: &mut [u8], channels: usize) {
    let from = image.to_vec();
    let area = image.len() / channels;
    for (i, value) in image.iter_mut().enumerate() {
        *value = from[(i % area) * channels + i / area];
    }
}

impl Unnamed {
    /// Numbers the labels that occur. Their names are what the file says, but for the letters of EMNIST.
    fn named(self, file: &str) -> Result<Dataset, DataError> {
        let Self { shape, images, mut labels } = self;
        let mut occurs = [false; MOST_CLASSES];
        labels.iter().for_each(|&label| occurs[usize::from(label)] = true);
        let classes: Vec<u8> = (0..=255).filter(|&label| occurs[usize::from(label)]).collect();
        if classes.len() < 2 {
            return Err(DataError::of(file, Expected::TwoLabels, Found::OnlyLabel(labels[0])));
        }
        let mut place = [0; MOST_CLASSES];
        classes.iter().zip(0..).for_each(|(&label, i)| place[usize::from(label)] = i);
        labels.iter_mut().for_each(|label| *label = place[usize::from(*label)]);
        let name = file.to_ascii_lowercase();
        let letters =
            name.contains("emnist") && name.contains("letters") && classes.iter().copied().eq(1..=26);
        let names = classes
            .iter()
            .map(|&label| if letters { char::from(b'A' + label - 1).to_string() } else { label.to_string() });
        Ok(Dataset { shape, scale: Scale::Unit, images, labels, names: names.collect() })
    }
}

/// A file whose header was read.
struct Opened<'a> {
    file: File<'a>,
    dims: Vec<usize>,
    /// Bytes of header and of values.
    header: usize,
    body: usize,
}

impl<'a> Opened<'a> {
    fn new(file: File<'a>, magics: &[u32]) -> Result<Self, DataError> {
        let mut from = gzip::reader(&file.bytes);
        let mut take = |bytes: usize| {
            let mut taken = Vec::new();
            let read = from.by_ref().take(bytes as u64).read_to_end(&mut taken);
            read.map_err(|error| gzip::damaged(file.name, &error, file.bytes.len())).map(|_| taken)
        };
        let ends = |byte: usize, header: usize| {
            DataError::at(file.name, byte, Expected::IdxHeader { bytes: header }, Found::EndOfFile)
        };
        let start = take(4)?;
        let found = <[u8; 4]>::try_from(&start[..]).map(u32::from_be_bytes);
        let found = found.map_err(|_| ends(start.len(), 4))?;
        if !magics.contains(&found) {
            let magic = magics[0];
            let (images, labels) = (Expected::IdxImages { magic }, Expected::IdxLabels { magic });
            let expected = if magic == IMAGES { images } else { labels };
            return Err(DataError::at(file.name, 0, expected, Found::Bits(found)));
        }
        // The last byte of the magic number is the number of dimensions.
        let header = 4 + 4 * (found as usize & 0xff);
        let lengths = take(header - 4)?;
        if 4 + lengths.len() < header {
            return Err(ends(4 + lengths.len(), header));
        }
        let lengths = lengths.as_chunks::<4>().0.iter();
        let dims: Vec<usize> = lengths.map(|&bytes| u32::from_be_bytes(bytes) as usize).collect();
        if dims.contains(&0) {
            return Err(DataError::at(file.name, 4, Expected::Dimensions, Found::Sizes(dims)));
        }
        let body = dims.iter().try_fold(1usize, |product, &dim| product.checked_mul(dim));
        let Some(body) = body.filter(|&body| body <= LARGEST) else {
            return Err(DataError::at(file.name, 4, Expected::Values, Found::Sizes(dims)));
        };
        drop(from);
        Ok(Self { file, dims, header, body })
    }

    /// The values, as many as the header says.
    fn values(self) -> Result<Vec<u8>, DataError> {
        let Self { file: File { name, bytes }, header, body, .. } = self;
        let size = bytes.len();
        let refuse = |why: WrongLength| match why {
            WrongLength::Damaged(error) => gzip::damaged(name, &error, size),
            WrongLength::More => DataError::at(name, header + body, Expected::EndByHeader, Found::More),
            WrongLength::Less(found) => {
                DataError::at(name, found, Expected::BytesByHeader(header + body), Found::EndOfFile)
            }
        };
        unpack::check(gzip::reader(&bytes), header + body, &mut io::sink()).map_err(refuse)?;
        if !gzip::is_gzip(&bytes) {
            let mut values = bytes.into_owned();
            values.drain(..header);
            return Ok(values);
        }
        let mut from = gzip::reader(&bytes);
        let skipped = io::copy(&mut from.by_ref().take(header as u64), &mut io::sink());
        skipped.and_then(|_| unpack::read(from, body)).map_err(|error| gzip::damaged(name, &error, size))
    }
}

#[cfg(test)]
mod tests;
