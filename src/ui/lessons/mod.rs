//! The place Lessons: the contents, and the strip above the place of a step.

mod contents;
mod entry;
mod glossary;
mod handout;
mod place;
mod strip;
mod writing;

pub use entry::LessonsPlace;
