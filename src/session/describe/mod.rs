//! Scenes in words: the maps of the detector that comes with the page, and an [`AttentionDecoder`] that says what is
//! there.

mod groups;
mod sentence;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use half::f16;
use safetensors::Dtype;
use safetensors::tensor::TensorView;

pub use groups::ParamGroup;
pub use sentence::Sentence;

use crate::data::scenes::{DESCRIBED_MAPS, MOST_WORDS, SCENE_GRID, SCENE_SHAPE, VOCABULARY};
use crate::engine::Cpu;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::attention_decoder::AttentionDecoder;
use crate::network::{Bytes, Network, NodeId, Plan, Weights};
use crate::session::CommandError;
use crate::shape::Shape;
use crate::tensors;

/// The file of the trained decoder in the site and in the repository.
pub const DESCRIBE_WEIGHTS: &str = "assets/weights/scenes-describe.safetensors";

/// The ReLUs of the detector whose maps are looked at, counted from the first, and how many maps they have: early ones, which know
/// colours and edges, and late ones, which know kinds.
const LOOKED_AT: [(usize, usize); 2] = [(1, 24), (3, 48)];
/// Beside them lie the colours of the quarters of each cell, and its place.
const QUARTERS: usize = 2;
const COLORS: usize = 3 * QUARTERS * QUARTERS;
const PLACES: usize = 2;

/// How large the decoder is.
pub const DECODER: AttentionDecoder = AttentionDecoder {
    maps: LOOKED_AT[0].1 + LOOKED_AT[1].1 + COLORS + PLACES,
    cells: SCENE_GRID.cells * SCENE_GRID.cells,
    hidden: 48,
    embedding: 24,
    units: 64,
    words: VOCABULARY.len(),
    steps: MOST_WORDS,
};

const _: () = assert!(DECODER.maps == DESCRIBED_MAPS);

/// The [`DECODER`] as a network, which a run trains.
pub fn decoder_network() -> Network {
    let mut network = Network::new(DECODER.input());
    network.chain([DECODER.into()]);
    network
}

/// What a decoder looks at, for each of 6 × 6 cells: the mean of the maps of two of a detector's layers, the mean colour of each
/// quarter of the cell, from −2 to 2, and how far it is down and to the right, from −1 to 1.
pub struct Features {
    cpu: Cpu,
    weights: Weights,
    nodes: Vec<NodeId>,
}

/// Whether a network is a detector whose maps a decoder can look at.
pub fn check_features(plan: &Plan) -> Result<(), CommandError> {
    let found: Vec<Shape> = looked_at(plan).into_iter().map(|node| plan.shape(node)).collect();
    let fits = found.len() == LOOKED_AT.len()
        && found.iter().zip(LOOKED_AT).all(|(shape, (_, maps))| {
            shape.c == maps && shape.h == shape.w && shape.h.is_multiple_of(SCENE_GRID.cells)
        });
    if fits && plan.network().input == SCENE_SHAPE {
        return Ok(());
    }
    Err(CommandError::Node { nodes: plan.ids().count(), found: plan.ids().count() })
}

fn looked_at(plan: &Plan) -> Vec<NodeId> {
    let is_relu = |id: &NodeId| matches!(plan.layer(*id), Some(Layer::Activation(Activation::Relu)));
    let relus: Vec<NodeId> = plan.ids().filter(is_relu).collect();
    LOOKED_AT.iter().filter_map(|(relu, _)| relus.get(*relu).copied()).collect()
}

impl Features {
    /// Of the detector [`one_stage_detector`](crate::zoo::one_stage_detector) for scenes.
    pub fn new(plan: Arc<Plan>, weights: Weights) -> Self {
        let nodes = looked_at(&plan);
        Self { cpu: Cpu::new(plan), weights, nodes }
    }

    /// Bytes that it takes, where it looks at so many pictures at once.
    pub fn bytes(plan: &Plan, pictures: usize) -> Bytes {
        plan.weights_bytes() + plan.forward_bytes(pictures as u64)
    }

    /// maps × cells of each picture, of their pixels one after the other.
    pub fn of(&mut self, pictures: &[f32]) -> Vec<f32> {
        self.cpu.infer_nodes(&self.weights, pictures, &self.nodes);
        let outputs: Vec<_> = self.nodes.iter().map(|node| self.cpu.activations(*node)).collect();
        let (cells, mut features) = (SCENE_GRID.cells, Vec::new());
        let along = |i: usize| 2.0 * i as f32 / (cells - 1) as f32 - 1.0;
        for (picture, pixels) in pictures.chunks_exact(SCENE_SHAPE.len()).enumerate() {
            for (node, outputs) in self.nodes.iter().zip(&outputs) {
                let shape = self.cpu.plan().shape(*node);
                for map in outputs[picture * shape.len()..][..shape.len()].chunks_exact(shape.area()) {
                    features.extend(
                        (0..cells * cells).map(|cell| mean(map, shape.w, shape.w / cells, cells, cell)),
                    );
                }
            }
            let (parts, side) = (QUARTERS * cells, SCENE_SHAPE.w / (QUARTERS * cells));
            for plane in pixels.chunks_exact(SCENE_SHAPE.area()) {
                for quarter in 0..QUARTERS * QUARTERS {
                    features.extend((0..cells * cells).map(|cell| {
                        let row = cell / cells * QUARTERS + quarter / QUARTERS;
                        let column = cell % cells * QUARTERS + quarter % QUARTERS;
                        4.0 * mean(plane, SCENE_SHAPE.w, side, parts, row * parts + column) - 2.0
                    }));
                }
            }
            features.extend((0..cells * cells).map(|cell| along(cell / cells)));
            features.extend((0..cells * cells).map(|cell| along(cell % cells)));
        }
        features
    }
}

/// The mean of a square of `side` cells of a map `width` wide, of which there are `columns` beside each other.
fn mean(map: &[f32], width: usize, side: usize, columns: usize, square: usize) -> f32 {
    let first = square / columns * side * width + square % columns * side;
    let sum: f32 = (0..side * side).map(|i| map[first + i / side * width + i % side]).sum();
    sum / (side * side) as f32
}

/// The parameters of a [`DECODER`] out of a safetensors file; or why not, in a sentence.
pub fn decoder_in(file: &[u8]) -> Result<Vec<f32>, String> {
    let read = tensors::read(file).map_err(|error| error.to_string())?;
    let mut params = Vec::new();
    for (name, dims, _) in DECODER.slots() {
        let tensor = read.tensors.iter().find(|tensor| tensor.name == name && tensor.dims == dims);
        let tensor = tensor.ok_or_else(|| format!("there is no {name} of {dims:?}"))?;
        let from = params.len();
        params.resize(from + dims.iter().product::<usize>(), 0.0);
        tensor.read(&mut params[from..]).map_err(|_| format!("{name} is cut off"))?;
    }
    Ok(params)
}

/// The parameters of a [`DECODER`] as a safetensors file, in half precision.
pub fn decoder_file(params: &[f32], metadata: HashMap<String, String>) -> Vec<u8> {
    let half = |range: Range<usize>| {
        params[range].iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect::<Vec<u8>>()
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
