//! Runs that learn to find and to segment the shapes of scenes, and to find digits.

use std::ops::Range;

use super::regions::{NEAR, REGIONS_OF_SCENE, Region};
use super::scene_scores::LOWEST_SCORE;
use super::sentences::SceneMaps;
use crate::data::Dataset;
use crate::data::scenes::{
    DIGITS_GRID, PIXEL_CLASSES, PROPOSALS, SCENE_ANCHORS, SCENE_GRID, SCENE_SHAPE, Scene, SceneGenerator,
    SceneTask, ShapeKind, words_of,
};
use crate::detection::{Detection, Grid, GridTarget, Object, best_classes};
use crate::layers::attention_decoder::END;
use crate::loss::{IGNORED_LABEL, Loss, Targets};
use crate::network::{Initialization, Plan};
use crate::session::{Settings, TrainError};
use crate::shape::Shape;
use crate::training::{Decay, Schedule};

/// Anchors that are surer than this are said to have an object.
const SURE: f32 = 0.5;

impl SceneTask {
    /// Settings that it is learnt well with in so many epochs over so many scenes.
    pub fn settings(self, epochs: u64, scenes: u64) -> Settings {
        let (loss, batch, rate, std) = match self {
            Self::Find | Self::FindDigits => (Loss::MeanSquaredError, 32, 2e-3, 0.02),
            Self::Propose => (Loss::MeanSquaredError, 32, 4e-3, 0.02),
            Self::Refine => (Loss::MeanSquaredError, 64, 2e-3, 0.05),
            Self::Mask => (Loss::MeanSquaredError, 32, 4e-3, 0.05),
            Self::Segment => (Loss::CrossEntropy, 16, 5e-3, 0.1),
            // A decoder begins as PyTorch's do.
            Self::Describe => (Loss::CrossEntropy, 32, 4e-3, 0.0),
        };
        let samples = match self {
            Self::Refine => REGIONS_OF_SCENE * scenes,
            Self::Mask => 2 * NEAR as u64 * scenes,
            _ => scenes,
        };
        let steps = epochs * samples.div_ceil(batch);
        let warmup = if self == Self::Describe { steps / 10 } else { 0 };
        let schedule = Schedule { rate, warmup, decay: Decay::Cosine { steps } };
        // Behind a norm the size of weights changes nothing but how far a step goes: small ones learn several times faster here. And
        // what comes out of the last layer begins near 0.
        let initialization = Initialization::Normal { std };
        Settings { loss, schedule, initialization, batch: batch as usize, ..Settings::default() }
    }
}

/// The targets of samples one after the other.
fn weighted(targets: impl IntoIterator<Item = GridTarget>) -> Targets {
    let (mut values, mut weights) = (Vec::new(), Vec::new());
    for target in targets {
        values.extend(target.values);
        weights.extend(target.weights);
    }
    Targets::Weighted { values, weights }
}

/// Scenes, or regions of them, as the samples of a run.
pub struct SceneSamples {
    pub task: SceneTask,
    /// None where it is digits that are found.
    pub scenes: Vec<Scene>,
    /// What each scene has.
    pub objects: Vec<Vec<Object>>,
    /// Where it is these that are learnt from: scene by scene.
    pub regions: Vec<Region>,
    /// Where they are described: what a detector makes of them.
    pub maps: Option<SceneMaps>,
}

impl SceneSamples {
    /// Scenes of shapes, and regions of them if it is these that are learnt from.
    pub fn of_shapes(task: SceneTask, scenes: Vec<Scene>, regions: Vec<Region>) -> Self {
        let objects = scenes.iter().map(Scene::objects).collect();
        Self { task, scenes, objects, regions, maps: None }
    }

    /// Scenes `range` of a row, and their pictures.
    pub fn generated(task: SceneTask, generator: SceneGenerator, range: Range<u64>) -> (Self, Dataset) {
        if task == SceneTask::FindDigits {
            let (objects, data) = generator.digits_dataset(range);
            return (Self { task, scenes: Vec::new(), objects, regions: Vec::new(), maps: None }, data);
        }
        let (scenes, data) = generator.dataset(range);
        (Self::of_shapes(task, scenes, Vec::new()), data)
    }

