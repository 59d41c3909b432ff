//! Detection in two stages: the first network proposes regions of the scene, the second looks at the features of each.

use std::rc::Rc;

use super::{Effect, Found, Loading, Scenes, ScenesConfig, Task};
use crate::data::scenes::{
    PROPOSALS, REGION_OUTPUT, SCENE_ANCHORS, SCENE_FEATURES, SCENE_ROI_ALIGN, Scene, SceneTask, refined,
    region_features,
};
use crate::detection::{BoundingBox, BoxDeltas, Detection, Proposal};
use crate::network::NodeId;
use crate::session::{Command, Event, RunId};
use crate::zoo::{SceneNetwork, features_of};

/// A region that the first stage proposes, and what the second says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// From which anchor, how sure, and where.
    pub proposal: Proposal,
    /// What RoIAlign cuts out of the scene's features, map by map.
    pub features: Rc<[f32]>,
    /// What comes out of the second stage; nothing before it has looked.
    pub output: Option<Rc<[f32]>>,
}

/// The steps before suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The anchors of the chosen region's cell.
    Anchors,
    /// All regions that are proposed.
    Proposals,
    /// Where the chosen region's features are taken.
    RoiAlign,
    /// Boxes before and after the second stage.
    Refinement,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Anchors, Self::Proposals, Self::RoiAlign, Self::Refinement];
}

impl Region {
    /// What the second stage makes of it.
    pub fn refined(&self) -> Option<Detection> {
        refined(&self.proposal.bounds, self.output.as_ref()?)
    }

    /// How the second stage moves its box.
    pub fn deltas(&self) -> Option<BoxDeltas> {
        let output = self.output.as_ref()?;
        Some(BoxDeltas(output.get(REGION_OUTPUT.len() - 4..)?.try_into().ok()?))
    }

    /// The intersection over union of a box with the shape that it overlaps most.
    pub fn iou(scene: &Scene, bounds: &BoundingBox) -> f32 {
        scene.objects().iter().map(|object| object.bounds.iou(bounds)).fold(0.0, f32::max)
    }
}

/// The second stage, beside the place's network, which is the first.
#[derive(Default)]
pub(super) struct SecondStage {
    /// The network that is open in a worker of its own.
    run: RunId,
    ready: bool,
    /// Whether it looks at regions, and whether these have changed meanwhile.
    looks: bool,
    changed: bool,
    /// Those that it looks at, and those that it has looked at.
    asked: Vec<Region>,
    answered: Vec<Region>,
}

/// The node whose maps regions are cut out of, in the first stage.
pub(super) fn features(network: SceneNetwork) -> Option<NodeId> {
    (network == SceneNetwork::Propose).then(|| features_of(&network.network())).flatten()
}

impl ScenesConfig {
    /// What is learnt, one after the other: both tasks of two stages, masks where there are some, or the one task of others.
    pub fn tasks(&self) -> Vec<SceneTask> {
        match (self.network(), self.task) {
            (SceneNetwork::Propose, Task::Segment) => {
                vec![SceneTask::Propose, SceneTask::Refine, SceneTask::Mask]
            }
            (SceneNetwork::Propose, _) => vec![SceneTask::Propose, SceneTask::Refine],
            (SceneNetwork::FindDigits, _) => vec![SceneTask::FindDigits],
            _ => vec![self.task.trains()],
        }
    }

    /// The networks that give the answer, one after the other.
    pub fn networks(&self) -> Vec<SceneNetwork> {
        let of = |task: SceneTask| match task {
            SceneTask::Refine => SceneNetwork::Refine,
            SceneTask::Mask => SceneNetwork::Mask,
            _ => self.network(),
        };
        self.tasks().into_iter().map(of).collect()
    }

    /// Passes over the scenes that a task is learnt from.
    pub fn epochs_of(&self, task: SceneTask) -> usize {
        let usual = match task {
            SceneTask::Propose => 4,
            SceneTask::Refine => 3,
            SceneTask::Mask => 2,
            SceneTask::Find | SceneTask::FindDigits | SceneTask::Segment | SceneTask::Describe => {
                self.task.usual_epochs()
            }
        };
        self.course.epochs.unwrap_or(usual)
    }
}

impl Scenes {
    /// Whether shapes are found in two stages.
    pub fn has_two_stages(&self) -> bool {
        self.config.network() == SceneNetwork::Propose
    }

    /// The regions that are proposed, the surest first, with what the second stage says of each.
    pub fn regions(&self) -> &[Region] {
        &self.second.answered
    }

