//! Every word that is shown, so that the page can be translated by writing this folder anew: constants, and functions with
//! typed parameters for sentences with values in them. A file for each place, and one for what all of them have. Nothing is
//! laid out or decided by a word.

// Most of these names say what their values do.
#![allow(missing_docs)]

pub mod convolve;
pub mod counts;
pub mod describe;
pub mod draw;
pub mod entry;
pub mod errors;
pub mod functions;
pub mod lab;
pub mod lessons;
pub mod link;
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
pub mod volumes;

/// A cell, as in the formulas: rows and columns count from 0.
pub fn cell([row, column]: [usize; 2]) -> String {
    format!("row {row}, column {column}")
}
