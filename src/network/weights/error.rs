//! Why a file is not a network's weights. What comes from the file is cut short: it may be of any length.

use serde::{Deserialize, Serialize};

use crate::tensors::{NotSafetensors, TensorFileError, short};

/// How many of each kind of difference are named.
const SHOWN: usize = 4;
/// Dimensions of a shape that are shown.
const MAX_DIMS: usize = 6;

/// Why a file of any format holds no weights of a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WeightsFileError {
    /// Its tensors cannot be read.
    File(TensorFileError),
    /// They are no weights of this network.
    Weights(WeightsError),
}

/// Why a safetensors file, or the tensors of any other, cannot be a network's weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WeightsError {
    /// It is no safetensors file.
    File(NotSafetensors),
    /// The tensors are those of another network.
    Mismatch(Box<Differences>),
    /// A tensor holds no numbers that can be read.
    Type {
        /// Its name.
        name: String,
        /// Its type.
        found: String,
    },
    /// A tensor holds whole numbers that no `f32` is.
    Inexact {
        /// Its name.
        name: String,
    },
    /// Some numbers are infinite or none.
    NotFinite {
        /// How many.
        count: usize,
    },
    /// A tensor holds numbers that no `f32` is large enough for.
    TooLarge {
        /// Its name.
        name: String,
    },
}

/// How the tensors of a file differ from those of a network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    /// Tensors of the network that the file lacks.
    pub missing: Listed<String>,
    /// Tensors of the file that the network has no place for.
    pub unexpected: Listed<String>,
    /// Tensors of both with other dimensions.
    pub shapes: Listed<WrongShape>,
    /// Layers that could be one or another of the file, where names are others and shapes fit in several ways.
    pub doubts: Listed<Doubt>,
}

/// A layer of the network, and two of a file that it could be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// What the network calls it.
    pub ours: String,
    /// What the file calls them.
    pub theirs: [String; 2],
}

/// A tensor whose dimensions are not those of the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrongShape {
    /// Its name.
    pub name: String,
    /// What the network needs.
    pub expected: Vec<usize>,
    /// What the file holds.
    pub found: Vec<usize>,
}

/// The first of some things, and how many more there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// The first.
    pub shown: Vec<T>,
    /// How many are not shown.
    pub more: usize,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), more: 0 }
    }
}

impl<T> Listed<T> {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub(super) fn push(&mut self, thing: impl FnOnce() -> T) {
        if self.shown.len() < SHOWN {
            self.shown.push(thing());
        } else {
            self.more += 1;
        }
    }
}

impl WrongShape {
    pub(super) fn new(name: &str, expected: &[usize], found: &[usize]) -> Self {
        let few = |dims: &[usize]| dims.iter().take(MAX_DIMS).copied().collect();
        Self { name: short(name), expected: few(expected), found: few(found) }
    }
}

impl std::error::Error for WeightsError {}

impl std::error::Error for WeightsFileError {}

impl From<WeightsError> for WeightsFileError {
    fn from(error: WeightsError) -> Self {
        Self::Weights(error)
    }
}
