//! [`CustomDataset`]: somebody's own samples. Train learns from them, and whoever opens the network that came of it may ask for
//! them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::data::{Dataset, Split};
use crate::format::{encoded, unstamped};
use crate::random::Random;
use crate::shape::Shape;

/// Samples that were read from files or drawn in the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CustomDataset {
    /// What the page calls them.
    pub name: String,
    /// Shared with the command that trains on them: they may be large.
    pub data: Arc<Dataset>,
    /// Which are for validation.
    pub validation: Split,
}

/// The version that own samples are stored in; there was no earlier one.
const VERSION: u8 = 2;

impl CustomDataset {
    /// The most bytes that are stored with a run.
    pub const MAX_STORED: usize = 64 << 20;

    /// Whether the browser's store takes them.
    pub fn is_stored(&self) -> bool {
        self.data.images.len() <= Self::MAX_STORED
    }

    /// The same samples, of which another share is for validation.
    pub fn with_validation(&self, percent: usize) -> Self {
        Self { validation: Split::Share(percent.min(90) as f32 / 100.0), ..self.clone() }
    }

    /// The same samples with rows and columns swapped.
    pub fn transposed(&self) -> Self {
        Self { name: self.name.clone(), data: self.data.transposed().into(), validation: self.validation }
    }

    /// The share for validation in percent, where it is one that can be changed.
    pub fn percent(&self) -> Option<usize> {
        match self.validation {
            Split::Share(share) => Some((100.0 * share).round() as usize),
            Split::Last(_) => None,
        }
    }

    /// At most so many of them, in random order: first those that are for validation when a run has this seed, then the others.
    pub fn examples(&self, most: usize, seed: u64) -> Dataset {
        let (mut training, mut validation) = self.validation.of(&self.data, seed);
        let mut random = Random::new(seed);
        [&mut validation, &mut training].into_iter().for_each(|indices| random.shuffle(indices));
        let indices: Vec<usize> = validation.into_iter().chain(training).take(most).collect();
        self.data.select(&indices)
    }

    /// For the browser's store.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoded(VERSION, self)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else, as a newer version is.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match unstamped(bytes) {
            (VERSION, bytes) => postcard::from_bytes(bytes).ok().filter(Self::is_whole),
            _ => None,
        }
    }

    /// Whether each sample has its pixels and its class.
    fn is_whole(&self) -> bool {
        let Dataset { shape, images, labels, names, .. } = &*self.data;
        let bytes =
            [shape.h, shape.w, labels.len()].iter().try_fold(shape.c, |bytes, &n| bytes.checked_mul(n));
        bytes == Some(images.len()) && labels.iter().all(|label| usize::from(*label) < names.len())
    }

    /// The key of what is stored: the same for the same samples, on every visit.
    pub fn key(&self) -> String {
        let Shape { c, h, w } = self.data.shape;
        let head = format!("{}|{c}.{h}.{w}|{:?}|{:?}", self.name, self.validation, self.data.names);
        let bytes = head.as_bytes().iter().chain(&self.data.labels).chain(&self.data.images);
        format!("data-{:016x}", hash(bytes))
    }
}

/// FNV-1a, 64 bits.
pub fn hash<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> u64 {
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, add)
}

/// Files are compared by identity: they are large, and read once.
impl PartialEq for CustomDataset {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
