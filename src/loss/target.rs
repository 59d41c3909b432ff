use super::level;

/// The label of a cell of a mask that adds neither loss nor gradient, as PyTorch's `ignore_index`.
pub const IGNORED_LABEL: u8 = 255;

/// How many of a sample's cells count.
pub(crate) fn counted(labels: &[u8]) -> usize {
    labels.iter().filter(|label| **label != IGNORED_LABEL).count()
}

/// What the network should have said about each sample of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// One class for each sample: 1 for that class and 0 for the others. With a single output there are no classes: a label b
    /// then stands for the value [`level`]`(b)`.
    Labels(&'a [u8]),
    /// A value for each output: for cross-entropy a probability, for the mean squared error any number.
    Values(&'a [f32]),
    /// One class for each cell of maps classes × cells: 1 in the map of that class and 0 in the others.
    Mask {
        /// The classes, cell by cell, sample after sample; [`IGNORED_LABEL`] of a cell that does not count.
        labels: &'a [u8],
        /// Cells of a map.
        cells: usize,
    },
    /// A value for each output, and what its error weighs.
    Weighted {
        /// The values.
        values: &'a [f32],
        /// Their weights, at least 0.
        weights: &'a [f32],
    },
    /// What a variational autoencoder is to give back. Of the outputs of a sample the last 2·latent are μ and ln σ² of each latent
    /// value, and those before them have a value each.
    Reconstruction {
        /// The values: for cross-entropy probabilities.
        values: &'a [f32],
        /// How many latent values there are.
        latent: usize,
        /// What their divergence weighs.
        beta: f32,
    },
}

impl Target<'_> {
    /// What output `k` of `classes` of sample `n` should be.
    pub(super) fn value(&self, n: usize, k: usize, classes: usize) -> f32 {
        match self {
            Self::Labels(labels) if classes == 1 => level(labels[n]),
            Self::Labels(labels) => f32::from(usize::from(labels[n]) == k),
            Self::Values(values) | Self::Weighted { values, .. } => values[n * classes + k],
            Self::Reconstruction { values, latent, .. } => values[n * (classes - 2 * latent) + k],
            Self::Mask { labels, cells } => {
                f32::from(usize::from(labels[n * cells + k % cells]) == k / cells)
            }
        }
    }

    /// Whether output `k` of sample `n` is of a cell that does not count.
    pub(super) fn is_ignored(&self, n: usize, k: usize) -> bool {
        matches!(self, Self::Mask { labels, cells } if labels[n * cells + k % cells] == IGNORED_LABEL)
    }

    /// What each cell of sample `n` that counts weighs, so that all of them weigh as much as all cells.
    pub(super) fn weight_of_cells(&self, n: usize) -> f32 {
        match self {
            Self::Mask { labels, cells } => {
                *cells as f32 / counted(&labels[n * cells..][..*cells]).max(1) as f32
            }
            _ => 1.0,
        }
    }

    /// What the error of output `k` of `classes` of sample `n` weighs.
    pub(super) fn weight(&self, n: usize, k: usize, classes: usize) -> f32 {
        match self {
            Self::Weighted { weights, .. } => weights[n * classes + k],
            _ => 1.0,
        }
    }
}

/// What the network should say about samples, on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// One class for each sample.
    Labels(Vec<u8>),
    /// One class for each cell of maps classes × cells.
    Mask {
        /// The classes, cell by cell, sample after sample; [`IGNORED_LABEL`] of a cell that does not count.
        labels: Vec<u8>,
        /// Cells of a map.
        cells: usize,
    },
    /// A value for each output, and what its error weighs.
    Weighted {
        /// The values.
        values: Vec<f32>,
        /// Their weights, at least 0.
        weights: Vec<f32>,
    },
    /// What a variational autoencoder is to give back, as [`Target::Reconstruction`].
    Reconstruction {
        /// The values.
        values: Vec<f32>,
        /// How many latent values there are.
        latent: usize,
        /// What their divergence weighs.
        beta: f32,
    },
}

impl Targets {
    /// For a loss to look at.
    pub fn as_target(&self) -> Target<'_> {
        match self {
            Self::Labels(labels) => Target::Labels(labels),
            Self::Mask { labels, cells } => Target::Mask { labels, cells: *cells },
            Self::Weighted { values, weights } => Target::Weighted { values, weights },
            Self::Reconstruction { values, latent, beta } => {
                Target::Reconstruction { values, latent: *latent, beta: *beta }
            }
        }
    }

    /// The labels of samples or cells; none where values are wanted.
    pub fn labels(&self) -> &[u8] {
        match self {
            Self::Labels(labels) | Self::Mask { labels, .. } => labels,
            Self::Weighted { .. } | Self::Reconstruction { .. } => &[],
        }
    }
}

impl From<Vec<u8>> for Targets {
    fn from(labels: Vec<u8>) -> Self {
        Self::Labels(labels)
    }
}

impl FromIterator<u8> for Targets {
    fn from_iter<I: IntoIterator<Item = u8>>(labels: I) -> Self {
        Self::Labels(labels.into_iter().collect())
    }
}
