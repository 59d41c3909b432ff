//! Runs that learn to find and to segment the shapes of scenes.

use serde::{Deserialize, Serialize};

use super::regions::{REGIONS_OF_SCENE, Region};
use crate::data::scenes::{
    PIXEL_CLASSES, PROPOSALS, SCENE_ANCHORS, SCENE_GRID, SCENE_SHAPE, Scene, SceneTask, ShapeKind, refined,
};
use crate::detection::{
    BoundingBox, Detection, GridTarget, MaskCounts, Proposal, SAME_IOU, Scored, best_classes,
    mean_average_precision, mean_precision_recall, non_maximum_suppression, recall_at,
};
use crate::loss::{Loss, Targets};
use crate::network::{Initialization, Plan};
use crate::session::{Settings, TrainError};
use crate::training::{Decay, Schedule};

/// Detections below this score count for nothing.
pub const LOWEST_SCORE: f32 = 0.05;
/// Anchors that are surer than this are said to have an object.
const SURE: f32 = 0.5;
/// Recalls that the precision is told at.
const CURVE: usize = 101;

impl SceneTask {
    /// What a network should say about scenes. About regions it depends on these.
    pub fn targets<'a>(self, scenes: impl IntoIterator<Item = &'a Scene>) -> Targets {
        let of_boxes = |scene: &Scene| -> GridTarget {
            let bounds: Vec<BoundingBox> = scene.objects().iter().map(|object| object.bounds).collect();
            SCENE_ANCHORS.target(&bounds)
        };
        match self {
            Self::Find => weighted(scenes.into_iter().map(|scene| SCENE_GRID.target(&scene.objects()))),
            Self::Propose => weighted(scenes.into_iter().map(of_boxes)),
            Self::Refine => weighted([]),
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
            Self::Propose => (Loss::MeanSquaredError, 32, 4e-3, 0.02),
            Self::Refine => (Loss::MeanSquaredError, 64, 2e-3, 0.05),
            Self::Segment => (Loss::CrossEntropy, 16, 5e-3, 0.1),
        };
        let samples = if self == Self::Refine { REGIONS_OF_SCENE * scenes } else { scenes };
        let steps = epochs * samples.div_ceil(batch);
        let schedule = Schedule { rate, warmup: 0, decay: Decay::Cosine { steps } };
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
    pub scenes: Vec<Scene>,
    /// Where it is these that are learnt from: scene by scene.
    pub regions: Vec<Region>,
}

