use serde::{Deserialize, Serialize};

use crate::network::{Plan, Weights};

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
        postcard::to_allocvec(self).expect("it is plain data")
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` if it is damaged, or of another network.
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Option<Self> {
        let read: Self = postcard::from_bytes(bytes).ok()?;
        let (params, running) = (plan.params_len(), plan.running_len());
        let fits = (read.weights.params.len(), read.weights.running.len()) == (params, running);
        (fits && read.state.iter().all(|buffer| buffer.len() == params)).then_some(read)
    }
}
