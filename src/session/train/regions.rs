//! Regions of scenes as the samples of a run: what the second stage of a detector learns from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::data::scenes::{
    MASK_OUTPUT, PROPOSALS, REGION_FEATURES, REGION_OUTPUT, SCENE_ANCHORS, SCENE_FEATURES, SCENE_MASK_ALIGN,
    SCENE_ROI_ALIGN, Scene, SceneTask, ShapeKind, mask_target, refined, region_features, region_object,
};
use crate::data::{Dataset, Scale};
use crate::detection::{
    BoundingBox, BoxDeltas, Detection, GridTarget, Object, SAME_IOU, non_maximum_suppression,
};
use crate::engine::Cpu;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;
use crate::session::{CommandError, TrainError};
use crate::shape::Shape;

/// The first stage of a detector, which has learnt, and learns no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposer {
    /// What it is.
    pub network: Network,
    /// Its weights, a safetensors file.
    pub weights: Vec<u8>,
    /// Regions are cut out of what comes out of this node.
    pub features: NodeId,
    /// The second stage, where that has learnt, too: the masks of what it finds are learnt then.
    pub refiner: Option<(Network, Vec<u8>)>,
}

/// A region of a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Which scene.
    pub scene: usize,
    /// Where.
    pub bounds: BoundingBox,
    /// What the second stage has found there, where masks are learnt.
    pub found: Option<Detection>,
    /// What should be said of it.
    target: RegionTarget,
}

/// What should be said of a region.
#[derive(Clone, Debug, PartialEq)]
enum RegionTarget {
    /// A score for each kind, and the deltas to the box of its object, if it has one.
    Refined([f32; REGION_OUTPUT.len()], bool),
    /// The mask of its object, and of which class that is; none where it has none.
    Masked(Option<(usize, Vec<f32>)>),
}

/// Proposals of a scene that are learnt from, the surest ones.
const LEARNT: usize = 6;
/// Boxes near each object that are learnt from beside them, the object's own among them.
pub const NEAR: usize = 3;
/// About so many regions of a scene are learnt from: there are two shapes on average.
pub const REGIONS_OF_SCENE: u64 = (LEARNT + 2 * NEAR) as u64;
/// How far these stray: their centres by so many widths and heights, the logarithms of these by so much.
const STRAY: f32 = 0.12;
/// What an error of the deltas weighs, where one of a score weighs 1.
const DELTAS: f32 = 4.0;
/// What scores more than this is found.
const FOUND: f32 = 0.3;
/// Scenes that are looked at at once.
const AT_ONCE: usize = 32;

impl Region {
    /// With what the second stage should say.
    fn refined(scene: usize, bounds: BoundingBox, objects: &[Object]) -> Self {
        let object = region_object(&bounds, objects).map(|index| objects[index]);
        let one_hot = (0..ShapeKind::ALL.len())
            .map(|class| f32::from(object.is_some_and(|object| object.class == class)));
        let deltas = object.map_or(BoxDeltas::default(), |it| BoxDeltas::between(&bounds, &it.bounds));
        let mut values = one_hot.chain(deltas.0);
        let values = std::array::from_fn(|_| values.next().unwrap_or(0.0));
        Self { scene, bounds, found: None, target: RegionTarget::Refined(values, object.is_some()) }
    }

    /// With the mask that should be said: that of its object's kind alone is learnt.
    fn masked(scene: usize, bounds: BoundingBox, found: Option<Detection>, of: &Scene) -> Self {
        let objects = of.objects();
        let mask = |object: usize| (objects[object].class, mask_target(&of.instances()[object], &bounds));
        let mask = region_object(&bounds, &objects).map(mask);
        Self { scene, bounds, found, target: RegionTarget::Masked(mask) }
    }

    /// What should be said of it, and what each error weighs.
    pub fn target(&self) -> GridTarget {
        match &self.target {
            RegionTarget::Refined(values, has_object) => {
                let weight = if *has_object { DELTAS } else { 0.0 };
                let weights = [vec![1.0; ShapeKind::ALL.len()], vec![weight; 4]].concat();
                GridTarget { values: values.to_vec(), weights }
            }
            RegionTarget::Masked(mask) => {
                let (area, len) = (MASK_OUTPUT.area(), MASK_OUTPUT.len());
                let (mut values, mut weights) = (vec![0.0; len], vec![0.0; len]);
                if let Some((class, mask)) = mask {
                    values[class * area..][..area].copy_from_slice(mask);
                    weights[class * area..][..area].fill(1.0);
                }
                GridTarget { values, weights }
            }
        }
    }
}

impl Proposer {
    /// What is learnt from its regions.
    pub fn task(&self) -> SceneTask {
        if self.refiner.is_some() { SceneTask::Mask } else { SceneTask::Refine }
    }

