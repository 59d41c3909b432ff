//! The layers of a plan that sweep a window or join branches: what each sees of the input, and what it takes that from.

use crate::layers::{Layer, conv::Conv};
use crate::network::{Field, NodeId, Plan};
use crate::shape::Shape;
use crate::window::Window;

/// The input, or a layer that sweeps a window or joins branches.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its node, before any activation.
    pub node: NodeId,
    /// As in files of weights: "conv1".
    pub name: String,
    /// As its paper calls it, where the file only counts: "conv5_3" for "features.28".
    pub label: String,
    /// In a few words: "conv 3×3". Empty for the input.
    pub summary: String,
    /// What comes out: C × H × W.
    pub output: Shape,
    /// The dimensions of its weight, C_out, C_in, h and w; empty where there is none.
    pub filter: Vec<usize>,
    /// The rows that it looks at, and through which windows along height and width.
    pub inputs: Vec<(usize, [Window; 2])>,
    /// What a unit sees of the input, along height and width; `None` where its paths move at different strides.
    pub field: Option<[Field; 2]>,
    /// Whether all paths to later rows lead through it.
    pub joins_all: bool,
    /// Whether it joins branches that look at different places.
    pub is_misaligned: bool,
}

/// Which row a node's values are, and how many cells were padded around them since.
#[derive(Clone, Copy)]
struct Source {
    row: usize,
    padded: [Window; 2],
}

/// The rows of a plan, the input first, up to where no window sweeps any more: a dense layer sees all of it.
pub fn rows(plan: &Plan) -> Vec<Row> {
    let fields = plan.receptive_fields();
    let misaligned: Vec<NodeId> = plan.misaligned().iter().map(|found| found.node).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    let unpadded = [Window::new(1); 2];
    for id in plan.ids() {
        let inputs: Vec<Source> = plan.inputs(id).iter().map(|input| sources[input.0]).collect();
        let windows = plan.layer(id).map(|layer| layer.op().window(&plan.input_shapes(id)));
        let source = match (plan.layer(id), windows.flatten()) {
            (Some(Layer::Pad(_)), Some(windows)) => {
                let padded = [0, 1].map(|axis| behind(inputs[0].padded[axis], windows[axis]));
                Source { padded, ..inputs[0] }
            }
            (Some(layer), Some(_)) if is_done_to_each(layer, plan.input_shapes(id)[0]) => inputs[0],
            (Some(layer), Some(windows)) if sweeps(layer) => {
                let through = |source: &Source| {
                    (source.row, [0, 1].map(|axis| behind(source.padded[axis], windows[axis])))
                };
                rows.push(Row {
                    summary: layer.op().summary(),
                    filter: plan.slot(id, "weight").map_or_else(Vec::new, |slot| slot.dims.clone()),
                    inputs: inputs.iter().map(through).collect(),
                    ..row(plan, id, fields[id.0], misaligned.contains(&id))
                });
                Source { row: rows.len() - 1, padded: unpadded }
            }
            (None, _) => {
                rows.push(row(plan, id, fields[id.0], false));
                Source { row: 0, padded: unpadded }
            }
            _ => break,
        };
        sources.push(source);
    }
    // Whatever is looked at over the head of a row goes around it.
    let jumps: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.inputs.iter().map(move |(from, _)| (*from, at)))
        .collect();
    for (at, row) in rows.iter_mut().enumerate() {
        row.joins_all = !jumps.iter().any(|&(from, to)| from < at && at < to);
    }
    rows
}

fn row(plan: &Plan, node: NodeId, field: Option<[Field; 2]>, is_misaligned: bool) -> Row {
    Row {
        node,
        name: plan.name(node).to_owned(),
        label: plan.name(node).to_owned(),
        summary: String::new(),
        output: plan.shape(node),
        filter: Vec::new(),
        inputs: Vec::new(),
        field,
        joins_all: true,
        is_misaligned,
    }
}

/// A window over cells that were padded before.
const fn behind(padded: Window, window: Window) -> Window {
    Window { before: padded.before + window.before, after: padded.after + window.after, ..window }
}

const fn sweeps(layer: &Layer) -> bool {
    matches!(
        layer,
        Layer::Conv(_)
            | Layer::ConvTranspose(_)
            | Layer::Pool(_)
            | Layer::GlobalAvgPool(_)
            | Layer::Add(_)
            | Layer::Concat(_)
    )
}

/// Whether a layer does something to each cell of what it takes, without a look at others.
fn is_done_to_each(layer: &Layer, input: Shape) -> bool {
    match layer {
        Layer::Activation(_)
        | Layer::PRelu(_)
        | Layer::BatchNorm(_)
        | Layer::LocalResponseNorm(_)
        | Layer::Dropout(_) => true,
        // What multiplies each map by a number belongs to the average before it.
        Layer::Conv(Conv { groups, filters, window, .. }) => {
            *groups > 1 && *groups == input.c && *filters == input.c && *window == [Window::new(1); 2]
        }
        // Windows of one cell side by side: nothing moves.
        Layer::Pool(pool) => pool.window == [Window::new(1); 2],
        _ => false,
    }
}

impl Row {
    /// The window through which it looks at the one row before it, along the columns; `None` of the input and of what joins
    /// branches.
    pub fn window(&self) -> Option<(usize, Window)> {
        match self.inputs[..] {
            [(from, [_, window])] => Some((from, window)),
            _ => None,
        }
    }

    /// Whether its units stand for the same cells as those of the row before it.
    pub fn changes_nothing(&self) -> bool {
        matches!(self.inputs[..], [(_, windows)] if windows == [Window::new(1); 2])
    }

    /// Whether it joins branches.
    pub fn joins(&self) -> bool {
        self.inputs.len() > 1
    }

    /// Units along the columns.
    pub const fn width(&self) -> usize {
        self.output.w
    }

    /// The middle of what unit `unit` of the columns sees, in cells of the input; where no field says it, they are spread
    /// evenly over the `len` cells.
    pub fn middle(&self, unit: usize, len: usize) -> f32 {
        match self.field {
            Some([_, field]) => {
                field.start as f32 + unit as f32 * field.stride as f32 + (field.size as f32 - 1.0) / 2.0
            }
            None => (unit as f32 + 0.5) * len as f32 / self.width() as f32 - 0.5,
        }
    }
}
