//! Training: [`Trainer`] takes the steps, [`Schedule`] says how far each goes, [`Average`] keeps what came of them.

mod average;
pub mod parity;
mod runner;
mod schedule;
mod trainer;

pub use average::Average;
pub use runner::{Race, Runner};
pub use schedule::Schedule;
pub use trainer::{Scores, Trainer};
