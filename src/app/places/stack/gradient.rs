//! What is drawn on the picture: the box of the receptive field, or how much each pixel really counts, which a worker computes.

use super::Stack;
use super::tower::{Known, Source};
use crate::app::color::{Palette, Theme, Token, mixed};
use crate::app::text::Text;
use crate::app::text::stack as text;
use crate::data::resample::resample;
use crate::data::{Generator, Source as Generated};
use crate::network::{Network, Plan, Weights};
use crate::session::{FieldRequest, FieldWeights};
use crate::shape::Shape;

/// What is drawn on the picture beside the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The box alone.
    #[default]
    Box,
    /// Mean |∂y/∂x| with the weights that training begins with.
    Untrained,
    /// Mean |∂y/∂x| with trained weights.
    Trained,
}

/// The picture that the field is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputPicture {
    /// A digit as if written by hand.
    Digit,
    /// One of the photographs.
    Photograph(&'static str),
}

/// Inputs of a network, and a picture to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldInput {
    /// Channels × rows × columns of the first, from 0 to 1.
    pub shape: Shape,
    /// What the mean is taken over.
    pub inputs: Vec<Vec<f32>>,
}

impl Shown {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Box, "box", text::BOX),
        (Self::Untrained, "untrained", text::UNTRAINED),
        (Self::Trained, "trained", text::TRAINED),
    ];
}

impl InputPicture {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 6] = [
        (Self::Digit, "digit", text::PICTURES[0]),
        (Self::Photograph("astronaut"), "astronaut", text::PICTURES[1]),
        (Self::Photograph("camera"), "camera", text::PICTURES[2]),
        (Self::Photograph("chelsea"), "chelsea", text::PICTURES[3]),
        (Self::Photograph("coffee"), "coffee", text::PICTURES[4]),
        (Self::Photograph("rocket"), "rocket", text::PICTURES[5]),
    ];

    /// The one that suits an input of so many rows.
    pub fn usual(rows: usize) -> Self {
        if rows > 64 { Self::Photograph("chelsea") } else { Self::Digit }
    }

    /// Its file in the site, if it is one.
    pub fn file(self) -> Option<String> {
        match self {
            Self::Digit => None,
            Self::Photograph(name) => Some(format!("assets/photographs/{name}.jpg")),
        }
    }
}

/// Digits that a mean is taken over, and weights that are drawn for it.
const DIGITS: u64 = 16;
const DRAWS: u32 = 4;
/// Multiply-adds that the page waits for: about ten seconds.
const MOST_MACS: u64 = 40_000_000_000;
/// Channels of a layer, of those that the mean is taken over.
const MOST_CHANNELS: u64 = 8;
/// Filters of a stack's layers while its gradients are computed.
const FILTERS: usize = 8;

impl FieldInput {
    /// Digits of so many rows and columns.
    pub fn digits(side: usize) -> Self {
        let generator = Generator::of(Generated::Digits);
        let dataset = generator.dataset(0..DIGITS);
        let sized = |i: usize| squared(dataset.image(i), dataset.shape, side);
        Self { shape: Shape::new(1, side, side), inputs: (0..dataset.len()).map(sized).collect() }
    }

    /// The middle square of a photograph, in so many rows and columns.
    pub fn photograph(planes: &[u8], shape: Shape, side: usize) -> Self {
        Self { shape: Shape::new(shape.c, side, side), inputs: vec![squared(planes, shape, side)] }
    }

    /// The first input as pixels of four bytes: digits as ink on paper, photographs in their colours. A map of so many values is
    /// laid over it, blue where it is largest.
    pub fn painted(&self, map: Option<&[f32]>, theme: Theme) -> Vec<u8> {
        let (area, planes) = (self.shape.area(), self.inputs.first().map_or(&[][..], Vec::as_slice));
        let range = map.map_or(0.0, |map| map.iter().fold(0.0f32, |most, value| most.max(*value)));
        let pixel = |i: usize| {
            let color = match self.shape.c {
                1 => Palette::Ink.color(planes[i], 1.0, theme),
                _ => [0, 1, 2].map(|c| (255.0 * planes[c * area + i]).round() as u8),
            };
            let [r, g, b] = match map.map(|map| map[i] / range.max(f32::MIN_POSITIVE)) {
                Some(share) => {
                    let pale = mixed(color, Token::Paper.rgb(theme), 0.4);
                    mixed(pale, Palette::Activation.color(1.0, 1.0, theme), 0.9 * share)
                }
                None => color,
            };
            [r, g, b, 255]
        };
        (0..area).flat_map(pixel).collect()
    }

