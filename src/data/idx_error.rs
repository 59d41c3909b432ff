use std::fmt;

use super::SIDE;
use super::idx::{IMAGES, LARGEST};

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
    /// Its images have another size.
    Side {
        /// Its name.
        file: String,
        /// Where the length stands.
        byte: usize,
        /// "rows" or "columns".
        axis: &'static str,
        /// The length.
        found: u32,
    },
    /// There are more images than labels, or fewer.
    Counts {
        /// Name of the file of images, and how many it holds.
        images: (String, u32),
        /// Name of the file of labels, and how many it holds.
        labels: (String, u32),
    },
    /// A label is none of the classes.
    Label {
        /// Its file.
        file: String,
        /// Where it stands, in the unpacked file.
        byte: usize,
        /// How many classes there are.
        classes: usize,
        /// The label.
        found: u8,
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
                let dims: Vec<String> = dims.iter().map(u32::to_string).collect();
                write!(
                    f,
                    "{file} announces {} values at byte 4, but at most {LARGEST} are read",
                    dims.join(" × ")
                )
            }
            Self::Gzip { file, reason } => write!(f, "{file} cannot be unpacked from gzip: {reason}"),
            Self::Side { file, byte, axis, found } => {
                write!(f, "{file} has images of {found} {axis} (byte {byte}), but {SIDE} are expected")
            }
            Self::Counts { images, labels } => write!(
                f,
                "{} holds {} images (byte 4), but {} holds {} labels (byte 4)",
                images.0, images.1, labels.0, labels.1
            ),
            Self::Label { file, byte, classes, found } => {
                write!(f, "{file} has label {found} at byte {byte}, but labels go from 0 to {}", classes - 1)
            }
        }
    }
}

impl std::error::Error for IdxError {}
