//! Samples as points: the plane that shows most of their spread ([`Pca`]), a plane in which neighbours stay neighbours
//! ([`Tsne`]), and who is nearest to whom ([`nearest`]). Samples are rows of as many values as there are dimensions, one after the other.

mod neighbours;
mod pca;
mod tsne;

pub use neighbours::{Neighbour, cosine_distance, nearest, precision};
pub use pca::Pca;
pub use tsne::{Affinities, PERPLEXITY, Tsne};
