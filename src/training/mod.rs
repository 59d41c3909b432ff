//! Training: [`Trainer`] takes the steps on an [`Engine`](crate::engine::Engine), [`Schedule`] says how far each goes, [`Average`] keeps what came of them,
//! [`Pruning`] makes small weights zero.

mod average;
mod checkpoint;
mod device;
mod in_flight;
pub mod parity;
mod pruning;
mod schedule;
mod trainer;

pub use average::Average;
pub use checkpoint::{Checkpoint, CheckpointError};
pub use device::EngineBenchmark;
pub use in_flight::TakenStep;
pub use pruning::Pruning;
pub use schedule::{Decay, Schedule};
pub use trainer::Trainer;

pub use crate::engine::{Batch, Scores};
