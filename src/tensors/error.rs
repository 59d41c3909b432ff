//! Why tensors cannot be read; the words are in `app/text/errors/tensors.rs`. What comes from the file is cut short: it may be of any length.

use serde::{Deserialize, Serialize};

use crate::data::DataError;

/// Characters of a name or a reason that are shown.
const MAX_TEXT: usize = 80;

/// Why a file's tensors cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TensorFileError {
    /// It is no file of a kind that is read.
    Format {
        /// What it is instead.
        why: NotTensors,
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
        expected: Missing,
    },
    /// More than any network needs.
    TooMany {
        /// What.
        what: Counted,
        /// The most there may be.
        most: usize,
    },
    /// The archive of `torch.save` is damaged.
    Archive {
        /// How.
        error: Box<DataError>,
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
    /// A tensor of a type that has no name here.
    UnknownType {
        /// Its name in the file.
        name: String,
    },
    /// No tensor is in it.
    Nothing {
        /// What is.
        found: Kind,
    },
    /// More than one entry holds tensors, and none is named as the weights usually are.
    Several {
        /// The first of their names.
        entries: Vec<String>,
    },
}

impl std::error::Error for TensorFileError {}

/// It is no safetensors file: what the reader of these says, in English.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotSafetensors(pub String);

/// What a file is that holds no tensors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NotTensors {
    /// What the reader of safetensors says, in English.
    Reader(String),
    /// A ZIP archive without `data.pkl`.
    Archive,
    /// A pickle that `torch.save` did not write.
    Pickle,
}

/// What must stand at some place of a file of `torch.save`.
#[allow(missing_docs, reason = "the words in `app/text/errors/tensors.rs` say what each is")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Missing {
    Version(u32),
    Keys,
    Length,
    NeededStorage,
    BytesOfStorage(u64),
    BytesOfPickle(usize),
    ClassNames,
    ClassName,
    StackValue,
    StackValues,
    Mark,
    Remembered,
    ValueOfKey,
    Numbers,
    WholeStorage,
    Function,
    Arguments,
    ParameterTensor,
    TensorArguments,
}

/// What there can be too much of.
#[allow(missing_docs, reason = "the names say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Counted {
    ModulesInside(String),
    BytesOfName,
    Entries,
    Tensors,
    Objects,
    StackValues,
    RememberedValues,
}

/// What a pickle can hold.
#[allow(missing_docs, reason = "the names say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    None,
    Bool,
    Number,
    Text,
    List,
    Dict,
    /// Of this class or function.
    Instance(String),
    Storage,
    Tensor,
}

/// Text of a file as it can stand in a sentence.
pub fn short(text: &str) -> String {
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let cut = if text.chars().nth(MAX_TEXT).is_some() { "…" } else { "" };
    text.chars().take(MAX_TEXT).map(shown).chain(cut.chars()).collect()
}
