//! Reader of IDX, the format in which MNIST and its relatives are published (LeCun, Cortes and Burges, 1998): a magic
//! number, the length of each dimension as big-endian `u32`, then one byte for each value; often gzipped.
//!
//! A file may come from anywhere, so nothing is allocated on the word of a header: memory grows with the bytes that
//! are there, and stops one byte after the announced end.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

pub use super::idx_error::IdxError;
use super::{Dataset, SIDE, Scale};
use crate::shape::Shape;

/// Unsigned bytes in three dimensions: images, rows, columns.
pub(super) const IMAGES: u32 = 0x0803;
/// Unsigned bytes in one dimension: labels.
const LABELS: u32 = 0x0801;
/// The most that one file may unpack to.
pub(super) const LARGEST: u64 = super::LARGEST as u64;

/// A file as it was given: its bytes, gzipped or not, and the name that messages call it by.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What the person who chose the file knows it by.
    pub name: &'a str,
    /// All of its bytes.
    pub bytes: &'a [u8],
}

/// Reads a file of images and the file of their labels, which must be below `classes`.
///
/// ```
/// use convoscope::data::idx::{File, read};
/// let images = [&[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28][..], &[255; 784]].concat();
/// let labels = [0, 0, 8, 1, 0, 0, 0, 1, 7];
/// let read = |labels| read(File { name: "ones", bytes: &images }, File { name: "sevens", bytes: labels }, 10);
/// assert_eq!(read(&labels).unwrap().labels, [7]);
/// assert_eq!(
///     read(&labels[..8]).unwrap_err().to_string(),
///     "sevens ends at byte 8, but its header announces 9 bytes"
/// );
/// ```
pub fn read(images: File, labels: File, classes: usize) -> Result<Dataset, IdxError> {
    let (dims, pixels) = values(images, IMAGES)?;
    for (axis, name) in ["rows", "columns"].into_iter().enumerate() {
        let found = dims[1 + axis];
        if found as usize != SIDE {
            return Err(IdxError::Side { file: images.name.into(), byte: 8 + 4 * axis, axis: name, found });
        }
    }
    let (counts, labels_read) = values(labels, LABELS)?;
    if dims[0] != counts[0] {
        return Err(IdxError::Counts {
            images: (images.name.into(), dims[0]),
            labels: (labels.name.into(), counts[0]),
        });
    }
    if let Some(i) = labels_read.iter().position(|&label| usize::from(label) >= classes) {
        let (byte, found) = (8 + i, labels_read[i]);
        return Err(IdxError::Label { file: labels.name.into(), byte, classes, found });
    }
    Ok(Dataset {
        shape: Shape::new(1, SIDE, SIDE),
        scale: Scale::Unit,
        images: pixels,
        labels: labels_read,
        names: (0..classes).map(|class| class.to_string()).collect(),
    })
}

/// The dimensions and the values of one file, unpacked if it is gzipped.
fn values(file: File, magic: u32) -> Result<(Vec<u32>, Vec<u8>), IdxError> {
    let mut rest = file.bytes;
    if !rest.starts_with(&[0x1f, 0x8b]) {
        return unpacked(file.name, &mut rest, magic);
    }
    let mut unzipped = GzDecoder::new(rest);
    let read = unpacked(file.name, &mut unzipped, magic)?;
    match unzipped.into_inner().len() {
        0 => Ok(read),
        more => Err(IdxError::Longer { file: file.name.into(), byte: (file.bytes.len() - more) as u64 }),
    }
}

