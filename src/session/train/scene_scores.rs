//! How well networks do what is wanted of scenes.

use serde::{Deserialize, Serialize};

use super::scenes::SceneSamples;
use crate::data::scenes::{
    DIGITS_GRID, MOST_DESCRIBED, PIXEL_CLASSES, PROPOSALS, SCENE_ANCHORS, SCENE_GRID, SceneTask, ShapeKind,
    Verdict, masked, refined,
};
use crate::detection::{
    Detection, Grid, MaskCounts, Proposal, SAME_IOU, Scored, best_classes, mean_average_precision,
    mean_precision_recall, non_maximum_suppression, recall_at,
};
use crate::session::Sentence;

/// Detections below this score count for nothing.
pub const LOWEST_SCORE: f32 = 0.05;
/// Recalls that the precision is told at.
const CURVE: usize = 101;

/// How well a network does what is wanted of scenes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SceneScores {
    /// It finds shapes, or digits.
    Find {
        /// The mean of the average precisions of all classes, where boxes that overlap by half are the same.
        map50: f32,
        /// The same where they overlap by three quarters.
        map75: f32,
        /// The precision at 101 recalls from 0 to 1, where so large an overlap is the same: the mean over all classes.
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
    /// It describes them.
    Describe {
        /// The share of sentences about scenes with one shape that are true.
        one: f32,
        /// The same of those with two.
        two: f32,
        /// The same of all.
        all: f32,
    },
}

impl SceneScores {
    /// Both figures that are followed while it is learnt: mAP50 and mAP75, recall@3 and recall@10, the share of right pixels and the
    /// foreground's IoU, or the share of true sentences about one shape and about two.
    pub fn figures(&self) -> [f32; 2] {
        match self {
            Self::Find { map50, map75, .. } => [*map50, *map75],
            Self::Propose { recall3, recall10 } => [*recall3, *recall10],
            Self::Segment { pixel_accuracy, foreground_iou, .. } => [*pixel_accuracy, *foreground_iou],
            Self::Describe { one, two, .. } => [*one, *two],
        }
    }

    /// The one number that is meant with accuracy: mAP50, recall@10, the share of pixels that is right, or that of true sentences.
    pub fn accuracy(&self) -> f32 {
        match self {
            Self::Find { map50, .. } => *map50,
            Self::Propose { recall10, .. } => *recall10,
            Self::Segment { pixel_accuracy, .. } => *pixel_accuracy,
            Self::Describe { all, .. } => *all,
        }
    }
}

/// What is found in a scene, and what is said of the mask of each.
pub struct SceneMasks {
    scene: usize,
    wanted: Vec<u8>,
    found: Vec<Detection>,
    outputs: Vec<Vec<f32>>,
}

impl SceneMasks {
    /// The class of each pixel.
    fn classes(&self) -> Vec<u8> {
        masked(&self.found, &self.outputs.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }
}

/// What scores are made of, scene by scene.
pub enum SceneScoring {
    /// On this grid.
    Find(Grid, Vec<Scored>),
    Propose(Vec<Scored>),
    /// Before suppression, with the last scene.
    Refine(Vec<Scored>, Option<usize>),
    Segment(MaskCounts),
    /// Scene by scene.
    Mask(Vec<SceneMasks>),
    /// True sentences and all of them, about scenes with one shape and with two.
    Describe([[u32; 2]; MOST_DESCRIBED]),
}

impl SceneScoring {
    /// Before the first scene.
    pub fn new(task: SceneTask) -> Self {
        match task {
            SceneTask::Find => Self::Find(SCENE_GRID, Vec::new()),
            SceneTask::FindDigits => Self::Find(DIGITS_GRID, Vec::new()),
            SceneTask::Propose => Self::Propose(Vec::new()),
            SceneTask::Refine => Self::Refine(Vec::new(), None),
            SceneTask::Mask => Self::Mask(Vec::new()),
            SceneTask::Segment => Self::Segment(MaskCounts::new(PIXEL_CLASSES)),
            SceneTask::Describe => Self::Describe([[0; 2]; MOST_DESCRIBED]),
        }
    }

