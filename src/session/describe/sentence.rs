//! What a decoder says.

use serde::{Deserialize, Serialize};

use super::DECODER;

/// A sentence about a scene: its words, by their places in the [vocabulary](crate::data::scenes::VOCABULARY).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// The words.
    pub words: Vec<usize>,
    /// How likely each was.
    pub probabilities: Vec<f32>,
    /// How much each cell counted for it, row by row.
    #[serde(with = "crate::session::floats")]
    pub attention: Vec<Vec<f32>>,
}

impl Sentence {
    /// What a [`DECODER`] with these parameters says about the maps of a scene.
    pub fn said(params: &[f32], maps: &[f32]) -> Self {
        let mut sentence = Self::default();
        for spoken in DECODER.describe(params, maps) {
            sentence.words.push(spoken.word);
            sentence.probabilities.push(spoken.probability);
            sentence.attention.push(spoken.attention);
        }
        sentence
    }
}
