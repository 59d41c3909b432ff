//! The place Lessons: the contents, and the strip above the place of a step.

mod chart;
mod contents;
mod glossary;
mod handout;
mod place;
mod strip;
mod writing;

pub use place::{Message, Place, Props};
