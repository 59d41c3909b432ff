//! The place Networks: which network on the left, why on the right, its diagram, strips and table between them.

mod about;
mod choices;
mod diagram;
mod examples;
mod exports;
mod file;
mod place;
mod run;
mod runner;
mod strongest;
mod table;
mod tiles;
mod which;
mod why;

pub use place::{Message, Place, Props};