    /// The regions of scenes, with their features: of the first `training` also boxes near the objects, which `seed` draws, and of
    /// masks these alone; of the others what is proposed, or found, or the whole scene where that is nothing.
    pub fn regions(
        &self,
        scenes: &[Scene],
        training: usize,
        seed: u64,
    ) -> Result<(Vec<Region>, Dataset), CommandError> {
        let mut first = Opened::new(&self.network, &self.weights, SCENE_ANCHORS.shape())?;
        let plan = first.cpu.plan().clone();
        if plan.ids().count() <= self.features.0 || plan.shape(self.features) != SCENE_FEATURES {
            return Err(TrainError::Output { gives: plan.output(), wanted: SCENE_FEATURES }.into());
        }
        let second = self.refiner.as_ref();
        let second = second.map(|(network, weights)| Opened::new(network, weights, REGION_OUTPUT));
        let mut second = second.transpose()?;
        let align = if second.is_some() { SCENE_MASK_ALIGN } else { SCENE_ROI_ALIGN };
        let nodes = [plan.network().last(), self.features];
        let (mut regions, mut images) = (Vec::new(), Vec::new());
        for (part, some) in scenes.chunks(AT_ONCE).enumerate() {
            let pixels: Vec<f32> = some.iter().flat_map(Scene::sample).collect();
            first.cpu.infer_nodes(&first.weights, &pixels, &nodes);
            let [outputs, features] = nodes.map(|node| first.cpu.activations(node).into_owned());
            let outputs = outputs.chunks_exact(SCENE_ANCHORS.shape().len());
            let of_each = outputs.zip(features.chunks_exact(SCENE_FEATURES.len()));
            for (i, (scene, (output, features))) in some.iter().zip(of_each).enumerate() {
                let index = part * AT_ONCE + i;
                let is_learnt = index < training;
                let near = || near(scene, &mut Random::split(seed, index as u64));
                let mut of_scene: Vec<Region> = match &mut second {
                    Some(_) if is_learnt => {
                        near().into_iter().map(|bounds| Region::masked(index, bounds, None, scene)).collect()
                    }
                    Some(second) => {
                        let found = second.find(&proposed(output), features);
                        let region = |it: Detection| Region::masked(index, it.bounds, Some(it), scene);
                        found.into_iter().map(region).collect()
                    }
                    None => {
                        let objects = scene.objects();
                        let mut all = proposed(output);
                        if is_learnt {
                            all.truncate(LEARNT);
                            all.extend(near());
                        }
                        all.into_iter().map(|bounds| Region::refined(index, bounds, &objects)).collect()
                    }
                };
                if of_scene.is_empty() && !is_learnt {
                    let whole = BoundingBox::new(0.0, 0.0, SCENE_ANCHORS.side, SCENE_ANCHORS.side);
                    of_scene.push(match second {
                        Some(_) => Region::masked(index, whole, None, scene),
                        None => Region::refined(index, whole, &[]),
                    });
                }
                for region in of_scene {
                    let pooled = region_features(align, features, &region.bounds);
                    images.extend(pooled.into_iter().map(|value| Scale::Unit.byte(value)));
                    regions.push(region);
                }
            }
        }
        let data = Dataset {
            shape: self.task().input(),
            scale: Scale::Unit,
            images,
            labels: vec![0; regions.len()],
            names: vec![String::new()],
        };
        Ok((regions, data))
    }
}

/// Where the surest regions are.
fn proposed(output: &[f32]) -> Vec<BoundingBox> {
    SCENE_ANCHORS.proposals(output, PROPOSALS).into_iter().map(|proposal| proposal.bounds).collect()
}

/// A network that learns no more.
struct Opened {
    cpu: Cpu,
    weights: Weights,
}

impl Opened {
    fn new(network: &Network, weights: &[u8], wanted: Shape) -> Result<Self, CommandError> {
        let plan = Arc::new(Plan::new(network.clone())?);
        if plan.output() != wanted {
            return Err(TrainError::Output { gives: plan.output(), wanted }.into());
        }
        let weights = Weights::load(&plan, weights)?.weights;
        Ok(Self { cpu: Cpu::new(plan), weights })
    }

    /// What the second stage finds in regions.
    fn find(&mut self, regions: &[BoundingBox], features: &[f32]) -> Vec<Detection> {
        if regions.is_empty() || self.cpu.plan().network().input != REGION_FEATURES {
            return Vec::new();
        }
        let pooled = regions.iter().flat_map(|bounds| region_features(SCENE_ROI_ALIGN, features, bounds));
        let outputs = self.cpu.infer(&self.weights, &pooled.collect::<Vec<f32>>()).to_vec();
        let said = regions.iter().zip(outputs.chunks_exact(REGION_OUTPUT.len()));
        let said = said.filter_map(|(bounds, output)| refined(bounds, output));
        let found: Vec<Detection> = said.filter(|it| it.score > FOUND).collect();
        non_maximum_suppression(&found, SAME_IOU)
    }
}

/// Boxes near the objects of a scene.
fn near(scene: &Scene, random: &mut Random) -> Vec<BoundingBox> {
    let mut all = Vec::new();
    for object in scene.objects() {
        all.push(object.bounds);
        for _ in 1..NEAR {
            let deltas = BoxDeltas(std::array::from_fn(|_| STRAY * random.normal()));
            all.push(deltas.apply(&object.bounds).clipped(SCENE_ANCHORS.side));
        }
    }
    all
}
