//! Runs that learn to find and to segment the shapes of scenes.

use serde::{Deserialize, Serialize};

use crate::data::scenes::{PIXEL_CLASSES, SCENE_GRID, SCENE_SHAPE, Scene, SceneTask, ShapeKind};
use crate::detection::{GridTarget, MaskCounts, Scored, best_classes, mean_average_precision};
use crate::loss::{Loss, Targets};
use crate::network::{Initialization, Plan};
use crate::session::{Settings, TrainError};
use crate::training::{Decay, Schedule};

/// Detections below this score count for nothing.
pub const LOWEST_SCORE: f32 = 0.05;

impl SceneTask {
    /// What a network should say about scenes.
    pub fn targets<'a>(self, scenes: impl IntoIterator<Item = &'a Scene>) -> Targets {
        match self {
            Self::Find => {
                let (mut values, mut weights) = (Vec::new(), Vec::new());
                for scene in scenes {
                    let target: GridTarget = SCENE_GRID.target(&scene.objects());
                    values.extend(target.values);
                    weights.extend(target.weights);
                }
                Targets::Weighted { values, weights }
            }
            Self::Segment => Targets::Mask {
                labels: scenes.into_iter().flat_map(Scene::mask).collect(),
                cells: SCENE_SHAPE.area(),
            },
        }
    }

    /// Settings that it is learnt well with in so many epochs over so many scenes.
    pub fn settings(self, epochs: u64, scenes: u64) -> Settings {
        let (loss, batch, rate, std) = match self {
            Self::Find => (Loss::MeanSquaredError, 32, 2e-3, 0.02),
            Self::Segment => (Loss::CrossEntropy, 16, 5e-3, 0.1),
        };
        let steps = epochs * scenes.div_ceil(batch);
        let schedule = Schedule { rate, warmup: 0, decay: Decay::Cosine { steps } };
        // Behind a norm the size of weights changes nothing but how far a step goes: small ones learn several times faster here. And
        // what comes out of the last layer begins near 0.
        let initialization = Initialization::Normal { std };
        Settings { loss, schedule, initialization, batch: batch as usize, ..Settings::default() }
    }
}

/// Scenes as the samples of a run.
pub struct SceneSamples {
    pub task: SceneTask,
    pub scenes: Vec<Scene>,
}

impl SceneSamples {
    /// What the network should say about some of them.
    pub fn targets(&self, samples: &[usize]) -> Targets {
        self.task.targets(samples.iter().map(|&sample| &self.scenes[sample]))
    }

    /// What the network should say if it were right in what it says: for what is no sample.
    pub fn as_said(&self, output: &[f32]) -> Targets {
        match self.task {
            SceneTask::Find => {
                let objects: Vec<_> =
                    SCENE_GRID.decode(output, LOWEST_SCORE).iter().map(|one| one.object()).collect();
                let GridTarget { values, weights } = SCENE_GRID.target(&objects);
                Targets::Weighted { values, weights }
            }
            SceneTask::Segment => {
                Targets::Mask { labels: best_classes(output, PIXEL_CLASSES), cells: SCENE_SHAPE.area() }
            }
        }
    }

    /// Labels that a sample has of its own.
    pub fn labels_per_sample(&self) -> usize {
        match self.task {
            SceneTask::Find => 0,
            SceneTask::Segment => SCENE_SHAPE.area(),
        }
    }
}

/// Refuses a network or settings that a task cannot be learnt with.
pub fn check_scenes(plan: &Plan, task: SceneTask, settings: &Settings) -> Result<(), TrainError> {
    let (takes, samples) = (plan.network().input, SCENE_SHAPE);
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

/// How well a network does what is wanted of scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SceneScores {
    /// It finds shapes.
    Find {
        /// The mean of the average precisions of all kinds, where boxes that overlap by half are the same.
        map50: f32,
        /// The same where they overlap by three quarters.
        map75: f32,
    },
    /// It segments them.
    Segment {
        /// The share of pixels that is right.
        pixel_accuracy: f32,
        /// Intersection over union of the background and of each kind; none where there is no such pixel.
        iou: Vec<Option<f32>>,
        /// The mean over the kinds.
        foreground_iou: f32,
    },
}

impl SceneScores {
    /// The one number that is meant with accuracy: mAP50, or the share of pixels that is right.
    pub fn accuracy(&self) -> f32 {
        match self {
            Self::Find { map50, .. } => *map50,
            Self::Segment { pixel_accuracy, .. } => *pixel_accuracy,
        }
    }
}

/// What scores are made of, scene by scene.
pub enum SceneScoring {
    Find(Vec<Scored>),
    Segment(MaskCounts),
}

impl SceneScoring {
    /// Before the first scene.
    pub fn new(task: SceneTask) -> Self {
        match task {
            SceneTask::Find => Self::Find(Vec::new()),
            SceneTask::Segment => Self::Segment(MaskCounts::new(PIXEL_CLASSES)),
        }
    }

    /// Takes in what came out for a scene.
    pub fn add(&mut self, scene: &Scene, output: &[f32]) {
        match self {
            Self::Find(pictures) => pictures.push(Scored {
                detections: SCENE_GRID.decode(output, LOWEST_SCORE),
                objects: scene.objects(),
            }),
            Self::Segment(counts) => counts.add(&best_classes(output, PIXEL_CLASSES), &scene.mask()),
        }
    }

    /// What all scenes come to.
    pub fn scores(&self) -> SceneScores {
        match self {
            Self::Find(pictures) => {
                let map = |threshold| mean_average_precision(pictures, ShapeKind::ALL.len(), threshold);
                SceneScores::Find { map50: map(0.5), map75: map(0.75) }
            }
            Self::Segment(counts) => SceneScores::Segment {
                pixel_accuracy: counts.pixel_accuracy(),
                iou: (0..PIXEL_CLASSES).map(|class| counts.iou(class)).collect(),
                foreground_iou: counts.foreground_iou().unwrap_or(0.0),
            },
        }
    }
}
