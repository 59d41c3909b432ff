//! A run that is changed by hand, and what its parameters were before.

use super::TrainingRun;
use super::protocol::RunEvent;
use crate::network::Weights;
use crate::session::CommandError;

impl TrainingRun {
    /// Sets one parameter. Snapshots of steps behind this one are forgotten, as where it goes another way.
    pub(super) fn set_param(&mut self, index: usize, value: f32) -> Result<(), CommandError> {
        let mut checkpoint = self.trainer.checkpoint();
        let values = checkpoint.weights.params.len();
        let param = checkpoint.weights.params.get_mut(index).filter(|_| value.is_finite());
        *param.ok_or(CommandError::Value { values, found: index })? = value;
        self.trainer.restore(checkpoint.clone());
        self.snapshots.replace(checkpoint);
        Ok(())
    }

    /// What some parameters, the first of them at `from`, were at every snapshot, and are now.
    pub(super) fn weight_history(&self, from: usize, len: usize) -> RunEvent {
        let of = |step: u64, weights: &Weights| {
            let values = weights.params.get(from..from.saturating_add(len));
            (step, values.unwrap_or_default().to_vec())
        };
        let (step, weights) = (self.trainer.step(), &self.trainer.observed().weights);
        let before = self.snapshots.until(step).map(|before| of(before.step, &before.weights));
        let (steps, values) = before.chain([of(step, weights)]).unzip();
        RunEvent::WeightHistory { steps, values }
    }
}