    /// Takes in what came out of a network with these parameters for a sample.
    pub fn add(&mut self, samples: &SceneSamples, sample: usize, output: &[f32], params: &[f32]) {
        match self {
            Self::Find(grid, pictures) => pictures.push(Scored {
                detections: grid.decode(output, LOWEST_SCORE),
                objects: samples.objects[sample].clone(),
            }),
            Self::Propose(pictures) => {
                let detection = |it: Proposal| Detection { class: 0, score: it.score, bounds: it.bounds };
                let proposals = SCENE_ANCHORS.proposals(output, PROPOSALS);
                let detections = proposals.into_iter().map(detection).collect();
                pictures.push(Scored { detections, objects: samples.objects[sample].clone() });
            }
            Self::Refine(pictures, last) => {
                let region = &samples.regions[sample];
                if *last != Some(region.scene) {
                    *last = Some(region.scene);
                    let objects = samples.objects[region.scene].clone();
                    pictures.push(Scored { detections: Vec::new(), objects });
                }
                let said = refined(&region.bounds, output).filter(|it| it.score > LOWEST_SCORE);
                pictures.last_mut().expect("the scene is there").detections.extend(said);
            }
            Self::Mask(scenes) => {
                let region = &samples.regions[sample];
                if scenes.last().is_none_or(|last| last.scene != region.scene) {
                    let wanted = samples.scenes[region.scene].mask();
                    scenes.push(SceneMasks { scene: region.scene, wanted, found: vec![], outputs: vec![] });
                }
                let last = scenes.last_mut().expect("the scene is there");
                if let Some(found) = region.found {
                    last.found.push(found);
                    last.outputs.push(output.to_vec());
                }
            }
            Self::Segment(counts) => {
                counts.add(&best_classes(output, PIXEL_CLASSES), &samples.scenes[sample].mask())
            }
            // What comes out follows the words that should be said, not those that are.
            Self::Describe(counts) => {
                let (scene, maps) = (&samples.scenes[sample], samples.maps.as_ref());
                let said = maps.map(|maps| Sentence::said(params, maps.of(sample))).unwrap_or_default();
                let [right, of] = &mut counts[scene.shapes.len().clamp(1, MOST_DESCRIBED) - 1];
                *of += 1;
                *right += u32::from(Verdict::of(scene, &said.words) == Verdict::NoErrors);
            }
        }
    }

    /// What all scenes come to.
    pub fn scores(&self) -> SceneScores {
        match self {
            Self::Find(grid, pictures) => found(pictures, grid.classes),
            Self::Refine(pictures, _) => {
                let kept = |picture: &Scored| Scored {
                    detections: non_maximum_suppression(&picture.detections, SAME_IOU),
                    objects: picture.objects.clone(),
                };
                found(&pictures.iter().map(kept).collect::<Vec<_>>(), ShapeKind::ALL.len())
            }
            Self::Propose(pictures) => SceneScores::Propose {
                recall3: recall_at(pictures, 3, SAME_IOU),
                recall10: recall_at(pictures, PROPOSALS, SAME_IOU),
            },
            Self::Mask(scenes) => {
                let mut counts = MaskCounts::new(PIXEL_CLASSES);
                scenes.iter().for_each(|scene| counts.add(&scene.classes(), &scene.wanted));
                segmented(&counts)
            }
            Self::Segment(counts) => segmented(counts),
            Self::Describe(counts) => {
                let share = |[right, of]: [u32; 2]| right as f32 / of.max(1) as f32;
                let [[one, of_one], [two, of_two]] = *counts;
                let all = [one + two, of_one + of_two];
                SceneScores::Describe { one: share(counts[0]), two: share(counts[1]), all: share(all) }
            }
        }
    }
}

/// How right pixels are.
fn segmented(counts: &MaskCounts) -> SceneScores {
    SceneScores::Segment {
        pixel_accuracy: counts.pixel_accuracy(),
        iou: (0..PIXEL_CLASSES).map(|class| counts.iou(class)).collect(),
        foreground_iou: counts.foreground_iou().unwrap_or(0.0),
    }
}

/// How right boxes are.
fn found(pictures: &[Scored], classes: usize) -> SceneScores {
    let map = |threshold| mean_average_precision(pictures, classes, threshold);
    let curve = |threshold| mean_precision_recall(pictures, classes, threshold, CURVE);
    SceneScores::Find { map50: map(0.5), map75: map(0.75), curves: vec![curve(0.5), curve(0.75)] }
}
