//! The table of a network: a row for each layer that has weights or changes the size, with what belongs to it.

use super::modules::{Module, modules};
use crate::layers::{Layer, conv::Conv};
use crate::network::{Cost, Field, NodeId, Plan};
use crate::shape::Shape;
use crate::window::Window;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The layer, and behind it what is counted with it: the batch norm of a convolution, the coefficients of a subsampling,
    /// an activation.
    pub nodes: Vec<NodeId>,
    /// The layer's name in files of weights.
    pub name: String,
    /// In a few words: "conv 3×3".
    pub summary: String,
    /// What comes out of the layer.
    pub output: Shape,
    /// The dimensions of its weight: C_out, C_in of a group, h and w, or units and inputs.
    pub weight: Vec<usize>,
    /// Rows and columns of the window and its strides, of layers that sweep one.
    pub window: Option<[Window; 2]>,
    /// Trained parameters, multiply-adds and values that come out.
    pub cost: Cost,
    /// Inputs of all output values, one for a bias among them, as LeCun et al., 1998, count connections.
    pub connections: u64,
    /// What a cell of it sees of the input.
    pub field: Option<[Field; 2]>,
    /// The module that it is in, an index.
    pub module: Option<usize>,
}

/// Something that a diagram shows as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A row.
    Row(usize),
    /// A module that is collapsed.
    Module(usize),
}

/// All rows, and how they belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The layers, in order.
    pub rows: Vec<Row>,
    /// The modules, in order; each has a row.
    pub modules: Vec<Module>,
    /// The sum of all rows.
    pub total: Cost,
}

/// Bytes of a value of a feature map.
const BYTES: u64 = 4;

/// Bytes that the values that come out take, as 32-bit numbers.
pub const fn bytes(cost: Cost) -> u64 {
    cost.activations * BYTES
}

impl Table {
    /// The table of a plan.
    pub fn new(plan: &Plan) -> Self {
        let (fields, mut modules) = (plan.receptive_fields(), modules(plan));
        let mut rows: Vec<Row> = Vec::new();
        let mut row_of: Vec<Option<usize>> = vec![None];
        for id in plan.ids().skip(1) {
            let before = match plan.inputs(id) {
                [input] => row_of[input.0],
                _ => None,
            };
            let own = plan.layer(id).filter(|layer| has_row(layer));
            row_of.push(match (own, before) {
                (Some(Layer::Conv(conv)), Some(row)) if is_scale(conv, plan.input_shapes(id)[0]) => Some(row),
                (Some(Layer::BatchNorm(_)), Some(row)) => Some(row),
                (Some(layer), _) => {
                    rows.push(row(plan, id, layer, fields[id.0]));
                    Some(rows.len() - 1)
                }
                (None, before) => before,
            });
            if let Some(row) = row_of[id.0].filter(|&row| rows[row].nodes[0] != id) {
                rows[row].nodes.push(id);
            }
        }
        let at = |row: &Row, module: &Module| module.nodes.contains(&row.nodes[0].0);
        modules.retain(|module| rows.iter().any(|row| at(row, module)));
        for row in &mut rows {
            row.module = modules.iter().position(|module| at(row, module));
            let inner = row.nodes.iter().skip(1).map(|&id| plan.cost(id));
            let (params, macs) = inner.fold((0, 0), |(p, m), cost| (p + cost.params, m + cost.macs));
            row.cost.params += params;
            // A norm or a scale is folded into the layer before it.
            row.cost.macs += macs;
            row.connections = connections(plan, row);
        }
        let total = sum(rows.iter().map(|row| row.cost));
        Self { rows, modules, total }
    }