    /// Scenes of which a sentence is wanted, on these maps.
    pub fn described(scenes: Vec<Scene>, maps: SceneMaps) -> Self {
        let (objects, regions) = (Vec::new(), Vec::new());
        Self { task: SceneTask::Describe, scenes, objects, regions, maps: Some(maps) }
    }

    /// What the network should say about some of them.
    pub fn targets(&self, samples: &[usize]) -> Targets {
        let objects = samples.iter().map(|&sample| &self.objects[sample]);
        let bounds = |objects: &Vec<Object>| objects.iter().map(|object| object.bounds).collect::<Vec<_>>();
        match self.task {
            SceneTask::Refine | SceneTask::Mask => {
                weighted(samples.iter().map(|&sample| self.regions[sample].target()))
            }
            SceneTask::Propose => weighted(objects.map(|objects| SCENE_ANCHORS.target(&bounds(objects)))),
            SceneTask::Find => weighted(objects.map(|objects| SCENE_GRID.target(objects))),
            SceneTask::FindDigits => weighted(objects.map(|objects| DIGITS_GRID.target(objects))),
            SceneTask::Describe => self.words(samples),
            SceneTask::Segment => Targets::Mask {
                labels: samples.iter().flat_map(|&sample| self.scenes[sample].mask()).collect(),
                cells: SCENE_SHAPE.area(),
            },
        }
    }

    /// What the network should say if it were right in what it says: for what is no sample.
    pub fn as_said(&self, output: &[f32]) -> Targets {
        let on = |grid: Grid| {
            let objects: Vec<Object> =
                grid.decode(output, LOWEST_SCORE).iter().map(Detection::object).collect();
            weighted([grid.target(&objects)])
        };
        match self.task {
            SceneTask::Find => on(SCENE_GRID),
            SceneTask::FindDigits => on(DIGITS_GRID),
            SceneTask::Propose => {
                let sure =
                    SCENE_ANCHORS.proposals(output, PROPOSALS).into_iter().filter(|it| it.score > SURE);
                weighted([SCENE_ANCHORS.target(&sure.map(|it| it.bounds).collect::<Vec<_>>())])
            }
            SceneTask::Refine => {
                let best = output[..ShapeKind::ALL.len()].iter().copied().fold(f32::NEG_INFINITY, f32::max);
                let score = |(i, value): (usize, &f32)| {
                    if i < ShapeKind::ALL.len() { f32::from(*value == best) } else { *value }
                };
                let values = output.iter().enumerate().map(score).collect();
                Targets::Weighted { values, weights: vec![1.0; output.len()] }
            }
            SceneTask::Mask => {
                Targets::Weighted { values: output.to_vec(), weights: vec![1.0; output.len()] }
            }
            SceneTask::Segment => {
                Targets::Mask { labels: best_classes(output, PIXEL_CLASSES), cells: SCENE_SHAPE.area() }
            }
            SceneTask::Describe => {
                let Shape { c: words, h: cells, .. } = self.task.output();
                let mut labels = best_classes(output, words);
                let end = labels.iter().position(|word| usize::from(*word) == END);
                labels[end.map_or(cells, |end| end + 1)..].fill(IGNORED_LABEL);
                Targets::Mask { labels, cells }
            }
        }
    }

    /// How many labels some of them have of their own.
    pub fn labels(&self, samples: &[usize]) -> usize {
        match self.task {
            SceneTask::Segment => samples.len() * SCENE_SHAPE.area(),
            SceneTask::Describe => {
                samples.iter().map(|sample| 1 + words_of(&self.scenes[*sample].sentence()).len()).sum()
            }
            _ => 0,
        }
    }
}

/// Refuses a network or settings that a task cannot be learnt with.
pub fn check_scenes(plan: &Plan, task: SceneTask, settings: &Settings) -> Result<(), TrainError> {
    let (takes, samples) = (plan.network().input, task.input());
    if takes != samples {
        return Err(TrainError::Input { takes, samples });
    }
    let (gives, wanted) = (plan.output(), task.output());
    if gives != wanted {
        return Err(TrainError::Output { gives, wanted });
    }
    if plan.params_len() == 0 {
        return Err(TrainError::NoParams);
    }
    if settings.augmentation.is_some() {
        return Err(TrainError::Varied);
    }
    Ok(())
}
