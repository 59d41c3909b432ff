//! [`Inference`]: one opened network, and what it makes of inputs.

use std::sync::Arc;

use super::{Command, CommandError, Event, RunId, Service};
use crate::engine::Cpu;
use crate::network::{Network, NodeId, Plan, Weights};

/// Magnitudes of a node's output that its range is told from: of larger ones some are left out, evenly spread.
const MAX_MAGNITUDES: usize = 1 << 20;

/// The worker of the page, which only infers: at most one opened network.
#[derive(Default)]
pub struct Inference {
    opened: Option<(RunId, Cpu, Weights)>,
}

impl Service for Inference {
    async fn apply(&mut self, command: Command, _clock: &dyn Fn() -> f64) -> Event {
        match command {
            Command::Open { run, network, weights, examples } => self
                .open(run, network, &weights, &examples)
                .unwrap_or_else(|error| Event::Error { run, error }),
            Command::Infer { run, pixels, nodes } => {
                let activations = match &mut self.opened {
                    Some((opened, cpu, weights)) if *opened == run => infer(cpu, weights, &pixels, &nodes),
                    _ => Err(CommandError::NotOpen),
                };
                match activations {
                    Ok(activations) => Event::Activations { run, nodes, activations },
                    Err(error) => Event::Error { run, error },
                }
            }
            Command::Train { .. } | Command::Bench { .. } | Command::Compare { .. } => {
                Event::Error { run: RunId::default(), error: CommandError::NotOpen }
            }
        }
    }
}

impl Inference {
    /// Opens a network. The ranges of its activations are those that `examples` show.
    fn open(
        &mut self,
        run: RunId,
        network: Network,
        weights: &[u8],
        examples: &[Vec<f32>],
    ) -> Result<Event, CommandError> {
        self.opened = None;
        let plan = Arc::new(Plan::new(network)?);
        let weights = Weights::from_safetensors(&plan, weights)?;
        let mut cpu = Cpu::new(plan.clone());
        let mut magnitudes = vec![Vec::new(); plan.ids().count()];
        let all: Vec<NodeId> = plan.ids().collect();
        for pixels in examples {
            let activations = infer(&mut cpu, &weights, pixels, &all)?;
            for (magnitudes, values) in magnitudes.iter_mut().zip(activations) {
                let every = (values.len() * examples.len()).div_ceil(MAX_MAGNITUDES).max(1);
                magnitudes.extend(values.iter().step_by(every).map(|value| value.abs()));
            }
        }
        let ranges = magnitudes.into_iter().map(usual_largest).collect();
        let event = Event::Opened { run, weights: weights.clone(), ranges };
        self.opened = Some((run, cpu, weights));
        Ok(event)
    }
}

/// What comes out of these nodes for one sample; nothing of a node that there is not.
fn infer(
    cpu: &mut Cpu,
    weights: &Weights,
    pixels: &[f32],
    nodes: &[NodeId],
) -> Result<Vec<Vec<f32>>, CommandError> {
    let plan = cpu.plan().clone();
    let expected = plan.network().input.len();
    if pixels.len() != expected {
        return Err(CommandError::Pixels { expected, found: pixels.len() });
    }
    cpu.infer_nodes(weights, pixels, nodes);
    Ok(nodes.iter().map(|&id| cpu.activations(id).into_owned()).collect())
}

/// What 99 of 100 magnitudes do not exceed: a single outlier would leave everything else pale.
fn usual_largest(mut magnitudes: Vec<f32>) -> f32 {
    let at = magnitudes.len() * 99 / 100;
    if magnitudes.is_empty() { 1.0 } else { *magnitudes.select_nth_unstable_by(at, f32::total_cmp).1 }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::layers::dense::Dense;
    use crate::shape::Shape;

    /// One dense unit of two inputs: 2a + 3b + 1.
    fn network() -> (Network, Vec<u8>) {
        let mut network = Network::new(Shape::flat(2));
        network.chain([Dense::new(1).into()]);
        let plan = Plan::new(network.clone()).unwrap();
        let weights = Weights { params: vec![2.0, 3.0, 1.0], running: vec![] };
        (network, weights.to_safetensors(&plan, HashMap::new()))
    }

    fn apply(inference: &mut Inference, command: Command) -> Event {
        pollster::block_on(inference.apply(command, &|| 0.0))
    }

    #[test]
    fn inference_opens_infers_and_reports_errors() {
        let (network, weights) = network();
        let mut inference = Inference::default();
        let infer = |pixels: &[f32], nodes: &[usize]| {
            let nodes = nodes.iter().map(|&node| NodeId(node)).collect();
            Command::Infer { run: RunId(1), pixels: pixels.to_vec(), nodes }
        };
        let event = apply(&mut inference, infer(&[1.0, 1.0], &[1]));
        assert_eq!(event, Event::Error { run: RunId(1), error: CommandError::NotOpen });

        let examples = vec![vec![1.0, 0.0], vec![0.0, -2.0]];
        let event = apply(&mut inference, Command::Open { run: RunId(1), network, weights, examples });
        let Event::Opened { run: RunId(1), ranges, .. } = event else { panic!("{event:?}") };
        assert_eq!(ranges, [2.0, 5.0]);

        let event = apply(&mut inference, infer(&[1.0, 10.0], &[1, 0, 9]));
        assert_eq!(
            event,
            Event::Activations {
                run: RunId(1),
                nodes: [1, 0, 9].map(NodeId).to_vec(),
                activations: vec![vec![33.0], vec![1.0, 10.0], vec![]]
            }
        );
        let event = apply(&mut inference, infer(&[1.0], &[]));
        assert_eq!(
            event,
            Event::Error { run: RunId(1), error: CommandError::Pixels { expected: 2, found: 1 } }
        );
    }

    #[test]
    fn corrupt_weights_are_one_sentence() {
        let (network, mut weights) = network();
        weights.truncate(weights.len() - 1);
        let open = Command::Open { run: RunId(2), network, weights, examples: vec![] };
        let Event::Error { error, .. } = apply(&mut Inference::default(), open) else { panic!("refused") };
        assert!(
            error.to_string().starts_with("The weights cannot be used: this is not a safetensors file"),
            "{error}"
        );
    }
}