fn unpacked(name: &str, from: &mut impl Read, magic: u32) -> Result<(Vec<u32>, Vec<u8>), IdxError> {
    let file = || name.to_string();
    let mut take = |bytes: u64| {
        let mut taken = Vec::new();
        match from.by_ref().take(bytes).read_to_end(&mut taken) {
            Ok(_) => Ok(taken),
            Err(error) => Err(IdxError::Gzip { file: file(), reason: reason(&error) }),
        }
    };
    let start = take(4)?;
    let Ok(found) = <[u8; 4]>::try_from(&start[..]).map(u32::from_be_bytes) else {
        return Err(IdxError::Header { file: file(), expected: 4, found: start.len() });
    };
    if found != magic {
        return Err(IdxError::Magic { file: file(), expected: magic, found });
    }
    // The last byte of the magic number is the number of dimensions.
    let lengths = take(u64::from(magic & 0xff) * 4)?;
    let expected = 4 + 4 * (magic as usize & 0xff);
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

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file was cut off".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn header(magic: u32, dims: &[u32]) -> Vec<u8> {
        [magic].iter().chain(dims).flat_map(|number| number.to_be_bytes()).collect()
    }

    fn images(n: u32) -> Vec<u8> {
        let mut file = header(IMAGES, &[n, 28, 28]);
        file.extend((0..n * 784).map(|i| i as u8));
        file
    }

    fn labels(labels: &[u8]) -> Vec<u8> {
        [&header(LABELS, &[labels.len() as u32]), labels].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    }

    fn load(images: &[u8], labels: &[u8]) -> Result<Dataset, IdxError> {
        read(File { name: "images", bytes: images }, File { name: "labels", bytes: labels }, 10)
    }

    #[test]
    fn plain_and_gzipped_read_the_same() {
        let (images, labels) = (images(3), labels(&[0, 9, 4]));
        let plain = load(&images, &labels).unwrap();
        assert_eq!(
            (plain.len(), &plain.labels[..], plain.image(1)[0]),
            (3, &[0, 9, 4][..], (784 % 256) as u8)
        );
        assert_eq!(load(&gzip(&images), &gzip(&labels)).unwrap(), plain);
    }

    #[test]
    fn cut_off_anywhere_it_says_where() {
        let (whole, labels) = (images(2), labels(&[1, 2]));
        for end in (0..17).chain([800, whole.len() - 1]) {
            let message = load(&whole[..end], &labels).unwrap_err().to_string();
            assert!(message.starts_with(&format!("images ends at byte {end}, but ")), "{message}");
            let zipped = load(&gzip(&whole[..end]), &labels).unwrap_err().to_string();
            assert_eq!(zipped, message);
        }
        for end in 0..10 {
            let message = load(&whole, &labels[..end]).unwrap_err().to_string();
            assert!(message.starts_with(&format!("labels ends at byte {end}, but ")), "{message}");
        }
    }

    #[test]
    fn damaged_gzip_is_refused_at_every_byte() {
        let (whole, labels) = (gzip(&images(2)), labels(&[1, 2]));
        for end in 2..whole.len() {
            assert!(load(&whole[..end], &labels).is_err(), "{end}");
        }
        // The checksum is the last eight bytes but four.
        let mut damaged = whole.clone();
        damaged[whole.len() - 6] ^= 1;
        assert!(matches!(load(&damaged, &labels), Err(IdxError::Gzip { .. })));
    }

    #[test]
    fn every_other_mistake_has_its_sentence() {
        let (two, ones) = (images(2), labels(&[1, 1]));
        let cases = [
            (
                ones.clone(),
                ones.clone(),
                "images is no IDX file of images: byte 0 should begin 0x00000803, but begins 0x00000801",
            ),
            (
                two.clone(),
                two.clone(),
                "labels is no IDX file of labels: byte 0 should begin 0x00000801, but begins 0x00000803",
            ),
            (two.clone(), labels(&[1]), "images holds 2 images (byte 4), but labels holds 1 labels (byte 4)"),
            (two.clone(), labels(&[1, 10]), "labels has label 10 at byte 9, but labels go from 0 to 9"),
            (
                [&two[..], &[0]].concat(),
                ones.clone(),
                "images should end at byte 1584 by its header, but goes on",
            ),
            (
                header(IMAGES, &[0, 28, 28]),
                labels(&[]),
                "images announces a dimension of 0, but at least 1 is expected",
            ),
            (
                [header(IMAGES, &[1, 28, 27]), vec![0; 756]].concat(),
                labels(&[1]),
                "images has images of 27 columns (byte 12), but 28 are expected",
            ),
        ];
        for (images, labels, sentence) in cases {
            assert_eq!(load(&images, &labels).unwrap_err().to_string(), sentence);
            assert_eq!(load(&gzip(&images), &gzip(&labels)).unwrap_err().to_string(), sentence);
        }
        let followed = [gzip(&two), vec![0; 3]].concat();
        assert!(matches!(load(&followed, &ones), Err(IdxError::Longer { .. })));
    }

    /// A header that announces what is not there costs no memory, and a bomb is not unpacked.
    #[test]
    fn hostile_files_are_refused_without_unpacking_them() {
        let ones = labels(&[1]);
        let lying = header(IMAGES, &[300_000, 28, 28]);
        assert!(matches!(load(&lying, &ones), Err(IdxError::Truncated { found: 16, .. })));
        let larger = header(IMAGES, &[u32::MAX; 3]);
        let message = load(&larger, &ones).unwrap_err().to_string();
        assert!(message.contains("4294967295 × 4294967295"), "{message}");
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        bomb.write_all(&images(1)).unwrap();
        (0..300).for_each(|_| bomb.write_all(&[0; 1 << 20]).unwrap());
        let bomb = bomb.finish().unwrap();
        assert!(bomb.len() < 3 << 20);
        assert!(matches!(load(&bomb, &ones), Err(IdxError::Longer { byte: 800, .. })));
    }
}
