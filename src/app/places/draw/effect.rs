use super::ChosenNetwork;
use crate::session::{Command, InferenceCommand};

/// What is to be done; the worker takes commands `C`.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect<C = InferenceCommand> {
    /// Send this to the worker.
    Send(C),
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

/// What is to be done while the network is looked at backward or asked why: the worker explains, too.
pub type ExplainedEffect = Effect<Command>;

impl From<Effect> for ExplainedEffect {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Send(command) => Self::Send(command.into()),
            Effect::RestartWorker => Self::RestartWorker,
            Effect::LoadWeights(network) => Self::LoadWeights(network),
            Effect::LoadSamples(key) => Self::LoadSamples(key),
            Effect::UpdateUrl => Self::UpdateUrl,
            Effect::Pushed => Self::Pushed,
            Effect::Notice(notice) => Self::Notice(notice),
        }
    }
}
