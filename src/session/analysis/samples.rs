//! The samples that networks are asked about.

use std::ops::Range;
use std::sync::Arc;

use crate::data::scenes::{SCENE_SHAPE, SceneGenerator};
use crate::data::{Dataset, Generator, Source, Transform};
use crate::network::Plan;
use crate::session::CommandError;
use crate::shape::Shape;

/// Samples whose answers are counted before and after an intervention.
pub const ABLATION: usize = 1000;
/// Samples whose answers are counted at each strength of a transform.
pub const ROBUSTNESS: usize = 500;
/// Samples among which a channel's strongest are looked for.
pub const FEATURES: usize = 2000;
/// Steps up the gradient that maximise a channel's activation.
pub const STEPS: usize = 200;
/// Samples that are embedded, and in which neighbours are found.
pub const GALLERY: usize = 2000;
/// Further samples that ask for their neighbours.
pub const QUERIES: usize = 200;

/// Scenes that are embedded, and further ones that ask for their neighbours.
pub const SCENE_GALLERY: [usize; 2] = [1000, 200];
/// These scenes: no network here was trained on them.
pub const SCENES: SceneGenerator = SceneGenerator { seed: SEED };

/// Their seed: no network here was trained on them.
const SEED: u64 = 2026;

/// What a network is asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum Samples {
    /// Generated ones without end, of its input's shape and of as many classes.
    Generated(Generator),
    /// Somebody's own.
    Own(Arc<Dataset>),
    /// Scenes, labelled by the kinds of their shapes.
    Scenes,
}

impl Samples {
    /// Fewer own samples than this say nothing.
    pub const LEAST: usize = 100;

    /// Samples for this network: the own ones, if they fit, or generated ones.
    pub fn of(plan: &Plan, own: Option<&Arc<Dataset>>) -> Result<Self, CommandError> {
        let (input, classes) = (plan.network().input, plan.output().len());
        let own =
            own.filter(|own| own.shape == input && own.classes() == classes && own.len() >= Self::LEAST);
        if let Some(own) = own {
            return Ok(Self::Own(own.clone()));
        }
        let fits = |source: &Source| source.shape() == input && source.names().len() == classes;
        let source = Source::ALL.into_iter().find(fits);
        let source = source.ok_or(CommandError::NoSamples { input, classes })?;
        Ok(Self::Generated(Generator { seed: SEED, ..Generator::of(source) }))
    }

    /// What inputs of this network are embedded among: the same, or scenes.
    pub fn to_embed(plan: &Plan, own: Option<&Arc<Dataset>>) -> Result<Self, CommandError> {
        if plan.network().input == SCENE_SHAPE { Ok(Self::Scenes) } else { Self::of(plan, own) }
    }

    /// The shifts of an input that are looked at: none of scenes, whose shapes are anywhere.
    pub(super) const fn shifts(&self) -> &'static [f32] {
        match self {
            Self::Scenes => &[0.0],
            _ => Transform::Shift.strengths(),
        }
    }

    /// The shifts under which queries ask.
    pub(super) const fn query_shifts(&self) -> &'static [usize] {
        match self {
            Self::Scenes => &[0],
            _ => &[0, 2, 4, 6, 8],
        }
    }

    /// Of one sample.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Generated(generator) => generator.source.shape(),
            Self::Own(own) => own.shape,
            Self::Scenes => SCENE_SHAPE,
        }
    }

    /// Whether they are somebody's own.
    pub const fn are_own(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    /// How many of them there are, `most` at most.
    pub fn count(&self, most: usize) -> usize {
        match self {
            Self::Generated(_) | Self::Scenes => most,
            Self::Own(own) => own.len().min(most),
        }
    }

    /// How many are embedded, and how many further ones ask for their neighbours: at most [`GALLERY`] and [`QUERIES`].
    pub fn gallery(&self) -> [usize; 2] {
        if *self == Self::Scenes {
            return SCENE_GALLERY;
        }
        let all = self.count(GALLERY + QUERIES);
        let queries = all * QUERIES / (GALLERY + QUERIES);
        [all - queries, queries]
    }

    /// Writes a sample, and answers its label.
    pub fn write(&self, index: usize, image: &mut [f32]) -> u8 {
        match self {
            Self::Generated(generator) => generator.sample(index as u64, image),
            Self::Own(own) => {
                own.write(index, image);
                own.labels[index]
            }
            Self::Scenes => {
                let scene = SCENES.scene(index as u64);
                image.copy_from_slice(&scene.sample());
                scene.kinds()
            }
        }
    }

    /// Samples one after the other, and their labels.
    pub(super) fn read(&self, range: Range<usize>) -> (Vec<f32>, Vec<u8>) {
        let len = self.shape().len();
        let mut images = vec![0.0; range.len() * len];
        let labels = range.zip(images.chunks_exact_mut(len)).map(|(i, image)| self.write(i, image)).collect();
        (images, labels)
    }
}

/// The class of the largest of each sample's logits.
pub(super) fn answers(logits: &[f32], classes: usize) -> impl Iterator<Item = usize> {
    logits.chunks_exact(classes).map(move |logits| {
        (0..classes)
            .reduce(|best, class| if logits[class] > logits[best] { class } else { best })
            .unwrap_or(0)
    })
}
