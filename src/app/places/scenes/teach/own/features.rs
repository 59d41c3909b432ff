//! EfficientNet-Lite0 without its head: a worker computes the features of each example once.

use std::rc::Rc;

use super::content::Content;
use super::link::SourceNetwork;
use super::{Effect, Loading, Own, OwnConfig, to_scene};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::app::text::scenes_teach_own as text;
use crate::layers::Layer;
use crate::layers::dense::Dense;
use crate::network::{Network, NodeId, Weights};
use crate::session::{Command, Event, RunId};
use crate::shape::Shape;
use crate::zoo::efficientnet_lite0;

/// How many features an example has.
pub const FEATURES: usize = 1280;
/// It is the only network of its worker.
const RUN: RunId = RunId(1);

/// What is being computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Example(u32),
    Tried,
}

/// The layer that learns on features: one logit for each class.
pub fn head(classes: usize) -> Network {
    let mut network = Network::new(Shape::flat(FEATURES));
    network.chain([Dense::new(classes).into()]);
    network
}

/// What features are divided by, so that they become bytes: the largest that the examples have, but at least the mean of these.
pub fn divisors(features: &[Rc<[f32]>]) -> Vec<f32> {
    let largest = |at: usize| features.iter().map(|values| values[at]).fold(0.0, f32::max);
    let largest: Vec<f32> = (0..FEATURES).map(largest).collect();
    let mean = largest.iter().sum::<f32>() / FEATURES as f32;
    largest.into_iter().map(|most| most.max(mean).max(f32::MIN_POSITIVE)).collect()
}

/// The node whose output the features are.
fn pooled(network: &Network) -> NodeId {
    let is_pool = |layer: &Layer| matches!(layer, Layer::GlobalAvgPool(_));
    let place = network.nodes.iter().position(|node| is_pool(&node.layer));
    place.map_or(network.last(), |index| NodeId(index + 1))
}

impl Own {
    /// Has the worker open the weights.
    pub(super) fn open_lite0(&mut self, weights: Vec<u8>) -> Vec<SceneEffect> {
        self.loading[SourceNetwork::Lite0 as usize] = Loading::Opening;
        let network = efficientnet_lite0();
        vec![to_scene(Effect::Features(Command::Open { run: RUN, network, weights, examples: Vec::new() }))]
    }

    /// How many examples wait for their features.
    pub fn waiting(&self, config: &OwnConfig) -> usize {
        match config.source {
            SourceNetwork::Lite0 => self.examples.all().filter(|example| example.features.is_none()).count(),
            _ => 0,
        }
    }

    /// Has the next features computed, where there is something to compute and nothing is being computed.
    pub(super) fn compute_features(&mut self, config: &OwnConfig) -> Vec<SceneEffect> {
        if config.source != SourceNetwork::Lite0 || self.lite0.is_none() || self.job.is_some() {
            return Vec::new();
        }
        let tried = self.tried.as_ref().filter(|_| self.tried_features.is_none());
        let waiting = self.examples.all().find(|example| example.features.is_none());
        let (job, content) = match (tried, waiting) {
            (Some(tried), _) => (Job::Tried, tried),
            (None, Some(example)) => (Job::Example(example.id), &example.content),
            (None, None) => return Vec::new(),
        };
        let pixels = Content::normalized(content);
        self.job = Some(job);
        let nodes = vec![pooled(&efficientnet_lite0())];
        vec![to_scene(Effect::Features(Command::Infer { run: RUN, pixels, nodes }))]
    }

    /// The worker answered.
    pub(super) fn computed(&mut self, config: &OwnConfig, event: Event, seed: u64) -> Vec<SceneEffect> {
        let lite0 = SourceNetwork::Lite0 as usize;
        let had_features = self.tried_features.is_some();
        match event {
            Event::Opened { weights, .. } => {
                self.loading[lite0] = Loading::Ready;
                self.lite0 = Some(weights);
            }
            Event::Activations { mut activations, .. } => {
                let features: Option<Rc<[f32]>> = activations.pop().map(Rc::from);
                match self.job.take() {
                    Some(Job::Example(id)) => {
                        if let Some(example) = self.examples.get_mut(id) {
                            example.features = features;
                        }
                    }
                    Some(Job::Tried) if self.tried_changed => self.tried_changed = false,
                    Some(Job::Tried) => self.tried_features = features,
                    None => {}
                }
            }
            Event::Error { error, .. } => {
                self.job = None;
                self.loading[lite0] = Loading::Failed(error.to_string());
                return Vec::new();
            }
            _ => return Vec::new(),
        }
        let mut effects = if had_features { Vec::new() } else { self.watch() };
        effects.extend(self.compute_features(config));
        if self.wanted && self.waiting(config) == 0 {
            effects.extend(self.begin(config, seed));
        }
        effects
    }

    /// The worker has ended, and with it what it had open.
    pub(super) fn features_died(&mut self) {
        (self.job, self.lite0, self.wanted) = (None, None, false);
        self.loading[SourceNetwork::Lite0 as usize] = Loading::Failed(text::FEATURES_ENDED.to_string());
    }
}

/// EfficientNet-Lite0 with the head that was learnt in place of its own. The head's inputs were divided.
pub fn whole(lite0: &Weights, head: &Weights, divisors: &[f32]) -> Weights {
    let classes = head.params.len() / (FEATURES + 1);
    let (matrix, bias) = head.params.split_at(classes * FEATURES);
    let own_head = 1000 * (FEATURES + 1);
    let mut params = lite0.params[..lite0.params.len() - own_head].to_vec();
    params.extend(matrix.iter().enumerate().map(|(at, weight)| weight / divisors[at % FEATURES]));
    params.extend(bias);
    Weights { params, running: lite0.running.clone() }
}
