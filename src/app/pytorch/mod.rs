//! What is on the screen as PyTorch code: networks, their training, and what programs that print numbers have in common.

mod names;
mod network;
mod script;
mod training;

pub use network::network;
pub use script::{script, tensor};
pub use training::{TrainingProgram, training};

#[cfg(test)]
mod tests;
