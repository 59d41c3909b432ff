//! The place Scenes.

mod canvas;
mod find;
mod learning;
mod place;
mod restyle;
mod segment;
mod shapes;
mod stage;

pub use place::{Message, Place, Props};
