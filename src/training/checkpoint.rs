use crate::network::Weights;

/// Everything that a step changes: what a run goes on from.
#[derive(Clone, Debug, PartialEq)]
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
}
