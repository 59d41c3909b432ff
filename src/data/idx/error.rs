use std::fmt;

use super::{IMAGES, LARGEST};
use crate::data::error::counted;
use crate::shape::Shape;

/// Why a file is not the IDX file that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdxError {
    /// It does not begin with the magic number of its kind.
    Magic {
        /// Its name.
        file: String,
        /// The number of its kind.
        expected: u32,
        /// The number at byte 0.
        found: u32,
    },
    /// It ends inside its header.
    Header {
        /// Its name.
        file: String,
        /// How many bytes of header it must have.
        expected: usize,
        /// How many bytes there are.
        found: usize,
    },
    /// It ends before its last value.
    Truncated {
        /// Its name.
        file: String,
        /// Its length in bytes, by its header.
        expected: u64,
        /// Its length in bytes.
        found: u64,
    },
    /// Something follows after its last value.
    Longer {
        /// Its name.
        file: String,
        /// Where it should end.
        byte: u64,
    },
    /// It holds no value.
    Empty {
        /// Its name.
        file: String,
    },
    /// It announces more than this reader takes.
    TooLarge {
        /// Its name.
        file: String,
        /// The lengths of its dimensions.
        dims: Vec<u32>,
    },
    /// Its gzip wrapping is damaged.
    Gzip {
        /// Its name.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It is in colour, but not with three channels.
    Channels {
        /// Its name.
        file: String,
        /// The lengths of its dimensions.
        dims: Vec<u32>,
    },
    /// Two files that belong together have images of different shapes.
    Shapes {
        /// Name of the file to train on, and the shape in it.
        first: (String, Shape),
        /// The same of the file for validation.
        second: (String, Shape),
    },
    /// There is not one file of labels for each file of images.
    Pairs {
        /// Files of images, or of something else.
        images: usize,
        /// Files of labels.
        labels: usize,
    },
    /// There are more images than labels, or fewer.
    Counts {
        /// Name of the file of images, and how many it holds.
        images: (String, u32),
        /// Name of the file of labels, and how many it holds.
        labels: (String, u32),
    },
    /// All samples have the same label, so there is nothing to tell apart.
    OneClass {
        /// Its file.
        file: String,
        /// The label.
        label: u8,
    },
}

impl fmt::Display for IdxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic { file, expected, found } => {
                let kind = if *expected == IMAGES { "images" } else { "labels" };
                write!(f, "{file} is no IDX file of {kind}: byte 0 should begin {expected:#010x}, ")?;
                write!(f, "but begins {found:#010x}")
            }
            Self::Header { file, expected, found } => {
                write!(f, "{file} ends at byte {found}, but an IDX header of this kind has {expected} bytes")
            }
            Self::Truncated { file, expected, found } => {
                write!(f, "{file} ends at byte {found}, but its header announces {expected} bytes")
            }
            Self::Longer { file, byte } => {
                write!(f, "{file} should end at byte {byte} by its header, but goes on")
            }
            Self::Empty { file } => {
                write!(f, "{file} announces a dimension of 0, but at least 1 is expected")
            }
            Self::TooLarge { file, dims } => {
                write!(
                    f,
                    "{file} announces {} values at byte 4, but at most {LARGEST} are read",
                    product(dims)
                )
            }
            Self::Gzip { file, reason } => write!(f, "{file} cannot be unpacked from gzip: {reason}"),
            Self::Channels { file, dims } => write!(
                f,
                "{file} announces {} values at byte 4, but images in colour are n × h × w × 3 or n × 3 × h × w",
                product(dims)
            ),
            Self::Shapes { first, second } => write!(
                f,
                "{} has images of {}, but {} has images of {}",
                first.0, first.1, second.0, second.1
            ),
            Self::Pairs { images, labels } => write!(
                f,
                "expected IDX files in pairs, one of images and one of labels, and at most two pairs, but found {} and {}",
                counted(*labels, "file of labels", "files of labels"),
                counted(*images, "other", "others"),
            ),
            Self::Counts { images, labels } => write!(
                f,
                "{} holds {} (byte 4), but {} holds {} (byte 4)",
                images.0,
                counted(images.1 as usize, "image", "images"),
                labels.0,
                counted(labels.1 as usize, "label", "labels")
            ),
            Self::OneClass { file, label } => {
                write!(f, "{file} has no label but {label}, and at least two different ones are expected")
            }
        }
    }
}

fn product(dims: &[u32]) -> String {
    dims.iter().map(u32::to_string).collect::<Vec<_>>().join(" × ")
}

impl std::error::Error for IdxError {}
