//! Scenes in words: the maps of the detector that comes with the page, and a [`Decoder`](crate::caption::Decoder) that says what is
//! there.

mod learner;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use half::f16;
use safetensors::Dtype;
use safetensors::tensor::TensorView;

pub use learner::{DescribeCourse, DescribeLearner, MOST_WORDS, described_scene};
pub use words::{VOCABULARY, Verdict, sentence_of, words_of};

use crate::caption::{Decoder, DecoderShape};
use crate::data::scenes::{SCENE_GRID, SCENE_SHAPE};
use crate::engine::Cpu;
use crate::network::{NodeId, Plan, Weights};
use crate::session::CommandError;
use crate::shape::Shape;
use crate::tensors;

/// The file of the trained decoder in the site and in the repository.
pub const DESCRIBE_WEIGHTS: &str = "assets/weights/scenes-describe.safetensors";

/// Maps of the detector; beside them lie the colours of the cells and their places.
const MAPS: usize = 48;
const COLORS: usize = 3;
const PLACES: usize = 2;

/// How large the decoder is.
pub const DECODER: DecoderShape = DecoderShape {
    maps: MAPS + COLORS + PLACES,
    cells: SCENE_GRID.cells * SCENE_GRID.cells,
    hidden: 48,
    embedding: 24,
    units: 64,
    words: VOCABULARY.len(),
};

/// What a decoder looks at: the last maps of a detector before its answers, in each of the same cells the mean colour of the
/// picture, from −1 to 1, and how far it is down and to the right, from −1 to 1.
pub struct Features {
    cpu: Cpu,
    weights: Weights,
    node: NodeId,
}

/// Whether a network is a detector whose maps a decoder can look at.
pub fn check_features(plan: &Plan) -> Result<(), CommandError> {
    let (maps, cells) = (MAPS, SCENE_GRID.cells);
    let last = plan.inputs(plan.network().last()).first().map(|node| plan.shape(*node));
    match last {
        Some(found) if found == Shape::new(maps, cells, cells) && plan.network().input == SCENE_SHAPE => {
            Ok(())
        }
        found => Err(CommandError::Channel { channels: found.map_or(0, |shape| shape.c), found: maps - 1 }),
    }
}

impl Features {
    /// Of the detector [`one_stage_detector`](crate::zoo::one_stage_detector) for scenes.
    pub fn new(plan: Arc<Plan>, weights: Weights) -> Self {
        let node = plan.inputs(plan.network().last())[0];
        Self { cpu: Cpu::new(plan), weights, node }
    }

    /// maps × cells, of a picture's pixels.
    pub fn of(&mut self, pixels: &[f32]) -> Vec<f32> {
        self.cpu.infer_nodes(&self.weights, pixels, &[self.node]);
        let mut features = self.cpu.activations(self.node).into_owned();
        let (cells, side) = (SCENE_GRID.cells, SCENE_SHAPE.w / SCENE_GRID.cells);
        for plane in pixels.chunks_exact(SCENE_SHAPE.area()) {
            for cell in 0..cells * cells {
                let first = cell / cells * side * SCENE_SHAPE.w + cell % cells * side;
                let pixel = |i: usize| plane[first + i / side * SCENE_SHAPE.w + i % side];
                let mean = (0..side * side).map(pixel).sum::<f32>() / (side * side) as f32;
                features.push(2.0 * mean - 1.0);
            }
        }
        let along = |i: usize| 2.0 * i as f32 / (cells - 1) as f32 - 1.0;
        features.extend((0..cells * cells).map(|cell| along(cell / cells)));
        features.extend((0..cells * cells).map(|cell| along(cell % cells)));
        features
    }
}

/// A decoder out of a safetensors file; or why not, in a sentence.
pub fn decoder_in(file: &[u8]) -> Result<Decoder, String> {
    let read = tensors::read(file).map_err(|error| error.to_string())?;
    let mut params = Vec::new();
    for (name, dims, _) in DECODER.slots() {
        let tensor = read.tensors.iter().find(|tensor| tensor.name == name && tensor.dims == dims);
        let tensor = tensor.ok_or_else(|| format!("there is no {name} of {dims:?}"))?;
        let from = params.len();
        params.resize(from + dims.iter().product::<usize>(), 0.0);
        tensor.read(&mut params[from..]).map_err(|_| format!("{name} is cut off"))?;
    }
    Decoder::with_params(DECODER, params).ok_or_else(|| "parameters are missing".to_owned())
}

/// A decoder as a safetensors file, in half precision.
pub fn decoder_file(decoder: &Decoder, metadata: HashMap<String, String>) -> Vec<u8> {
    let half = |range: Range<usize>| {
        decoder.params[range]
            .iter()
            .flat_map(|value| f16::from_f32(*value).to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let halves: Vec<_> =
        DECODER.slots().into_iter().map(|(name, dims, range)| (name, dims, half(range))).collect();
    let views = halves.iter().map(|(name, dims, bytes)| {
        (*name, TensorView::new(Dtype::F16, dims.clone(), bytes).expect("each has its dimensions"))
    });
    safetensors::serialize(views, Some(metadata)).expect("views were checked")
}

#[cfg(test)]
mod tests;
