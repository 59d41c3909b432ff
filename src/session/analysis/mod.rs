//! Questions to an opened network that take many passes: a [`Findings`] answers one of them piece by piece, so that a newer question
//! never waits for an older one's answer. What they are computed over are [`samples`].

mod check;
mod embedding;
mod features;
mod plane;
mod restyle;
mod robustness;
pub mod samples;
mod what_if;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::describe::{Features, Sentence, decoder_in};
use super::{CommandError, InferenceError};
use crate::data::{Dataset, Transform};
use crate::embedding::Neighbour;
use crate::explain::{Intervention, Peak, Regularizers, Target};
use crate::network::{NodeId, Plan, Weights};
use embedding::Gallery;
pub use plane::{Plane, Stage};
use samples::Samples;

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Analysis {
    /// What changes under interventions: for one input, and in the accuracy over samples.
    WhatIf {
        /// The input.
        pixels: Vec<f32>,
        /// What is changed.
        interventions: Vec<Intervention>,
        /// The nodes whose values are wanted.
        nodes: Vec<NodeId>,
        /// The node whose channels are switched off one by one.
        channels_of: NodeId,
        /// The score that they are measured by.
        target: Target,
    },
    /// The accuracy under each strength of a transform.
    Robustness {
        /// The transform.
        transform: Transform,
    },
    /// What a channel responds to: among samples, and among all images.
    Features {
        /// The node, which is a layer.
        node: NodeId,
        /// The channel of its output.
        channel: usize,
        /// What keeps the image that maximises it from being noise.
        regularizers: Regularizers,
        /// The seed of the image's beginning.
        seed: u64,
    },
    /// Where an input is among samples: its neighbours, and all of them in a plane.
    Embedding {
        /// The input.
        pixels: Vec<f32>,
        /// The node whose values are a sample's features.
        node: NodeId,
        /// Whether the plane is t-SNE's, after PCA's.
        tsne: bool,
    },
    /// A picture on its way to a style: the [Gram matrices](crate::style::gram) of the maps that go into the last layer.
    Restyle {
        /// The picture whose style it is.
        style: Vec<f32>,
        /// The photograph whose content stays, if there is one.
        content: Option<Vec<f32>>,
        /// How much that counts beside the style.
        weight: f32,
        /// The picture to begin with.
        image: Vec<f32>,
        /// Steps at most.
        steps: usize,
    },
    /// A scene in words: the network is the detector of scenes.
    Describe {
        /// The scene's picture.
        pixels: Vec<f32>,
        /// The safetensors file of a decoder.
        decoder: Vec<u8>,
    },
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// What comes out of nodes under the interventions.
    Activations {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// What comes out of them.
        #[serde(with = "super::floats")]
        activations: Vec<Vec<f32>>,
    },
    /// What the score loses without each channel.
    Importance {
        /// The node of the channels.
        node: NodeId,
        /// One value for each channel.
        lost: Vec<f32>,
    },
    /// How many answers are right, without the interventions and with them, as far as counted.
    Accuracy {
        /// Over all samples.
        all: Counts,
        /// Over those of the target's class.
        of_class: Counts,
    },
    /// How many answers are right at one strength, by its place among [`Transform::strengths`].
    Right {
        /// The strength.
        strength: usize,
        /// Right answers.
        right: usize,
        /// Of so many, as far as counted.
        of: usize,
    },
    /// Where the channel is strongest, as far as samples were looked at.
    Peaks {
        /// So many.
        seen: usize,
        /// The largest first.
        peaks: Vec<Peak>,
    },
    /// The image on its way to the largest activation.
    Maximized {
        /// Steps taken.
        steps: usize,
        /// The mean of the channel's activation.
        activation: f32,
        /// The image.
        image: Vec<f32>,
    },
    /// How far something is that takes long.
    Progress {
        /// What.
        stage: Stage,
        /// How much of it is done, from 0 to 1.
        done: f32,
    },
    /// The neighbours of the input under each shift, by its pixels and by its features.
    Neighbours {
        /// By pixels.
        pixels: Vec<Vec<Neighbour>>,
        /// By features.
        features: Vec<Vec<Neighbour>>,
        /// The classes of all samples.
        labels: Vec<u8>,
    },
    /// Mean precision@10 of queries under one shift.
    Precision {
        /// The shift in pixels.
        shift: usize,
        /// By pixels.
        pixels: f32,
        /// By features.
        features: f32,
    },
    /// Where all samples are in the plane, and behind them the input under each shift.
    Points {
        /// Both coordinates.
        points: Vec<[f32; 2]>,
        /// How the plane came about.
        plane: Plane,
    },
    /// A picture on its way to a style.
    Restyled {
        /// Steps taken.
        steps: usize,
        /// How far the style is.
        style: f32,
        /// How far the content is.
        content: f32,
        /// The picture.
        image: Vec<f32>,
        /// Its Gram matrices, one for each bank of filters.
        #[serde(with = "super::floats")]
        grams: Vec<Vec<f32>>,
    },
    /// A scene in words.
    Described(Sentence),
}

/// Right answers of so many, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// So many.
    pub of: usize,
    /// Right answers of the network as it is.
    pub before: usize,
    /// Right answers of the changed one.
    pub after: usize,
}

/// An answer under way.
pub type Findings = Box<dyn Iterator<Item = Finding>>;

/// What is kept from one question to the next about the same network.
#[derive(Clone, Default)]
pub struct Memory(Rc<RefCell<Option<Rc<Gallery>>>>);

impl Analysis {
    /// Begins to answer, over somebody's own samples if there are; every piece takes some ten milliseconds for a small network.
    pub fn begin(
        self,
        plan: &Arc<Plan>,
        weights: &Weights,
        own: Option<&Arc<Dataset>>,
        memory: &Memory,
    ) -> Result<Findings, CommandError> {
        self.check(plan)?;
        let samples = Samples::of(plan, own);
        Ok(match self {
            Self::WhatIf { pixels, interventions, nodes, channels_of, target } => {
                let about = what_if::WhatIf { pixels, interventions, nodes, channels_of, target };
                Box::new(what_if::findings(plan, weights, samples, about))
            }
            Self::Robustness { transform } => {
                Box::new(robustness::findings(plan, weights, &samples?, transform))
            }
            Self::Features { node, channel, regularizers, seed } => {
                Box::new(features::findings(plan, weights, samples, node, channel, regularizers, seed))
            }
            Self::Embedding { pixels, node, tsne } => {
                let samples = Samples::to_embed(plan, own)?;
                Box::new(embedding::findings(plan, weights, samples, memory, pixels, node, tsne))
            }
            Self::Restyle { style, content, weight, image, steps } => {
                let content = content.as_deref().map(|content| (content, weight));
                Box::new(restyle::findings(plan, weights, &style, content, image, steps))
            }
            Self::Describe { pixels, decoder } => {
                let decoder = decoder_in(&decoder).map_err(|_| InferenceError::NotOpen)?;
                let maps = Features::new(plan.clone(), weights.clone()).of(&pixels);
                Box::new(std::iter::once(Finding::Described(Sentence::said(&decoder, &maps))))
            }
        })
    }
}

#[cfg(test)]
mod tests;
