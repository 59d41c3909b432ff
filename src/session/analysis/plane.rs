use serde::{Deserialize, Serialize};

/// What takes long about an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The features of all samples.
    Features,
    /// Who is near to whom.
    Affinities,
}

/// How a plane came about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Plane {
    /// The first two principal components, with their part of the variance.
    Pca {
        /// Of the variance, along each.
        ratios: [f32; 2],
    },
    /// t-SNE.
    Tsne {
        /// Steps taken.
        steps: usize,
        /// KL(P‖Q), as far as minimised.
        kl_divergence: f32,
    },
}
