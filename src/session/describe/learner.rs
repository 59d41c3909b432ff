//! A decoder that learns sentences about scenes, from the maps of a detector that stays as it is.

use std::sync::Arc;

use super::{DECODER, Features, ParamGroup, Verdict, words_of};
use crate::caption::Decoder;
use crate::data::scenes::{Scene, SceneGenerator};
use crate::network::{Plan, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;

/// Scenes in a step.
const BATCH: usize = 32;
/// The highest rate, and the share of all steps until it is reached.
const RATE: f32 = 4e-3;
const WARMUP: f32 = 0.1;
/// Scenes whose maps are computed in one piece of work.
const PIECE: usize = 32;
/// The most words of a sentence.
pub const MOST_WORDS: usize = 10;

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
    /// Maps and sentence of each scene.
    samples: Vec<(Vec<f32>, Vec<usize>)>,
    order: Vec<usize>,
    random: Random,
    decoder: Decoder,
    optimizer: Optimizer,
    state: Vec<Vec<f32>>,
    losses: Vec<f32>,
    gradient_norms: [f32; ParamGroup::ALL.len()],
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
        let optimizer = Optimizer::adam();
        let decoder = Decoder::fresh(DECODER, course.seed);
        Self {
            features: Features::new(plan, weights),
            samples: Vec::new(),
            order: Vec::new(),
            random: Random::split(course.seed, 1),
            state: optimizer.state(decoder.params.len()),
            losses: Vec::new(),
            gradient_norms: [0.0; ParamGroup::ALL.len()],
            unseen: (SceneGenerator { seed: 0 }, Vec::new()),
            course,
            decoder,
            optimizer,
        }
    }

    /// The decoder as it is now.
    pub const fn decoder(&self) -> &Decoder {
        &self.decoder
    }

    /// Goes on with another decoder.
    pub fn set_decoder(&mut self, decoder: Decoder) {
        self.decoder = decoder;
    }

    /// The mean loss of each step.
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// The norms of the gradients of the last step, of each [`ParamGroup`].
    pub const fn gradient_norms(&self) -> [f32; ParamGroup::ALL.len()] {
        self.gradient_norms
    }

    /// Steps of one pass over the scenes.
    pub const fn steps_per_epoch(&self) -> usize {
        self.course.training.div_ceil(BATCH)
    }

    /// Does the next piece of work: maps of some scenes at first, then a step each time. Answers whether there was one.
    pub fn advance(&mut self) -> bool {
        let known = self.samples.len();
        if known < self.course.training {
            let generator = SceneGenerator { seed: self.course.seed };
            for index in known..self.course.training.min(known + PIECE) {
                let scene = described_scene(generator, index as u64);
                self.samples.push((self.features.of(&scene.sample()), words_of(&scene.sentence())));
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
        let (mut dparams, mut loss) = (vec![0.0; self.decoder.params.len()], 0.0);
        for sample in &batch {
            let (maps, sentence) = &self.samples[*sample];
            loss += self.decoder.loss(maps, sentence, 1.0 / batch.len() as f32, &mut dparams);
        }
        self.gradient_norms = ParamGroup::norms(&dparams);
        let before = self.decoder.params.clone();
        let rate = rate(step as f32 / all as f32);
        let params = &mut self.decoder.params;
        self.optimizer.step(rate, step as u64 + 1, [&before, &dparams], params, &mut self.state);
        self.losses.push(loss / batch.len() as f32);
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
            let spoken = self.decoder.describe(maps, MOST_WORDS);
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
