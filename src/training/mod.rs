//! Training: [`Trainer`] takes the steps, [`Schedule`] says how far each goes.

mod schedule;
mod trainer;

pub use schedule::Schedule;
pub use trainer::{Scores, Trainer};
