//! [`Inference`]: one opened network, and what it makes of inputs.

use std::sync::Arc;

use super::{CommandError, InferenceCommand, InferenceError, InferenceEvent, RunId, Service};
use crate::engine::Cpu;
use crate::network::{Network, NodeId, Plan, Weights};

/// Magnitudes of a node's output that its range is told from: of larger ones some are left out, evenly spread.
const MAX_MAGNITUDES: usize = 1 << 14;

/// The worker of the page, which infers: at most one opened network.
#[derive(Default)]
pub struct Inference {
    opened: Option<(RunId, Cpu, Weights)>,
}

impl Service for Inference {
    type Command = InferenceCommand;
    type Event = InferenceEvent;

    async fn apply(&mut self, command: InferenceCommand, clock: &dyn Fn() -> f64) -> InferenceEvent {
        let (run, answer) = match command {
            InferenceCommand::Open { run, network, weights, examples } => {
                (run, self.open(run, network, &weights, &examples))
            }
            InferenceCommand::Infer { run, pixels, nodes } => (run, self.infer(run, &pixels, nodes, clock)),
        };
        answer.unwrap_or_else(|error| InferenceEvent::Error { run, error })
    }
}

impl Inference {
    /// Gets ready to run a network that was read already.
    pub(super) fn adopt(&mut self, run: RunId, plan: Plan, weights: Weights) {
        self.opened = Some((run, Cpu::new(Arc::new(plan)), weights));
    }

    /// Forgets the network that is open.
    pub(super) fn close(&mut self) {
        self.opened = None;
    }

    /// Opens a network. The ranges of its activations are those that `examples` show.
    fn open(
        &mut self,
        run: RunId,
        network: Network,
        weights: &[u8],
        examples: &[Vec<f32>],
    ) -> Result<InferenceEvent, InferenceError> {
        self.opened = None;
        let plan = Arc::new(Plan::new(network)?);
        let weights = Weights::from_safetensors(&plan, weights)?;
        let mut cpu = Cpu::new(plan.clone());
        let mut magnitudes = vec![Vec::new(); plan.ids().count()];
        let all: Vec<NodeId> = plan.ids().collect();
        for (example, pixels) in examples.iter().enumerate() {
            check_pixels(&plan, pixels)?;
            let activations = infer(&mut cpu, &weights, pixels, &all);
            for (magnitudes, values) in magnitudes.iter_mut().zip(activations) {
                // Odd, and from another cell on in each example, so that not only some columns are seen.
                let every = (values.len() * examples.len()).div_ceil(MAX_MAGNITUDES).max(1) | 1;
                let seen = values.iter().skip(example % every).step_by(every);
                magnitudes.extend(seen.map(|value| value.abs()));
            }
        }
        let ranges = magnitudes.into_iter().map(usual_largest).collect();
        let event = InferenceEvent::Opened { run, weights: weights.clone(), ranges };
        self.opened = Some((run, cpu, weights));
        Ok(event)
    }

    /// The opened network, if it is this one.
    pub(super) fn network(&mut self, run: RunId) -> Result<(&mut Cpu, &Weights), InferenceError> {
        let opened = self.opened.as_mut().filter(|(opened, ..)| *opened == run);
        let (_, cpu, weights) = opened.ok_or(InferenceError::NotOpen)?;
        Ok((cpu, weights))
    }

    /// The opened network, if it is this one and takes these values.
    pub(super) fn opened(
        &mut self,
        run: RunId,
        pixels: &[f32],
    ) -> Result<(&mut Cpu, &Weights), InferenceError> {
        let (cpu, weights) = self.network(run)?;
        check_pixels(cpu.plan(), pixels)?;
        Ok((cpu, weights))
    }

    fn infer(
        &mut self,
        run: RunId,
        pixels: &[f32],
        nodes: Vec<NodeId>,
        clock: &dyn Fn() -> f64,
    ) -> Result<InferenceEvent, InferenceError> {
        let (cpu, weights) = self.network(run)?;
        let (expected, found) = (cpu.plan().network().input.len(), pixels.len());
        if found == 0 || !found.is_multiple_of(expected) {
            return Err(InferenceError::Pixels { expected, found });
        }
        let milliseconds = cpu.infer_nodes_timed(weights, pixels, &nodes, clock);
        let activations = nodes.iter().map(|&id| cpu.activations(id).into_owned()).collect();
        Ok(InferenceEvent::Activations { run, nodes, activations, milliseconds })
    }
}

pub(super) fn check_pixels(plan: &Plan, pixels: &[f32]) -> Result<(), InferenceError> {
    let (expected, found) = (plan.network().input.len(), pixels.len());
    if expected == found { Ok(()) } else { Err(InferenceError::Pixels { expected, found }) }
}

pub(super) fn check_class(plan: &Plan, found: usize) -> Result<(), CommandError> {
    let classes = plan.output().len();
    if found < classes { Ok(()) } else { Err(CommandError::Class { classes, found }) }
}

/// What comes out of these nodes for one sample; nothing of a node that there is not.
fn infer(cpu: &mut Cpu, weights: &Weights, pixels: &[f32], nodes: &[NodeId]) -> Vec<Vec<f32>> {
    cpu.infer_nodes(weights, pixels, nodes);
    nodes.iter().map(|&id| cpu.activations(id).into_owned()).collect()
}

/// What 99 of 100 magnitudes do not exceed: a single outlier would leave everything else pale.
fn usual_largest(mut magnitudes: Vec<f32>) -> f32 {
    let at = magnitudes.len() * 99 / 100;
    if magnitudes.is_empty() { 1.0 } else { *magnitudes.select_nth_unstable_by(at, f32::total_cmp).1 }
}

#[cfg(test)]
mod tests;
