use serde::{Deserialize, Serialize};

use crate::format::{encoded, unstamped};
use crate::network::{Bytes, Plan, Weights};
use crate::optimizer::Optimizer;

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
    pub fn bytes(&self) -> Bytes {
        let lists = [&self.weights.params, &self.weights.running].into_iter().chain(&self.state);
        Bytes::of_values(lists.map(|list| list.len() as u64).sum())
    }

    /// The size of every one that is taken of a run.
    pub fn bytes_of(plan: &Plan, optimizer: &Optimizer) -> Bytes {
        let state = plan.params_len() as u64 * optimizer.buffers() as u64;
        plan.weights_bytes() + Bytes::of_values(state)
    }

    /// As bytes, for [`from_bytes`](Self::from_bytes).
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self.step, &self.weights, &self.state)
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

    /// The weights alone, of whatever network.
    pub fn weights_in(bytes: &[u8]) -> Result<Weights, CheckpointError> {
        let (version, bytes) = unstamped(bytes);
        if version > VERSION {
            return Err(CheckpointError::Newer);
        }
        let ((_step, params, running), _state) =
            postcard::take_from_bytes::<(u64, _, _)>(bytes).map_err(|_| CheckpointError::Other)?;
        Ok(Weights { params, running })
    }
}

/// The bytes of a checkpoint of these numbers.
pub(super) fn encode(step: u64, weights: &Weights, state: &[Vec<f32>]) -> Vec<u8> {
    // Written out, so that no other order of fields changes it.
    encoded(VERSION, &(step, &weights.params, &weights.running, state))
}
