//! What is seen of a run: the values of probes, histograms, norms of gradients.

use std::borrow::Cow;

use super::TrainingRun;
use super::memory::MAX_PROBED;
use super::protocol::{Look, RunEvent};
use super::report::Histogram;
use crate::engine::{Shards, Wanted};
use crate::layers::Layer;
use crate::loss::Targets;
use crate::network::{NodeId, Plan};

/// Parts of a histogram.
const PARTS: usize = 40;

impl TrainingRun {
    /// The values of all probes and histograms that are watched.
    pub(super) fn probe(&mut self) -> (Vec<Vec<f32>>, Vec<Histogram>) {
        let watch = &self.watch;
        let nodes = |of: Look| -> Vec<NodeId> {
            let all = watch.probes.iter().chain(&watch.histograms);
            all.filter(|(_, look)| *look == of).map(|(id, _)| *id).collect()
        };
        let (activations, gradients) = (nodes(Look::Activations), nodes(Look::Gradients));
        self.view(activations, gradients);
        let (plan, watch, observed) = (&self.plan, &self.watch, self.trainer.observed());
        let last = observed.first();
        let value = |&(id, look): &(NodeId, Look)| -> Cow<'_, [f32]> {
            if plan.ids().count() <= id.0 {
                return Cow::default();
            }
            match look {
                Look::Activations => self.viewer.activations(id),
                Look::Gradients => self.viewer.gradients(id),
                Look::Weights => observed.weights.params[plan.params_of(id)].into(),
                Look::WeightGradients => last.dparams().get(plan.params_of(id)).unwrap_or_default().into(),
                Look::Updates => {
                    let after = &observed.weights.params[plan.params_of(id)];
                    let before = observed.previous.params.get(plan.params_of(id)).unwrap_or(after);
                    after.iter().zip(before).map(|(after, before)| after - before).collect()
                }
                Look::Masks => match plan.layer(id) {
                    Some(Layer::Dropout(_)) => {
                        let len = plan.shape(id).len();
                        last.saved(id).get(..len).unwrap_or_default().into()
                    }
                    _ => Cow::default(),
                },
                Look::Statistics => statistics(plan, observed, id).into(),
                Look::RunningStatistics => observed.weights.running[plan.running_of(id)].into(),
                Look::Planes => Cow::default(),
            }
        };
        // What is too much to be sent is counted all the same.
        let mut room = MAX_PROBED;
        let mut sent = |probe: &(NodeId, Look)| {
            let values = value(probe);
            let left = room.checked_sub(values.len() as u64);
            room = left.unwrap_or(room);
            left.map_or(Vec::new(), |_| values.into_owned())
        };
        let probes = watch.probes.iter().map(&mut sent).collect();
        (probes, watch.histograms.iter().map(|probe| histogram(&value(probe))).collect())
    }

    /// Runs the chosen sample as inference does: forward as far as these nodes, and back to those whose gradients are wanted.
    fn view(&mut self, mut activations: Vec<NodeId>, gradients: Vec<NodeId>) {
        let sample = (self.watch.sample as usize).min(self.data.len() - 1);
        let given = self.given_input();
        let is_given = given.is_some();
        let input = given.unwrap_or_else(|| self.input(sample));
        activations.push(self.plan.network().last());
        let weights = &self.trainer.observed().weights;
        if gradients.is_empty() {
            return self.viewer.infer_nodes(weights, &input, &activations);
        }
        self.viewer.infer(weights, &input);
        let (logits, dlogits) = self.viewer.loss_gradient();
        // Nobody knows what is shown in place of a sample: it is taken for what the network says.
        let targets = match &self.scenes {
            Some(scenes) if is_given => scenes.as_said(logits),
            Some(scenes) => scenes.targets(&[sample]),
            None if let Some(reconstruction) = self.reconstruction => reconstruction.targets(&input),
            None if is_given => {
                let best = (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0);
                Targets::Labels(vec![best as u8])
            }
            None => Targets::Labels(vec![self.data.labels[sample]]),
        };
        self.settings.loss.evaluate(1, logits, targets.as_target(), dlogits);
        self.viewer.backward(&weights.params, &weights.running, &Wanted::gradients(gradients));
    }

    /// The logits of a sample, or of the last one.
    pub(super) fn classify(&mut self, sample: u32) -> RunEvent {
        let sample = sample.min(self.data.len().saturating_sub(1) as u32);
        let input = self.input(sample as usize);
        let logits = self.viewer.infer(&self.trainer.observed().weights, &input).to_vec();
        RunEvent::Classified { sample, logits }
    }

    /// The norm of dL/dparams of each node, the input first.
    pub(super) fn gradient_norms(&self) -> Vec<f32> {
        let (plan, last) = (&self.plan, self.trainer.observed().first());
        let norm = |id: NodeId| {
            let gradient = last.dparams().get(plan.params_of(id)).unwrap_or_default();
            gradient.iter().map(|&d| f64::from(d) * f64::from(d)).sum::<f64>().sqrt() as f32
        };
        plan.ids().map(norm).collect()
    }
}

/// Of a batch norm: means and variances over the last batch, then the running ones, those before the step, and how many values
/// each is of. Nothing before the first step.
fn statistics(plan: &Plan, observed: &Shards, id: NodeId) -> Vec<f32> {
    let Some(Layer::BatchNorm(norm)) = plan.layer(id) else { return Vec::new() };
    let saved = observed.first().saved(id);
    let (means, scales) = saved.split_at(saved.len() / 2);
    let variance = |scale: &f32| scale.powi(-2) - norm.eps;
    let batch: Vec<f32> = means.iter().copied().chain(scales.iter().map(variance)).collect();
    let (running, count) = (plan.running_of(id), observed.first().batch() * plan.shape(id).area());
    let Some(before) = observed.previous.running.get(running.clone()) else { return Vec::new() };
    [&batch, &observed.weights.running[running], before, &[count as f32]].concat()
}

fn histogram(values: &[f32]) -> Histogram {
    if values.is_empty() {
        return Histogram::default();
    }
    let least = values.iter().copied().fold(f32::INFINITY, f32::min);
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut counts = vec![0; PARTS];
    for value in values {
        // The largest value belongs to the last part; equal values to the first.
        let part = ((value - least) / (most - least).max(f32::MIN_POSITIVE) * PARTS as f32) as usize;
        counts[part.min(PARTS - 1)] += 1;
    }
    Histogram { least, most, counts }
}
