//! Why tensors cannot be read. What comes from the file is cut short: it may be of any length.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Characters of a name or a reason that are shown.
const MAX_TEXT: usize = 80;

/// Why a file's tensors cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TensorFileError {
    /// It is no file of a kind that is read.
    Format {
        /// What the reader says.
        why: String,
    },
    /// A pickle needs an instruction that those of `torch.save` do not have.
    Instruction {
        /// Its name in Python's `pickletools`, or its number.
        name: String,
        /// The byte where it stands.
        at: usize,
    },
    /// A file of `torch.save` holds something else than it must at some place.
    Expected {
        /// The byte.
        at: usize,
        /// What must stand there.
        expected: String,
    },
    /// More than any network needs.
    TooMany {
        /// What.
        what: String,
        /// The most there may be.
        most: usize,
    },
    /// The archive of `torch.save` is damaged.
    Archive {
        /// What the reader says.
        why: String,
    },
    /// The bytes that hold a tensor's numbers are missing or too few.
    Storage {
        /// The tensor's name.
        name: String,
        /// How many numbers it needs.
        needed: u64,
        /// How many there are.
        held: u64,
    },
    /// Numbers whose highest byte comes first.
    BigEndian,
    /// Something that Python would build by running code that is not here.
    Foreign {
        /// Its name in the file.
        name: String,
        /// Its class or function in Python.
        class: String,
    },
    /// No tensor is in it.
    Nothing {
        /// What is.
        found: String,
    },
    /// More than one entry holds tensors, and none is named as the weights usually are.
    Several {
        /// The first of their names.
        entries: Vec<String>,
    },
}

impl fmt::Display for TensorFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format { why } => {
                write!(f, "this is not a safetensors file, and torch.save did not write it ({why})")
            }
            Self::Instruction { name, at } => {
                write!(
                    f,
                    "byte {at}: the pickle instruction {name} is not read; torch.save(model.state_dict(), …) needs none"
                )
            }
            Self::Expected { at, expected } => write!(f, "byte {at}: expected {expected}"),
            Self::TooMany { what, most } => write!(f, "{what}: more than {most} are not read"),
            Self::Storage { name, needed, held } => {
                write!(f, "the tensor {name} needs {needed} numbers, but its storage holds {held}")
            }
            Self::Archive { why } => f.write_str(why),
            Self::BigEndian => write!(f, "the numbers were written highest byte first, which is not read"),
            Self::Foreign { name, class } => write!(
                f,
                "{name} is of {class}, which only Python can build; save the weights there with \
                 torch.save(model.state_dict(), \"weights.pt\")"
            ),
            Self::Nothing { found } => write!(f, "there are no tensors in it, only {found}"),
            Self::Several { entries } => {
                write!(
                    f,
                    "there are weights in several of its entries ({}), and which are meant is not said",
                    entries.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for TensorFileError {}

/// Text of a file as it can stand in a sentence.
pub fn short(text: &str) -> String {
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let cut = if text.chars().nth(MAX_TEXT).is_some() { "…" } else { "" };
    text.chars().take(MAX_TEXT).map(shown).chain(cut.chars()).collect()
}
