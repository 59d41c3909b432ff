//! Masks of what is found in two stages: a third network says which pixels of each box are of its shape.

use std::rc::Rc;

use super::{Effect, Loading, Scenes, Segmented};
use crate::data::scenes::{MASK_OUTPUT, SCENE_MASK_ALIGN, masked, region_features};
use crate::detection::Detection;
use crate::session::{Command, Event, RunId};
use crate::zoo::SceneNetwork;

/// The network that says masks, beside the second stage.
#[derive(Default)]
pub(super) struct MaskHead {
    /// The network that is open in a worker of its own.
    run: RunId,
    ready: bool,
    /// Whether it looks at boxes, and whether these have changed meanwhile.
    looks: bool,
    changed: bool,
    /// The boxes that it looks at, and those that it has looked at, with what it said.
    asked: Vec<Detection>,
    answered: Option<Vec<(Detection, Rc<[f32]>)>>,
}

impl Scenes {
    /// Whether what is found in two stages is segmented.
    pub fn has_mask_head(&self) -> bool {
        self.config.tasks().len() == 3
    }

    pub(super) fn forget_masks(&mut self) {
        self.mask_head = MaskHead { run: RunId(self.mask_head.run.0 + 1), ..MaskHead::default() };
    }

    /// Has these weights opened.
    pub(super) fn open_mask_head(&mut self, weights: Vec<u8>) -> Vec<Effect> {
        let (run, network) = (RunId(self.mask_head.run.0 + 1), SceneNetwork::Mask.network());
        let answered = self.mask_head.answered.take();
        self.mask_head = MaskHead { run, answered, ..MaskHead::default() };
        vec![Effect::InferMasks(Command::Open { run, network, weights, examples: vec![] })]
    }

    /// Shows the boxes that are kept to the mask head. While that looks only the newest wait.
    pub(super) fn look_at_boxes(&mut self) -> Vec<Effect> {
        let Some(found) = self.found_in_regions().filter(|_| self.has_mask_head()) else {
            return Vec::new();
        };
        let kept: Vec<Detection> = found.kept().map(|(it, _)| it.detection).collect();
        if !self.mask_head.ready || kept.is_empty() {
            self.mask_head.answered = Some(Vec::new());
            return Vec::new();
        }
        if std::mem::replace(&mut self.mask_head.looks, true) {
            self.mask_head.changed = true;
            return Vec::new();
        }
        let Some(maps) = self.maps.first() else { return Vec::new() };
        let cut = |it: &Detection| region_features(SCENE_MASK_ALIGN, maps, &it.bounds);
        let pixels = kept.iter().flat_map(cut).collect();
        self.mask_head.asked = kept;
        let nodes = vec![SceneNetwork::Mask.network().last()];
        vec![Effect::InferMasks(Command::Infer { run: self.mask_head.run, pixels, nodes })]
    }

    pub(super) fn inferred_masks(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened { run, .. } if run == self.mask_head.run => {
                self.mask_head.ready = true;
                self.look_at_boxes()
            }
            Event::Activations { run, activations, .. } if run == self.mask_head.run => {
                self.mask_head.looks = false;
                let outputs = activations.first().map_or(&[][..], Vec::as_slice);
                let asked = std::mem::take(&mut self.mask_head.asked).into_iter();
                let each = outputs.chunks_exact(MASK_OUTPUT.len()).map(Rc::from);
                self.mask_head.answered = Some(asked.zip(each).collect());
                if std::mem::take(&mut self.mask_head.changed) { self.look_at_boxes() } else { Vec::new() }
            }
            Event::Error { run, error } if run == self.mask_head.run => {
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The masks of all boxes put together.
    pub(super) fn segmented_by_masks(&self) -> Option<Segmented> {
        let answered = self.mask_head.answered.as_ref()?;
        let found: Vec<Detection> = answered.iter().map(|(detection, _)| *detection).collect();
        let outputs: Vec<&[f32]> = answered.iter().map(|(_, output)| &**output).collect();
        Some(Segmented::of_classes(&self.config.scene, masked(&found, &outputs)))
    }
}
