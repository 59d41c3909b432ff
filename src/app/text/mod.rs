//! Every word that is shown: constants, and functions with typed parameters for sentences with values in them. A file for each
//! place, and one for what all of them have. They are written in English, and each is shown in the [`Language`] chosen, whose
//! translations are in `assets/languages`. Nothing is laid out or decided by a word.

// Most of these names say what their values do.
#![allow(missing_docs)]

pub mod convolve;
pub mod core;
pub mod counts;
pub mod describe;
pub mod draw;
pub mod entry;
pub mod errors;
pub mod functions;
mod key;
pub mod lab;
mod language;
pub mod lessons;
pub mod link;
mod message;
pub mod networks;
pub mod norms;
pub mod pool;
pub mod restyle;
pub mod scenes;
pub mod scenes_digits;
pub mod scenes_generate;
pub mod scenes_inside;
pub mod scenes_similar;
pub mod scenes_stages;
pub mod scenes_symbols;
pub mod scenes_teach;
pub mod scenes_teach_own;
pub mod shell;
pub mod stack;
pub mod train;
mod translation;
pub mod volumes;

pub(crate) use convoscope_macros::tr;
pub use language::{ENGLISH, LANGUAGES, Language};
pub use message::fill;
pub use translation::{Catalogue, Text, translation_of};

/// A cell, as in the formulas: rows and columns count from 0.
pub fn cell([row, column]: [usize; 2]) -> String {
    tr!("row {row}, column {column}")
}
