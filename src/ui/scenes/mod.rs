//! The place Scenes.

mod canvas;
mod curves;
mod describe;
mod digits;
mod find;
mod generate;
mod inside;
mod learn_bar;
mod learning;
mod place;
mod regions;
mod restyle;
mod segment;
mod shapes;
mod similar;
mod stage;
mod teach;

pub use place::{Message, Place, Props};
