//! What the page hands out: an example, or a network with its training, as PyTorch code, and its view as a drawing that knows nothing of browsers.

mod draw;
mod formula;
mod gif;
mod pytorch;
mod pytorch_network;
mod pytorch_training;
mod scene;
mod sheets;
mod svg;

pub use draw::scene;
pub use gif::{Animation, shown_steps};
pub use pytorch::pytorch;
pub use pytorch_network::pytorch_network;
pub use pytorch_training::pytorch_training;
pub use scene::{Anchor, Item, Quantity, Rgb, Scene, Span};
pub use svg::svg;

#[cfg(test)]
mod tests;
