//! What the page hands out: an example, or a network with its training, as PyTorch code, and its view as a drawing that knows nothing of browsers.

mod content;
mod convolution;
mod draw;
mod example;
mod formula;
mod gif;
mod pooling;
mod scene;
mod svg;

pub use example::Example;
pub use gif::{Animation, shown_steps};
pub use scene::{Anchor, Area, Item, Quantity, Rgb, Scene, Span};
pub use svg::{FONTS, svg};

#[cfg(test)]
mod tests;
