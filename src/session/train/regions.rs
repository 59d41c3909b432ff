//! Regions of scenes as the samples of a run: what the second stage of a detector learns from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::data::scenes::{
    PROPOSALS, REGION_FEATURES, REGION_OUTPUT, SCENE_ANCHORS, SCENE_FEATURES, Scene, ShapeKind,
    region_features, region_object,
};
use crate::data::{Dataset, Scale};
use crate::detection::{BoundingBox, BoxDeltas, GridTarget};
use crate::engine::Cpu;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;
use crate::session::{CommandError, TrainError};

/// The first stage of a detector, which has learnt, and learns no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposer {
    /// What it is.
    pub network: Network,
    /// Its weights, a safetensors file.
    pub weights: Vec<u8>,
    /// Regions are cut out of what comes out of this node.
    pub features: NodeId,
}

/// A region of a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Which scene.
    pub scene: usize,
    /// Where.
    pub bounds: BoundingBox,
    /// What the second stage should say of it, [`REGION_OUTPUT`].
    pub target: GridTarget,
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
/// Scenes that are looked at at once.
const AT_ONCE: usize = 32;

impl Region {
    fn new(scene: usize, bounds: BoundingBox, of: &Scene) -> Self {
        let objects = of.objects();
        let object = region_object(&bounds, &objects);
        let one_hot = (0..ShapeKind::ALL.len())
            .map(|class| f32::from(object.is_some_and(|object| object.class == class)));
        let deltas = object.map_or(BoxDeltas::default(), |it| BoxDeltas::between(&bounds, &it.bounds));
        let weight = if object.is_some() { DELTAS } else { 0.0 };
        let values = one_hot.chain(deltas.0).collect();
        let weights = [vec![1.0; ShapeKind::ALL.len()], vec![weight; 4]].concat();
        Self { scene, bounds, target: GridTarget { values, weights } }
    }
}

impl Proposer {
    /// The regions of scenes, with their features: of the first `training` also boxes near the objects, which `seed` draws; of the
    /// others what is proposed, or the whole scene where that is nothing.
    pub fn regions(
        &self,
        scenes: &[Scene],
        training: usize,
        seed: u64,
    ) -> Result<(Vec<Region>, Dataset), CommandError> {
        let plan = Arc::new(Plan::new(self.network.clone())?);
        let weights = Weights::load(&plan, &self.weights)?.weights;
        let nodes = [plan.network().last(), self.features];
        let (gives, wanted) = (plan.output(), SCENE_ANCHORS.shape());
        if plan.ids().count() <= self.features.0 || plan.shape(self.features) != SCENE_FEATURES {
            return Err(TrainError::Output { gives: plan.output(), wanted: SCENE_FEATURES }.into());
        }
        if gives != wanted {
            return Err(TrainError::Output { gives, wanted }.into());
        }
        let mut cpu = Cpu::new(plan);
        let (mut regions, mut images) = (Vec::new(), Vec::new());
        for (part, some) in scenes.chunks(AT_ONCE).enumerate() {
            let pixels: Vec<f32> = some.iter().flat_map(Scene::sample).collect();
            cpu.infer_nodes(&weights, &pixels, &nodes);
            let [outputs, features] = nodes.map(|node| cpu.activations(node).into_owned());
            let of_each = outputs.chunks_exact(wanted.len()).zip(features.chunks_exact(SCENE_FEATURES.len()));
            for (i, (scene, (output, features))) in some.iter().zip(of_each).enumerate() {
                let index = part * AT_ONCE + i;
                let proposals = SCENE_ANCHORS.proposals(output, PROPOSALS);
                let mut all: Vec<BoundingBox> = proposals.iter().map(|proposal| proposal.bounds).collect();
                if index < training {
                    all.truncate(LEARNT);
                    all.extend(near(scene, &mut Random::split(seed, index as u64)));
                } else if all.is_empty() {
                    all.push(BoundingBox::new(0.0, 0.0, SCENE_ANCHORS.side, SCENE_ANCHORS.side));
                }
                for bounds in all {
                    let pooled = region_features(features, &bounds);
                    images.extend(pooled.into_iter().map(|value| Scale::Unit.byte(value)));
                    regions.push(Region::new(index, bounds, scene));
                }
            }
        }
        let data = Dataset {
            shape: REGION_FEATURES,
            scale: Scale::Unit,
            images,
            labels: vec![0; regions.len()],
            names: vec![String::new()],
        };
        Ok((regions, data))
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

/// How many numbers are said about a region.
pub const NUMBERS: usize = REGION_OUTPUT.len();
