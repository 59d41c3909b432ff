//! What the page hands out: an example, or a network with its training, as PyTorch code, and its view as a drawing that knows nothing of browsers.

mod convolution;
mod draw;
mod example;
mod figure;
mod formula;
mod gif;
mod pooling;
mod pytorch;
mod pytorch_network;
mod pytorch_pool;
mod pytorch_training;
mod scene;
mod svg;

pub use example::Example;
pub use gif::{Animation, shown_steps};
pub use pytorch_network::pytorch_network;
pub use pytorch_training::pytorch_training;
pub use scene::{Anchor, Area, Item, Quantity, Rgb, Scene, Span};
pub use svg::{FONTS, svg};

#[cfg(test)]
mod tests;