    /// The rows of a module.
    pub fn rows_of(&self, module: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.rows.len()).filter(move |&row| self.rows[row].module == Some(module))
    }

    /// Modules, and rows that are in none, in order.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let item = row.module.map_or(Item::Row(index), Item::Module);
            if items.last() != Some(&item) {
                items.push(item);
            }
        }
        items
    }

    /// What an item costs.
    pub fn cost(&self, item: Item) -> Cost {
        match item {
            Item::Row(row) => self.rows[row].cost,
            Item::Module(module) => sum(self.rows_of(module).map(|row| self.rows[row].cost)),
        }
    }

    /// An item's name.
    pub fn name(&self, item: Item) -> &str {
        match item {
            Item::Row(row) => &self.rows[row].name,
            Item::Module(module) => &self.modules[module].name,
        }
    }

    /// A row's name without that of its module.
    pub fn short_name(&self, row: usize) -> &str {
        let Row { name, module, .. } = &self.rows[row];
        let module = module.map(|module| self.modules[module].name.as_str());
        module.and_then(|module| name.strip_prefix(module)?.strip_prefix('.')).unwrap_or(name)
    }

    /// The last node of an item.
    pub fn end(&self, item: Item) -> NodeId {
        match item {
            Item::Row(row) => self.rows[row].nodes[self.rows[row].nodes.len() - 1],
            Item::Module(module) => NodeId(self.modules[module].nodes.end - 1),
        }
    }

    /// The module of this name.
    pub fn module_named(&self, name: &str) -> Option<usize> {
        self.modules.iter().position(|module| module.name == name)
    }

    /// Layers with weights, as papers count the depth: those beside a skip, which only change a shape, are not among them.
    pub fn depth(&self, plan: &Plan) -> usize {
        let mut depths = vec![0usize];
        for id in plan.ids().skip(1) {
            let deepest = plan.inputs(id).iter().map(|input| depths[input.0]).max().unwrap_or(0);
            let row = self.rows.iter().find(|row| row.nodes[0] == id);
            depths.push(deepest + usize::from(row.is_some_and(|row| !row.weight.is_empty())));
        }
        depths.pop().unwrap_or(0)
    }
}

/// Whether a layer has a row, rather than being what is done to another one's output.
fn has_row(layer: &Layer) -> bool {
    match layer {
        Layer::Conv(_)
        | Layer::ConvTranspose(_)
        | Layer::Dense(_)
        | Layer::Pool(_)
        | Layer::GlobalAvgPool(_)
        | Layer::BatchNorm(_)
        | Layer::LayerNorm(_)
        | Layer::LocalResponseNorm(_)
        | Layer::Softmax(_)
        | Layer::Upsample(_)
        | Layer::Reparameterize(_)
        | Layer::AttentionDecoder(_)
        | Layer::Rbf(_) => true,
        Layer::Pad(_)
        | Layer::Activation(_)
        | Layer::Dropout(_)
        | Layer::PRelu(_)
        | Layer::Add(_)
        | Layer::Multiply(_)
        | Layer::Concat(_)
        | Layer::Flatten(_)
        | Layer::ChannelShuffle(_) => false,
    }
}

/// Whether a convolution only multiplies each map by a number, as LeNet-5's subsampling does behind its average.
fn is_scale(conv: &Conv, input: Shape) -> bool {
    let one = Window::new(1);
    conv.groups == input.c && conv.filters == input.c && conv.window == [one; 2]
}

fn row(plan: &Plan, id: NodeId, layer: &Layer, field: Option<[Field; 2]>) -> Row {
    let inputs = plan.input_shapes(id);
    let swept = matches!(layer, Layer::Conv(_) | Layer::ConvTranspose(_) | Layer::Pool(_));
    Row {
        nodes: vec![id],
        name: plan.name(id).to_owned(),
        summary: layer.op().summary(),
        output: plan.shape(id),
        weight: match layer {
            Layer::Conv(_) | Layer::ConvTranspose(_) | Layer::Dense(_) => {
                plan.slot(id, "weight").map_or_else(Vec::new, |slot| slot.dims.clone())
            }
            _ => Vec::new(),
        },
        window: swept.then(|| layer.op().window(&inputs)).flatten(),
        cost: plan.cost(id),
        connections: 0,
        field,
        module: None,
    }
}

/// One for each input of each output value, and one for its bias.
fn connections(plan: &Plan, row: &Row) -> u64 {
    let outputs = row.output.len() as u64;
    let inputs = match plan.layer(row.nodes[0]) {
        Some(Layer::Pool(pool)) => outputs * (pool.window[0].size * pool.window[1].size) as u64,
        _ => plan.cost(row.nodes[0]).macs,
    };
    let has_bias = row.nodes.iter().any(|&id| plan.slot(id, "bias").is_some());
    inputs + if has_bias { outputs } else { 0 }
}

fn sum(costs: impl Iterator<Item = Cost>) -> Cost {
    costs.fold(Cost::default(), |sum, cost| Cost {
        params: sum.params + cost.params,
        macs: sum.macs + cost.macs,
        activations: sum.activations + cost.activations,
    })
}
