//! Runs that learn to describe scenes: an attention decoder, on the maps of a detector that stays as it is.

use std::sync::Arc;

use super::TrainingRun;
use super::protocol::RunEvent;
use super::samples::Samples;
use super::scenes::SceneSamples;
use crate::data::scenes::{SCENE_SHAPE, SENTENCE_INPUT, Scene, SceneGenerator, SceneTask, words_of};
use crate::data::{Dataset, Scale};
use crate::layers::Layer;
use crate::loss::{IGNORED_LABEL, Targets};
use crate::network::{Bytes, Network, Plan, Weights};
use crate::session::describe::{DECODER, Features, Sentence, check_features};
use crate::session::{CommandError, InferenceError, TrainError};

/// Scenes that the detector looks at at once: as many as lie side by side in its memory.
const AT_ONCE: usize = 8;

/// The maps of scenes. Each is computed when it is first needed: a run of many scenes begins at once, and can be stopped.
pub struct SceneMaps {
    features: Features,
    known: Vec<Option<Box<[f32]>>>,
}

impl SceneMaps {
    /// Of so many scenes, none computed so far.
    fn new(detector: Network, weights: &[u8], scenes: usize) -> Result<Self, CommandError> {
        let plan = Arc::new(Plan::new(detector)?);
        check_features(&plan)?;
        let weights = Weights::load(&plan, weights)?.weights;
        Ok(Self { features: Features::new(plan, weights), known: vec![None; scenes] })
    }

    /// What it takes once all are computed.
    pub fn bytes(detector: &Network, scenes: u64) -> u64 {
        let maps = Bytes::of_values((DECODER.maps * DECODER.cells) as u64).0
            + size_of::<Option<Box<[f32]>>>() as u64;
        let features = Plan::new(detector.clone()).map_or(Bytes(0), |plan| Features::bytes(&plan, AT_ONCE));
        features.0 + scenes * maps
    }

    /// Computes those of some scenes, as far as they are not known.
    fn prepare(&mut self, scenes: &[Scene], samples: &[usize]) {
        let mut missing = samples.to_vec();
        missing.retain(|sample| self.known[*sample].is_none());
        for some in missing.chunks(AT_ONCE) {
            let pictures: Vec<f32> = some.iter().flat_map(|sample| scenes[*sample].sample()).collect();
            let all = self.features.of(&pictures);
            for (sample, maps) in some.iter().zip(all.chunks_exact(DECODER.maps * DECODER.cells)) {
                self.known[*sample] = Some(maps.into());
            }
        }
    }

    /// Those of a scene that is [prepared](Self::prepare).
    pub fn of(&self, sample: usize) -> &[f32] {
        self.known[sample].as_deref().expect("it is prepared")
    }

    /// What goes into the decoder where it says all of what it says about a picture.
    pub fn input(&mut self, params: &[f32], pixels: &[f32]) -> Vec<f32> {
        let maps = self.features.of(pixels);
        let (before, _) = DECODER.sentence(&Sentence::said(params, &maps).words);
        [maps, before].concat()
    }
}

/// What goes into the decoder behind the maps, and which words should come out.
fn sentence(scene: &Scene) -> (Vec<f32>, Vec<u8>) {
    let (before, after) = DECODER.sentence(&words_of(&scene.sentence()));
    let label = |word: Option<usize>| word.map_or(IGNORED_LABEL, |word| word as u8);
    (before, after.into_iter().map(label).collect())
}

impl Samples {
    /// Scenes of which a sentence is wanted.
    pub fn described(
        detector: Network,
        weights: &[u8],
        generator: SceneGenerator,
        training: u32,
        all: u64,
    ) -> Result<Self, CommandError> {
        let maps = SceneMaps::new(detector, weights, all as usize)?;
        let scenes = (0..all).map(|index| generator.described_scene(index)).collect();
        let data = Dataset {
            shape: SENTENCE_INPUT,
            scale: Scale::Unit,
            images: Vec::new(),
            labels: vec![0; all as usize],
            names: vec![String::new()],
        };
        Ok(Self::behind(training, data, Some(SceneSamples::described(scenes, maps))))
    }
}

impl SceneSamples {
    /// Gets some of them ready.
    pub fn prepare(&mut self, samples: &[usize]) {
        if let Some(maps) = &mut self.maps {
            maps.prepare(&self.scenes, samples);
        }
    }

    /// Writes what goes into the network for a sample that is prepared.
    pub fn write(&self, data: &Dataset, sample: usize, x: &mut [f32]) {
        let Some(maps) = &self.maps else { return data.write(sample, x) };
        let (maps, (before, _)) = (maps.of(sample), sentence(&self.scenes[sample]));
        x[..maps.len()].copy_from_slice(maps);
        x[maps.len()..].copy_from_slice(&before);
    }

    /// The words that should be said of some of them.
    pub(super) fn words(&self, samples: &[usize]) -> Targets {
        let labels = samples.iter().flat_map(|sample| sentence(&self.scenes[*sample]).1).collect();
        Targets::Mask { labels, cells: DECODER.steps }
    }
}

/// Refuses a network that says no sentences.
pub fn check_decoder(plan: &Plan) -> Result<(), TrainError> {
    if plan.layer(plan.network().last()) == Some(&Layer::from(DECODER)) && plan.network().nodes.len() == 1 {
        return Ok(());
    }
    let task = SceneTask::Describe;
    Err(TrainError::Output { gives: plan.output(), wanted: task.output() })
}

impl TrainingRun {
    /// What the network says about a picture, as it is or, where it went back, as it was.
    pub(super) fn describe(&mut self, pixels: &[f32]) -> Result<RunEvent, CommandError> {
        let maps =
            self.scenes.as_mut().and_then(|scenes| scenes.maps.as_mut()).ok_or(InferenceError::NotOpen)?;
        let (expected, found) = (SCENE_SHAPE.len(), pixels.len());
        if found != expected {
            return Err(InferenceError::Pixels { expected, found }.into());
        }
        let maps = maps.features.of(pixels);
        Ok(RunEvent::Described(Sentence::said(&self.trainer.observed().weights.params, &maps)))
    }

    /// What goes into the network for a sample.
    pub(super) fn input(&mut self, sample: usize) -> Vec<f32> {
        let mut input = vec![0.0; self.data.shape.len()];
        match &mut self.scenes {
            Some(scenes) => {
                scenes.prepare(&[sample]);
                scenes.write(&self.data, sample, &mut input);
            }
            None => self.data.write(sample, &mut input),
        }
        input
    }

    /// What goes into it for what is looked at in place of a sample; `None` where that is nothing, or nothing that it takes.
    pub(super) fn given_input(&mut self) -> Option<Vec<f32>> {
        let given = self.watch.input.as_ref()?;
        match self.scenes.as_mut().and_then(|scenes| scenes.maps.as_mut()) {
            Some(maps) if given.len() == SCENE_SHAPE.len() => {
                Some(maps.input(&self.trainer.observed().weights.params, given))
            }
            Some(_) => None,
            None => (given.len() == self.data.shape.len()).then(|| given.clone()),
        }
    }
}
