//! Training: [`Trainer`] takes the steps, [`Schedule`] says how far each goes, [`Average`] keeps what came of them.

mod average;
mod checkpoint;
pub mod parity;
mod runner;
mod schedule;
mod trainer;

pub use average::Average;
pub use checkpoint::Checkpoint;
pub use runner::{EngineBenchmark, Runner};
pub use schedule::{Decay, Schedule};
pub use trainer::{Scores, Trainer};
