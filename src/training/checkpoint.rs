use std::fmt;

use serde::{Deserialize, Serialize};

use crate::format::{stamped, unstamped};
use crate::network::{Plan, Weights};

/// The version that checkpoints are written in. 1 was the same, without a version.
const VERSION: u8 = 2;

/// Why bytes are no checkpoint of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckpointError {
    /// A newer version of this program wrote them.
    Newer,
    /// They are damaged, or of another network.
    Other,
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}",
            match self {
                Self::Newer => "what was kept of this run is of a newer version of this page",
                Self::Other => "what was kept of this run belongs to another network",
            }
        )
    }
}

impl std::error::Error for CheckpointError {}

/// Everything that a step changes: what a run goes on from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Steps taken.
    pub step: u64,
    /// The weights after them.
    pub weights: Weights,
    /// What the optimizer remembers.
    pub(super) state: Vec<Vec<f32>>,
}

impl Checkpoint {
    /// Its size in bytes, about.
    pub fn bytes(&self) -> usize {
        let values = self.weights.params.len() + self.weights.running.len();
        size_of::<f32>() * (values + self.state.iter().map(Vec::len).sum::<usize>())
    }

    /// As bytes, for [`from_bytes`](Self::from_bytes).
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { step, weights: Weights { params, running }, state } = self;
        let bytes = postcard::to_allocvec(&(step, params, running, state)).expect("it is plain data");
        stamped(VERSION, &bytes)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote for this plan.
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Result<Self, CheckpointError> {
        let (version, bytes) = unstamped(bytes);
        if version > VERSION {
            return Err(CheckpointError::Newer);
        }
        // Written out, so that no other order of fields changes it.
        let (step, params, running, state) =
            postcard::from_bytes(bytes).map_err(|_| CheckpointError::Other)?;
        let read = Self { step, weights: Weights { params, running }, state };
        let (params, running) = (plan.params_len(), plan.running_len());
        let fits = (read.weights.params.len(), read.weights.running.len()) == (params, running);
        (fits && read.state.iter().all(|buffer| buffer.len() == params))
            .then_some(read)
            .ok_or(CheckpointError::Other)
    }
}
