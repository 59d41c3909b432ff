//! A decoder that learns sentences about scenes, from the maps of a detector that stays as it is.

use std::ops::Range;
use std::sync::Arc;

use super::{DECODER, Features, ParamGroup, Verdict, words_of};
use crate::data::scenes::{Scene, SceneGenerator};
use crate::loss::{IGNORED_LABEL, Targets};
use crate::network::{Network, Plan, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;
use crate::training::{Batch, Trainer};

/// Scenes in a step.
const BATCH: usize = 32;
/// The highest rate, and the share of all steps until it is reached.
const RATE: f32 = 4e-3;
const WARMUP: f32 = 0.1;
/// Scenes whose maps are computed in one piece of work.
const PIECE: usize = 32;

/// How long a decoder learns, and from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DescribeCourse {
    /// Scenes that are learnt from.
    pub training: usize,
    /// Passes over them.
    pub epochs: usize,
    /// Of the scenes, of the first weights and of the order.
    pub seed: u64,
}

/// A decoder on its way.
pub struct DescribeLearner {
    course: DescribeCourse,
    features: Features,
    /// Of each scene what goes into the decoder, and the words that are wanted.
    samples: Vec<(Vec<f32>, Vec<u8>)>,
    order: Vec<usize>,
    random: Random,
    trainer: Trainer,
    losses: Vec<f32>,
    /// Scenes that are not learnt from with their maps, and of which row they are.
    unseen: (SceneGenerator, Vec<(Scene, Vec<f32>)>),
}

/// Scene `index` of a row, with two shapes at most.
pub fn described_scene(generator: SceneGenerator, index: u64) -> Scene {
    let mut scene = generator.scene(index);
    scene.shapes.truncate(2);
    scene
}

impl DescribeLearner {
    /// Fresh, on the maps of this detector.
    pub fn new(plan: Arc<Plan>, weights: Weights, course: DescribeCourse) -> Self {
        let mut network = Network::new(DECODER.input());
        network.chain([DECODER.into()]);
        let decoder = Arc::new(Plan::new(network).expect("its settings are constants"));
        let fresh = Weights { params: DECODER.fresh(course.seed), running: Vec::new() };
        Self {
            features: Features::new(plan, weights),
            samples: Vec::new(),
            order: Vec::new(),
            random: Random::split(course.seed, 1),
            trainer: Trainer::new(decoder, fresh, Optimizer::adam(), 1, course.seed),
            losses: Vec::new(),
            unseen: (SceneGenerator { seed: 0 }, Vec::new()),
            course,
        }
    }

    /// The parameters of the [`DECODER`] after the last step on the CPU, or the last time they were read from a GPU.
    pub fn params(&self) -> &[f32] {
        &self.trainer.observed().weights.params
    }

    /// Goes on with other parameters.
    pub fn set_params(&mut self, params: Vec<f32>) {
        let mut checkpoint = self.trainer.checkpoint();
        checkpoint.weights.params = params;
        self.trainer.restore(checkpoint);
    }

    /// Who takes the steps.
    pub fn trainer(&mut self) -> &mut Trainer {
        &mut self.trainer
    }

    /// The mean loss of each step.
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// The norms of the gradients of the last step on the CPU, of each [`ParamGroup`].
    pub fn gradient_norms(&self) -> [f32; ParamGroup::ALL.len()] {
        ParamGroup::norms(self.trainer.observed().first().dparams())
    }

    /// Steps of one pass over the scenes.
    pub const fn steps_per_epoch(&self) -> usize {
        self.course.training.div_ceil(BATCH)
    }

    /// Does the next piece of work: maps of some scenes at first, then a step each time. Answers whether there was one.
    /// On a CPU it waits for nothing.
    pub async fn advance(&mut self) -> bool {
        let known = self.samples.len();
        if known < self.course.training {
            let generator = SceneGenerator { seed: self.course.seed };
            for index in known..self.course.training.min(known + PIECE) {
                let scene = described_scene(generator, index as u64);
                let (before, after) = DECODER.sentence(&words_of(&scene.sentence()));
                let label = |word: Option<usize>| word.map_or(IGNORED_LABEL, |word| word as u8);
                let input = [self.features.of(&scene.sample()), before].concat();
                self.samples.push((input, after.into_iter().map(label).collect()));
            }
            return true;
        }
        let (step, all) = (self.losses.len(), self.course.epochs * self.steps_per_epoch());
        if step == all {
            return false;
        }
        if self.order.is_empty() {
            self.order = (0..self.samples.len()).collect();
            self.random.shuffle(&mut self.order);
        }
        let batch = self.order.split_off(self.order.len().saturating_sub(BATCH));
        let fill = |range: Range<usize>, x: &mut [f32]| {
            let samples = batch[range].iter().map(|sample| &self.samples[*sample]);
            let inputs = x.chunks_exact_mut(DECODER.input().len());
            inputs.zip(samples.clone()).for_each(|(x, (input, _))| x.copy_from_slice(input));
            let labels = samples.flat_map(|(_, labels)| labels).copied().collect();
            Targets::Mask { labels, cells: DECODER.steps }
        };
        let rate = rate(step as f32 / all as f32);
        let scores = self.trainer.train(Batch::new(batch.len(), &fill), rate).await;
        self.losses.push(scores.loss);
        true
    }

    /// The share of true sentences about the first scenes of a row that are not learnt from: those with one shape, and those with two.
    /// Their maps are kept for the next time.
    pub fn score(&mut self, generator: SceneGenerator, scenes: u64) -> [f32; 2] {
        if self.unseen.0 != generator {
            self.unseen = (generator, Vec::new());
        }
        for index in self.unseen.1.len() as u64..scenes {
            let scene = described_scene(generator, index);
            let maps = self.features.of(&scene.sample());
            self.unseen.1.push((scene, maps));
        }
        let mut counts = [[0u32; 2]; 2];
        for (scene, maps) in self.unseen.1.iter().take(scenes as usize) {
            let spoken = DECODER.describe(self.params(), maps);
            let words: Vec<usize> = spoken.iter().map(|it| it.word).collect();
            let [right, all] = &mut counts[scene.shapes.len().clamp(1, 2) - 1];
            *all += 1;
            *right += u32::from(Verdict::of(scene, &words) == Verdict::NoErrors);
        }
        counts.map(|[right, all]| right as f32 / all.max(1) as f32)
    }
}

/// Up along a line and down along half a cosine.
fn rate(done: f32) -> f32 {
    if done < WARMUP {
        return RATE * (done + 0.01) / (WARMUP + 0.01);
    }
    RATE * 0.5 * (1.0 + libm::cosf(std::f32::consts::PI * (done - WARMUP) / (1.0 - WARMUP)))
}
