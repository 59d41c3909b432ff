use super::ChosenNetwork;
use crate::session::Command;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this to the worker.
    Send(Command),
    /// Start another worker, and load the weights again.
    RestartWorker,
    /// Load the weights of this network.
    LoadWeights(ChosenNetwork),
    /// Load the samples that the store has at this key.
    LoadSamples(String),
    /// The link is another one.
    UpdateUrl,
    /// The link is another one, and that before is a place to come back to: it was one level up, or another direction.
    Pushed,
    /// Say this.
    Notice(String),
}