    /// The inputs in so many channels: grey ones thrice, colours as their mean.
    fn with_channels(&self, channels: usize) -> Vec<Vec<f32>> {
        let area = self.shape.area();
        let one = |input: &Vec<f32>| match (self.shape.c, channels) {
            (from, to) if from == to => input.clone(),
            (1, to) => input.repeat(to),
            (from, to) => {
                let grey =
                    (0..area).map(|i| (0..from).map(|c| input[c * area + i]).sum::<f32>() / from as f32);
                grey.collect::<Vec<f32>>().repeat(to)
            }
        };
        self.inputs.iter().map(one).collect()
    }
}

/// The middle square of planes of bytes, scaled, from 0 to 1.
fn squared(planes: &[u8], shape: Shape, side: usize) -> Vec<f32> {
    let Shape { c, h, w } = shape;
    let cut = h.min(w);
    let (top, left) = ((h - cut) / 2, (w - cut) / 2);
    let rows = (0..c).flat_map(|c| (top..top + cut).map(move |y| (c * h + y) * w + left));
    let square: Vec<u8> = rows.flat_map(|start| planes[start..start + cut].iter().copied()).collect();
    let scaled = resample(&square, Shape::new(c, cut, cut), [side, side]);
    scaled.into_iter().map(|value| f32::from(value) / 255.0).collect()
}

impl Stack {
    /// Whether there are trained weights of this stack.
    pub fn can_be_trained(&self) -> bool {
        self.tower().source == Source::Network(Known::Digits)
    }

    /// What the worker is asked for; `trained` are the weights of the digit network. `None` where there is nothing to ask: the
    /// box alone is drawn, or no trained weights are there.
    pub fn field_request(&self, input: &FieldInput, trained: Option<&Weights>) -> Option<FieldRequest> {
        let network = self.network_to_row(input.shape.c)?;
        let plan = Plan::new(network.clone()).ok()?;
        let weights = match self.shown {
            Shown::Box => return None,
            Shown::Untrained => FieldWeights::Fresh { draws: if self.is_costly() { 1 } else { DRAWS } },
            Shown::Trained if self.can_be_trained() => {
                let Weights { params, running } = trained?;
                let part = |values: &[f32], len: usize| values.get(..len).map(<[f32]>::to_vec);
                FieldWeights::Trained(Weights {
                    params: part(params, plan.params_len())?,
                    running: part(running, plan.running_len())?,
                })
            }
            Shown::Trained => return None,
        };
        let inputs = input.with_channels(plan.network().input.c);
        let costs = plan.total_cost().macs.max(1).saturating_mul(inputs.len() as u64);
        // Forward once, and back twice as much for each channel.
        let channels = (MOST_MACS / costs).saturating_sub(1) / 2;
        let channels = channels.clamp(1, MOST_CHANNELS).min(plan.output().c as u64) as usize;
        Some(FieldRequest { network, weights, cell: self.unit(), channels, inputs })
    }

    /// Over what a request takes its mean.
    pub fn averaged_over(&self, request: &FieldRequest) -> String {
        let draws = if let FieldWeights::Fresh { draws } = request.weights { Some(draws) } else { None };
        let filters = matches!(self.tower().source, Source::Blocks { .. }).then_some(FILTERS);
        text::averaged(
            request.inputs.len(),
            self.picture() == InputPicture::Digit,
            request.channels,
            draws,
            filters,
        )
    }

    /// The network as far as the row, for inputs of so many channels, and of few filters where the stack does not say how many it
    /// has. Of the input alone there is none.
    fn network_to_row(&self, input: usize) -> Option<Network> {
        let mut network = self.tower().source.network(input, FILTERS);
        // A skip may need a projection where there are fewer channels: nodes are found by their names.
        let nodes = Plan::names(&network).iter().position(|name| *name == self.row().name)?;
        network.nodes.truncate(nodes);
        (nodes > 0).then_some(network)
    }

    /// Whether one pass takes long.
    fn is_costly(&self) -> bool {
        matches!(self.tower().source, Source::Network(Known::Literature(..)))
    }
}

/// The side of the smallest square around the middle of a map's weight that holds half of it, if there is any.
pub fn half_of(values: &[f32], width: usize) -> Option<usize> {
    let total: f32 = values.iter().sum();
    if total <= 0.0 || width == 0 {
        return None;
    }
    let height = values.len() / width;
    let mean = |place: fn(usize, usize) -> usize| {
        let sum: f32 = values.iter().enumerate().map(|(i, value)| place(i, width) as f32 * value).sum();
        sum / total
    };
    let middle = [mean(|i, width| i / width), mean(|i, width| i % width)];
    (1..=height.max(width)).find(|side| {
        let first = middle.map(|middle| (middle - (*side as f32 - 1.0) / 2.0).round() as isize);
        let within = |i: usize, first: isize| (first..first + *side as isize).contains(&(i as isize));
        let inside = values
            .iter()
            .enumerate()
            .filter(|(i, _)| within(i / width, first[0]) && within(i % width, first[1]));
        inside.map(|(_, value)| value).sum::<f32>() >= 0.5 * total
    })
}