    /// The one that is chosen.
    pub fn region(&self) -> Option<&Region> {
        self.regions().get(self.config.region.min(self.regions().len().saturating_sub(1)))
    }

    /// What the second stage makes of the regions, from the threshold on.
    pub(super) fn found_in_regions(&self) -> Option<Found> {
        let said = |region: &Region| Some((region.refined()?, SCENE_ANCHORS.cell(region.proposal.anchor)));
        let threshold = self.config.threshold as f32 / 100.0;
        let regions = self.regions();
        (!regions.is_empty()).then(|| {
            let said = regions.iter().filter_map(said).filter(|(it, _)| it.score > threshold);
            Found::of(self.config.scene.objects(), said.collect())
        })
    }

    /// The step that is looked at: one before suppression, or so many steps of that.
    pub fn stage(&self, suppression: usize) -> Result<Stage, usize> {
        let step = self.step.min(Stage::ALL.len() + suppression);
        Stage::ALL.get(step).copied().ok_or(step.saturating_sub(Stage::ALL.len()))
    }

    /// Has the second stage forgotten, with what it has said.
    pub(super) fn forget_second(&mut self) {
        self.second = SecondStage { run: RunId(self.second.run.0 + 1), ..SecondStage::default() };
        self.forget_masks();
    }

    /// Has these weights opened: of the first stage, or of the second.
    pub(super) fn open_stage(&mut self, network: SceneNetwork, weights: Vec<u8>) -> Vec<Effect> {
        if network == SceneNetwork::Mask {
            return self.open_mask_head(weights);
        }
        let open = |run: RunId| Command::Open { run, network: network.network(), weights, examples: vec![] };
        if network == SceneNetwork::Refine {
            self.second.run = RunId(self.second.run.0 + 1);
            (self.second.ready, self.second.looks, self.second.changed) = (false, false, false);
            return vec![Effect::InferRegions(open(self.second.run))];
        }
        self.run = RunId(self.run.0 + 1);
        (self.loading, self.looks, self.changed) = (Loading::Underway, false, false);
        vec![Effect::Infer(open(self.run))]
    }

    /// Shows the regions that the first stage has proposed to the second. While that looks only the newest wait.
    pub(super) fn look_at_regions(&mut self) -> Vec<Effect> {
        let (Some(output), Some(maps)) = (&self.output, self.maps.first()) else { return Vec::new() };
        if output.len() != SCENE_ANCHORS.shape().len() || maps.len() != SCENE_FEATURES.len() {
            return Vec::new();
        }
        let region = |proposal: Proposal| Region {
            proposal,
            features: Rc::from(region_features(SCENE_ROI_ALIGN, maps, &proposal.bounds)),
            output: None,
        };
        let regions: Vec<Region> =
            SCENE_ANCHORS.proposals(output, PROPOSALS).into_iter().map(region).collect();
        if !self.second.ready || regions.is_empty() {
            self.second.answered = regions;
            return self.look_at_boxes();
        }
        if std::mem::replace(&mut self.second.looks, true) {
            self.second.changed = true;
            return Vec::new();
        }
        let pixels = regions.iter().flat_map(|region| region.features.iter().copied()).collect();
        self.second.asked = regions;
        let nodes = vec![SceneNetwork::Refine.network().last()];
        vec![Effect::InferRegions(Command::Infer { run: self.second.run, pixels, nodes })]
    }

    pub(super) fn inferred_regions(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened { run, .. } if run == self.second.run => {
                self.second.ready = true;
                self.look_at_regions()
            }
            Event::Activations { run, activations, .. } if run == self.second.run => {
                self.second.looks = false;
                let outputs = activations.first().map_or(&[][..], Vec::as_slice);
                let mut regions = std::mem::take(&mut self.second.asked);
                for (region, output) in regions.iter_mut().zip(outputs.chunks_exact(REGION_OUTPUT.len())) {
                    region.output = Some(Rc::from(output));
                }
                self.second.answered = regions;
                let mut effects = self.look_at_boxes();
                if std::mem::take(&mut self.second.changed) {
                    effects.extend(self.look_at_regions());
                }
                effects
            }
            Event::Error { run, error } if run == self.second.run => {
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The pointer chooses the surest region there.
    pub(super) fn choose_region(&mut self, [x, y]: [f32; 2]) {
        let holds = |it: &BoundingBox| (it.left..it.right).contains(&x) && (it.top..it.bottom).contains(&y);
        if let Some(region) = self.regions().iter().position(|region| holds(&region.proposal.bounds)) {
            self.config.region = region;
        }
    }
}
