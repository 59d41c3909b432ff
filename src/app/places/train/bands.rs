//! What is shown of each layer, and where: bands from left to right, each with its tiles.

use crate::app::places::draw::columns::{Column, columns};
use crate::app::places::draw::layout::Rect;
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::Layer;
use crate::network::{Network, NodeId, Plan, Slot, SlotKind};
use crate::session::Look;
use crate::shape::Shape;

impl Look {
    /// Those that can be chosen: in links, and for people.
    pub const ALL: [(Self, &'static str, Text); 7] = [
        (Self::Activations, "activations", text::ACTIVATIONS),
        (Self::Gradients, "gradients", text::GRADIENTS),
        (Self::Weights, "weights", text::WEIGHTS),
        (Self::WeightGradients, "weight-gradients", Text::of(text::WEIGHT_GRADIENTS)),
        (Self::Updates, "updates", text::UPDATES),
        (Self::Statistics, "statistics", text::STATISTICS),
        (Self::Masks, "masks", text::MASKS),
    ];

    /// Whether a network has layers that it shows.
    pub fn is_in(self, network: &Network) -> bool {
        let has = |shown: fn(&Layer) -> bool| network.nodes.iter().any(|node| shown(&node.layer));
        match self {
            Self::Statistics => has(|layer| matches!(layer, Layer::BatchNorm(_))),
            Self::Masks => has(|layer| matches!(layer, Layer::Dropout(_))),
            Self::Planes => network.input.area() == 1,
            _ => true,
        }
    }

    /// Whether it belongs to the chosen sample, and not to the weights.
    pub const fn is_of_sample(self) -> bool {
        matches!(self, Self::Activations | Self::Gradients)
    }
}

/// Values of one layer, side by side.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Band {
    pub node: NodeId,
    pub name: String,
    /// As in "conv 3×3".
    pub title: String,
    /// The activation behind it, where that is what is shown: "ReLU".
    pub activation: Option<String>,
    /// Where each map, kernel or unit is drawn.
    pub tiles: Vec<Tile>,
    /// Width of all of them, in pixels of the page.
    pub width: f32,
    /// How many there are besides.
    pub hidden: usize,
}

/// A few values as a picture.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Tile {
    pub rect: Rect,
    /// The first of them among the layer's values.
    pub from: usize,
    /// Rows and columns.
    pub size: [usize; 2],
}

/// Height of the tallest band.
pub const HEIGHT: f32 = 352.0;
/// Maps that are shown of a layer.
const MOST: usize = 64;
/// Units that are shown of a layer.
const MOST_UNITS: usize = 352;
/// Inputs of a dense layer that are shown.
const MOST_INPUTS: usize = 784;
const GAP: f32 = 2.0;

/// The bands of a network. A look at a sample has one for each column of the network but its input; one at weights has one
/// for each layer that has some.
pub fn bands(plan: &Plan, look: Look) -> Vec<Band> {
    let columns = columns(plan, false);
    let titles =
        |id: NodeId| columns.iter().find(|column| column.layer == id).map(|column| column.title.clone());
    if look.is_of_sample() {
        return columns.iter().skip(1).map(|column| of_values(plan, column)).collect();
    }
    match look {
        Look::Statistics => return plan.ids().filter_map(|id| of_norm(plan, id)).flatten().collect(),
        Look::Masks => return plan.ids().filter_map(|id| of_dropout(plan, id)).collect(),
        Look::Planes => return Vec::new(),
        _ => {}
    }
    let weighted = plan.ids().filter(|&id| !plan.params_of(id).is_empty());
    weighted.map(|id| of_weights(plan, id, titles(id).unwrap_or_else(|| plan.name(id).to_owned()))).collect()
}

fn of_values(plan: &Plan, column: &Column) -> Band {
    let (tiles, width, hidden) = match column.shape {
        Shape { c, h: 1, w: 1 } => units(0, c, 0.0),
        Shape { c, h, w: 1 } => table([c, h]),
        shape => maps(shape, 0),
    };
    let name = plan.name(column.layer).to_owned();
    let activation = plan.layer(column.shown).filter(|_| column.shown != column.layer);
    let activation = activation.map(|activation| activation.op().summary());
    let title = column.title.clone();
    Band { node: column.shown, name, title, activation, tiles, width, hidden }
}

/// A band for the means of a batch norm and one for its variances: over the batch, and running.
fn of_norm(plan: &Plan, node: NodeId) -> Option<[Band; 2]> {
    let Some(Layer::BatchNorm(_)) = plan.layer(node) else { return None };
    let channels = plan.shape(node).c;
    let band = |title: &str, first: usize| {
        let (mut tiles, width, hidden) = units(first * channels, channels, 0.0);
        let (running, ..) = units((2 + first) * channels, channels, width + 4.0);
        tiles.extend(running);
        let name = plan.name(node).to_owned();
        Band {
            node,
            name,
            title: title.to_owned(),
            activation: None,
            tiles,
            width: 2.0 * width + 4.0,
            hidden: 2 * hidden,
        }
    };
    let [mean, variance] = text::MEAN_AND_VARIANCE;
    Some([band(mean.get(), 0), band(variance.get(), 1)])
}

fn of_dropout(plan: &Plan, node: NodeId) -> Option<Band> {
    let Some(Layer::Dropout(_)) = plan.layer(node) else { return None };
    let (tiles, width, hidden) = match plan.shape(node) {
        Shape { c, h: 1, w: 1 } => units(0, c, 0.0),
        shape => maps(shape, 0),
    };
    let (name, title) = (plan.name(node).to_owned(), text::DROPOUT.to_string());
    Some(Band { node, name, title, activation: None, tiles, width, hidden })
}

