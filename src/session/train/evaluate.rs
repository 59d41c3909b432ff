//! Scores of validation samples, and what the network says about the plane.

use super::TrainingRun;
use super::memory::evaluated_at_once;
use super::protocol::{RunEvent, UNIT_STRIDE};
use super::report::{Evaluation, Wrong};
use crate::data::Features;
use crate::engine::Cpu;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::loss::{TOLERANCE, Target, level};
use crate::network::{NodeId, Plan};

/// How many of the worst are named.
const WORST: usize = 48;
/// All validation samples are scored where that takes no more multiply-adds than this, a few seconds; else as many as it takes.
const MACS: u64 = 20_000_000_000;
/// So many are scored where that takes no more than [`MAX_MACS`].
const SCORED: u64 = 1000;
/// The most multiply-adds that scores may take, where more than one sample is scored.
const MAX_MACS: u64 = 10 * MACS;

impl TrainingRun {
    /// Scores the validation samples: all of them, or the first ones of a large network.
    pub(super) fn evaluate(&mut self) -> Evaluation {
        let macs = self.plan.total_cost().macs.max(1);
        let scored = (MACS / macs).max(SCORED.min(MAX_MACS / macs)).max(1);
        let scored = usize::try_from(scored).unwrap_or(usize::MAX);
        let (data, samples) = (&self.data, &self.validation[..self.validation.len().min(scored)]);
        let mut silent = Silent::new(&self.plan);
        let classes = data.classes();
        let mut confusion = vec![vec![Vec::new(); classes]; classes];
        let (mut loss, mut right, mut worst) = (0.0f64, 0, Vec::new());
        let mut inputs = Vec::new();
        for samples in samples.chunks(evaluated_at_once(&self.plan)) {
            inputs.resize(samples.len() * data.shape.len(), 0.0);
            for (&sample, input) in samples.iter().zip(inputs.chunks_exact_mut(data.shape.len())) {
                data.write(sample, input);
            }
            let logits = self.viewer.infer(&self.trainer.observed().weights, &inputs);
            for (&sample, logits) in samples.iter().zip(logits.chunks_exact(classes)) {
                let label = data.labels[sample];
                let mut dlogits = vec![0.0; classes];
                let own = self.settings.loss.evaluate(1, logits, Target::Labels(&[label]), &mut dlogits);
                let is_near = classes == 1 && (logits[0] - level(label)).abs() <= TOLERANCE;
                let row = usize::from(label).min(classes - 1);
                let predicted = (0..classes).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0);
                loss += f64::from(own);
                confusion[row][predicted].push(sample as u32);
                if is_near || (classes > 1 && predicted == row) {
                    right += 1;
                } else {
                    worst.push(Wrong { sample: sample as u32, label, predicted: predicted as u8, loss: own });
                }
            }
            silent.look(&self.viewer);
        }
        worst.sort_by(|a, b| b.loss.total_cmp(&a.loss));
        worst.truncate(WORST);
        let count = samples.len().max(1) as f64;
        Evaluation {
            step: self.trainer.step(),
            samples: samples.len() as u32,
            loss: (loss / count) as f32,
            accuracy: (f64::from(right) / count) as f32,
            dead: if samples.is_empty() { vec![] } else { silent.counts() },
            confusion,
            worst,
        }
    }

    /// The logits of `side` × `side` points, from (−1, −1) to (1, 1), the first coordinate faster, one row after the other, or of
    /// `side` points from −1 to 1; and what comes out of each unit of some nodes for a part of them.
    pub(super) fn boundary(&mut self, side: u32, nodes: &[NodeId], axes: Axes) -> RunEvent {
        let count = side as usize;
        let at = |i: usize| 2.0 * i as f32 / (count - 1) as f32 - 1.0;
        let mut logits = Vec::with_capacity(count);
        let len = |node: &NodeId| self.plan.shape(*node).len();
        let mut units: Vec<Vec<Vec<f32>>> = nodes.iter().map(|node| vec![Vec::new(); len(node)]).collect();
        let rows = if axes == Axes::Line { 1 } else { count };
        for y in 0..rows {
            let row: Vec<f32> = match axes {
                Axes::Plane(features) => (0..count).flat_map(|x| features.of([at(x), at(y)])).collect(),
                Axes::Line => (0..count).map(at).collect(),
            };
            logits.push(self.viewer.infer(&self.trainer.observed().weights, &row).to_vec());
            if !y.is_multiple_of(UNIT_STRIDE) {
                continue;
            }
            for (node, units) in nodes.iter().zip(&mut units) {
                let values = self.viewer.activations(*node);
                for point in values.chunks_exact(units.len()).step_by(UNIT_STRIDE) {
                    units.iter_mut().zip(point).for_each(|(unit, value)| unit.push(*value));
                }
            }
        }
        RunEvent::Boundary { side, logits, units: units.into_iter().map(|units| units.concat()).collect() }
    }
}

/// What samples are points of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Axes {
    /// A plane, with what the network is given of a point.
    Plane(Features),
    /// A line.
    Line,
}

/// The channels of each ReLU that gave 0 so far.
struct Silent(Vec<(NodeId, Vec<bool>)>);

impl Silent {
    fn new(plan: &Plan) -> Self {
        let is_relu = |id: &NodeId| matches!(plan.layer(*id), Some(Layer::Activation(Activation::Relu)));
        Self(plan.ids().filter(is_relu).map(|id| (id, vec![true; plan.shape(id).c])).collect())
    }

    /// Takes in what came out for some samples.
    fn look(&mut self, viewer: &Cpu) {
        for (id, channels) in &mut self.0 {
            let shape = viewer.plan().shape(*id);
            for sample in viewer.activations(*id).chunks_exact(shape.len()) {
                for (silent, map) in channels.iter_mut().zip(sample.chunks_exact(shape.area())) {
                    *silent &= map.iter().all(|value| *value <= 0.0);
                }
            }
        }
    }

    fn counts(self) -> Vec<(NodeId, u32)> {
        let count = |channels: Vec<bool>| channels.into_iter().filter(|silent| *silent).count() as u32;
        self.0.into_iter().map(|(id, channels)| (id, count(channels))).collect()
    }
}