impl SceneSamples {
    /// What the network should say about some of them.
    pub fn targets(&self, samples: &[usize]) -> Targets {
        match self.task {
            SceneTask::Refine => weighted(samples.iter().map(|&sample| self.regions[sample].target.clone())),
            _ => self.task.targets(samples.iter().map(|&sample| &self.scenes[sample])),
        }
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
            SceneTask::Segment => {
                Targets::Mask { labels: best_classes(output, PIXEL_CLASSES), cells: SCENE_SHAPE.area() }
            }
        }
    }

    /// Labels that a sample has of its own.
    pub fn labels_per_sample(&self) -> usize {
        match self.task {
            SceneTask::Find | SceneTask::Propose | SceneTask::Refine => 0,
            SceneTask::Segment => SCENE_SHAPE.area(),
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

/// How well a network does what is wanted of scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SceneScores {
    /// It finds shapes.
    Find {
        /// The mean of the average precisions of all kinds, where boxes that overlap by half are the same.
        map50: f32,
        /// The same where they overlap by three quarters.
        map75: f32,
        /// The precision at 101 recalls from 0 to 1, where so large an overlap is the same: the mean over all kinds.
        #[serde(with = "crate::session::floats")]
        curves: Vec<Vec<f32>>,
    },
    /// It proposes regions with shapes.
    Propose {
        /// The share of shapes that one of the three surest regions covers by half.
        recall3: f32,
        /// The same of the ten surest ones.
        recall10: f32,
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
    /// Both figures that are followed while it is learnt: mAP50 and mAP75, recall@3 and recall@10, or the share of right pixels and
    /// the foreground's IoU.
    pub fn figures(&self) -> [f32; 2] {
        match self {
            Self::Find { map50, map75, .. } => [*map50, *map75],
            Self::Propose { recall3, recall10 } => [*recall3, *recall10],
            Self::Segment { pixel_accuracy, foreground_iou, .. } => [*pixel_accuracy, *foreground_iou],
        }
    }

    /// The one number that is meant with accuracy: mAP50, recall@10, or the share of pixels that is right.
    pub fn accuracy(&self) -> f32 {
        match self {
            Self::Find { map50, .. } => *map50,
            Self::Propose { recall10, .. } => *recall10,
            Self::Segment { pixel_accuracy, .. } => *pixel_accuracy,
        }
    }
}

/// What scores are made of, scene by scene.
pub enum SceneScoring {
    Find(Vec<Scored>),
    Propose(Vec<Scored>),
    /// Before suppression, with the last scene.
    Refine(Vec<Scored>, Option<usize>),
    Segment(MaskCounts),
}

impl SceneScoring {
    /// Before the first scene.
    pub fn new(task: SceneTask) -> Self {
        match task {
            SceneTask::Find => Self::Find(Vec::new()),
            SceneTask::Propose => Self::Propose(Vec::new()),
            SceneTask::Refine => Self::Refine(Vec::new(), None),
            SceneTask::Segment => Self::Segment(MaskCounts::new(PIXEL_CLASSES)),
        }
    }

    /// Takes in what came out for a sample.
    pub fn add(&mut self, samples: &SceneSamples, sample: usize, output: &[f32]) {
        match self {
            Self::Find(pictures) => pictures.push(Scored {
                detections: SCENE_GRID.decode(output, LOWEST_SCORE),
                objects: samples.scenes[sample].objects(),
            }),
            Self::Propose(pictures) => {
                let detection = |it: Proposal| Detection { class: 0, score: it.score, bounds: it.bounds };
                let proposals = SCENE_ANCHORS.proposals(output, PROPOSALS);
                let detections = proposals.into_iter().map(detection).collect();
                pictures.push(Scored { detections, objects: samples.scenes[sample].objects() });
            }
            Self::Refine(pictures, last) => {
                let region = &samples.regions[sample];
                if *last != Some(region.scene) {
                    *last = Some(region.scene);
                    let objects = samples.scenes[region.scene].objects();
                    pictures.push(Scored { detections: Vec::new(), objects });
                }
                let said = refined(&region.bounds, output).filter(|it| it.score > LOWEST_SCORE);
                pictures.last_mut().expect("the scene is there").detections.extend(said);
            }
            Self::Segment(counts) => {
                counts.add(&best_classes(output, PIXEL_CLASSES), &samples.scenes[sample].mask())
            }
        }
    }

    /// What all scenes come to.
    pub fn scores(&self) -> SceneScores {
        match self {
            Self::Find(pictures) => found(pictures),
            Self::Refine(pictures, _) => {
                let kept = |picture: &Scored| Scored {
                    detections: non_maximum_suppression(&picture.detections, SAME_IOU),
                    objects: picture.objects.clone(),
                };
                found(&pictures.iter().map(kept).collect::<Vec<_>>())
            }
            Self::Propose(pictures) => SceneScores::Propose {
                recall3: recall_at(pictures, 3, SAME_IOU),
                recall10: recall_at(pictures, PROPOSALS, SAME_IOU),
            },
            Self::Segment(counts) => SceneScores::Segment {
                pixel_accuracy: counts.pixel_accuracy(),
                iou: (0..PIXEL_CLASSES).map(|class| counts.iou(class)).collect(),
                foreground_iou: counts.foreground_iou().unwrap_or(0.0),
            },
        }
    }
}

/// How right boxes are.
fn found(pictures: &[Scored]) -> SceneScores {
    let kinds = ShapeKind::ALL.len();
    let map = |threshold| mean_average_precision(pictures, kinds, threshold);
    let curve = |threshold| mean_precision_recall(pictures, kinds, threshold, CURVE);
    SceneScores::Find { map50: map(0.5), map75: map(0.75), curves: vec![curve(0.5), curve(0.75)] }
}