/// Maps below each other, in as many columns as they need.
fn maps(Shape { c, h, w }: Shape, from: usize) -> (Vec<Tile>, f32, usize) {
    let shown = c.min(MOST);
    let rows = if shown > 32 { 16 } else { 8 };
    let pitch = HEIGHT / rows as f32;
    let side = pitch - GAP;
    let (tile_w, tile_h) = (side * (w as f32 / h as f32).min(1.0), side * (h as f32 / w as f32).min(1.0));
    let tile = |i: usize| Tile {
        rect: Rect { x: (i / rows) as f32 * pitch, y: (i % rows) as f32 * pitch, w: tile_w, h: tile_h },
        from: from + i * h * w,
        size: [h, w],
    };
    ((0..shown).map(tile).collect(), shown.div_ceil(rows) as f32 * pitch - GAP, c - shown)
}

/// Maps that are one value wide, which are the rows of one picture.
fn table([c, h]: [usize; 2]) -> (Vec<Tile>, f32, usize) {
    let (rows, columns) = (c.min(MOST_UNITS), h as f32);
    let side = (HEIGHT / rows as f32).min(180.0 / columns).clamp(1.0, 18.0).floor();
    let rect = Rect { x: 0.0, y: 0.0, w: columns * side, h: rows as f32 * side };
    (vec![Tile { rect, from: 0, size: [rows, h] }], columns * side, c - rows)
}

/// Single values below each other, at `x`.
fn units(from: usize, n: usize, x: f32) -> (Vec<Tile>, f32, usize) {
    let shown = n.min(MOST_UNITS);
    let pitch = match shown {
        0..=64 => 22.0,
        _ => 8.0,
    };
    let rows = (HEIGHT / pitch) as usize;
    let side = pitch - 1.0;
    let tile = |i: usize| Tile {
        rect: Rect { x: x + (i / rows) as f32 * pitch, y: (i % rows) as f32 * pitch, w: side, h: side },
        from: from + i,
        size: [1, 1],
    };
    ((0..shown).map(tile).collect(), shown.div_ceil(rows) as f32 * pitch - 1.0, n - shown)
}

fn of_weights(plan: &Plan, id: NodeId, title: String) -> Band {
    let first = plan.params_of(id).start;
    let (mut tiles, mut width, mut hidden) = (Vec::new(), 0.0, 0);
    let trained = |slot: &&Slot| slot.node == id && matches!(slot.kind, SlotKind::Param { .. });
    for slot in plan.slots().iter().filter(trained) {
        let from = slot.range.start - first;
        let (mut more, wide, rest) = match (&slot.dims[..], plan.layer(id)) {
            ([filters, 1, h, w], _) => maps(Shape::new(*filters, *h, *w), from),
            ([filters, channels, h, w], _) => kernels([*filters, *channels, *h, *w], from),
            ([units, inputs], Some(Layer::Dense(_))) if picture(plan, id).len() == *inputs => {
                let Shape { h, w, .. } = picture(plan, id);
                maps(Shape::new(*units, h, w), from)
            }
            ([units, inputs], Some(Layer::Dense(_) | Layer::AttentionDecoder(_))) => {
                matrix([*units, *inputs], from)
            }
            (dims, _) => units(from, dims.iter().product(), 0.0),
        };
        let x = if width > 0.0 { width + 4.0 } else { 0.0 };
        more.iter_mut().for_each(|tile| tile.rect.x += x);
        tiles.extend(more);
        width = x + wide;
        hidden += rest;
    }
    Band { node: id, name: plan.name(id).to_owned(), title, activation: None, tiles, width, hidden }
}

/// The shape of the one map that a dense layer reads, through layers that only reshape or drop values: its weights are as
/// many pictures of that shape. Empty where it reads something else.
fn picture(plan: &Plan, id: NodeId) -> Shape {
    let mut source = plan.inputs(id)[0];
    while let Some(Layer::Flatten(_) | Layer::Dropout(_)) = plan.layer(source) {
        source = plan.inputs(source)[0];
    }
    let shape = plan.shape(source);
    if shape.c == 1 && shape.h > 1 { shape } else { Shape::new(0, 0, 0) }
}

/// A kernel for each filter, downwards, and each of its channels.
fn kernels([filters, channels, h, w]: [usize; 4], from: usize) -> (Vec<Tile>, f32, usize) {
    let (rows, columns) = (filters.min(MOST), channels.min(MOST));
    let pitch = (HEIGHT / rows as f32).min(180.0 / columns as f32).clamp(4.0, 22.0).floor();
    let side = pitch - 1.0;
    let tile = |i: usize| {
        let (row, column) = (i / columns, i % columns);
        Tile {
            rect: Rect { x: column as f32 * pitch, y: row as f32 * pitch, w: side, h: side },
            from: from + (row * channels + column) * h * w,
            size: [h, w],
        }
    };
    (
        (0..rows * columns).map(tile).collect(),
        columns as f32 * pitch - 1.0,
        filters * channels - rows * columns,
    )
}

/// A row for each unit, with a weight for each input.
fn matrix([units, inputs]: [usize; 2], from: usize) -> (Vec<Tile>, f32, usize) {
    let (rows, columns) = (units.min(MOST_UNITS), inputs.min(MOST_INPUTS));
    let height = (HEIGHT / rows as f32).clamp(1.0, 16.0).floor();
    let wide = (180.0 / columns as f32).clamp(1.0, 16.0).floor();
    let tile = |row: usize| Tile {
        rect: Rect { x: 0.0, y: row as f32 * height, w: columns as f32 * wide, h: height },
        from: from + row * inputs,
        size: [1, columns],
    };
    ((0..rows).map(tile).collect(), columns as f32 * wide, units * inputs - rows * columns)
}
