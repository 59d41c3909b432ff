//! A whole network as a PyTorch module whose `state_dict` has the names of our files of weights.

use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::pool::{Pool, PoolKind};
use crate::network::{NodeId, Plan};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

use super::convolution::float;

/// The network as Python code: imports and a class `Network`.
///
/// ```
/// use convoscope::app::pytorch::network;
/// use convoscope::layers::dense::Dense;
/// use convoscope::network::{Network, Plan};
/// use convoscope::shape::Shape;
/// let mut network = Network::new(Shape::new(1, 28, 28));
/// network.chain([Dense::new(10).into()]);
/// let code = network(&Plan::new(network)?);
/// assert!(code.contains("self.dense1 = nn.Linear(784, 10)"));
/// assert!(code.contains("dense1 = self.dense1(input.flatten(1))"));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
pub fn network(plan: &Plan) -> String {
    let mut code = Code { plan, flat: vec![false], modules: vec![], steps: vec![], average: false };
    for id in plan.ids().skip(1) {
        code.layer(id);
    }
    let last = plan.network().last();
    let output = code.flattened(last);
    let Code { modules, steps, average, .. } = code;
    let helper = if average { AVERAGE } else { "" };
    let indented =
        |lines: Vec<String>| lines.iter().map(|line| format!("        {line}\n")).collect::<String>();
    let Shape { c, h, w } = plan.network().input;
    format!(
        "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n{helper}\n\
         class Network(nn.Module):\n    \"\"\"Takes batches of {c} × {h} × {w}, gives the logits of {} classes.\"\"\"\n\n    \
         def __init__(self):\n        super().__init__()\n{}\n    def forward(self, input):\n{}        return {output}\n",
        plan.output().len(),
        indented(modules),
        indented(steps)
    )
}

/// PyTorch's own average knows no dilation and no uneven padding.
const AVERAGE: &str = "
def average(x, kernel, stride, dilation, pads, counted):
    \"\"\"Means over windows; of the padding only `counted` cells are part of the divisor.\"\"\"
    c = x.shape[1]
    cells = F.pad(F.pad(torch.ones_like(x), counted, value=1.), [p - q for p, q in zip(pads, counted)])
    ones = torch.ones(c, 1, *kernel, device=x.device)
    sums, counts = (F.conv2d(y, ones, None, stride, 0, dilation, c) for y in (F.pad(x, pads), cells))
    return sums / counts

";

struct Code<'a> {
    plan: &'a Plan,
    /// Whether what comes out of each node has the dimensions N × C instead of N × C × H × W.
    flat: Vec<bool>,
    modules: Vec<String>,
    steps: Vec<String>,
    average: bool,
}

impl Code<'_> {
    /// A node's output as N × C × H × W.
    fn image(&self, id: NodeId) -> String {
        let (name, Shape { c, h, w }) = (self.plan.name(id), self.plan.shape(id));
        if self.flat[id.0] { format!("{name}.reshape(-1, {c}, {h}, {w})") } else { name.to_owned() }
    }

    /// A node's output as N × C.
    fn flattened(&self, id: NodeId) -> String {
        let name = self.plan.name(id);
        if self.flat[id.0] { name.to_owned() } else { format!("{name}.flatten(1)") }
    }

    fn layer(&mut self, id: NodeId) {
        let plan = self.plan;
        let (name, inputs) = (plan.name(id), plan.inputs(id));
        let Some(layer) = plan.layer(id) else { return };
        let (from, shape) = (inputs[0], plan.shape(inputs[0]));
        let (x, image) = (plan.name(from).to_owned(), self.image(from));
        let was_flat = self.flat[from.0];
        let mut module = |what: String| {
            self.modules.push(format!("self.{name} = {what}"));
            format!("self.{name}")
        };
        let (step, flat) = match layer {
            Layer::Conv(conv) => (self.conv(name, conv, shape, image), false),
            Layer::ConvTranspose(conv) => {
                let [rows, columns] = conv.window;
                let own = rows.before == rows.after && columns.before == columns.after;
                let padding = if own { [rows.before, columns.before] } else { [0; 2] };
                let mut call =
                    format!("nn.ConvTranspose2d({}, {}, {}", shape.c, conv.filters, sizes(&conv.window));
                push(&mut call, "stride", [rows.stride, columns.stride], 1);
                push(&mut call, "padding", padding, 0);
                push(&mut call, "output_padding", conv.output_padding, 0);
                push(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
                push_groups(&mut call, conv.groups, conv.bias);
                let Shape { h, w, .. } = plan.shape(id);
                let (top, left) = (rows.before, columns.before);
                let cut = format!("[:, :, {top}:{}, {left}:{}]", top + h, left + w);
                (format!("{}({image}){}", module(call + ")"), if own { "" } else { &cut }), false)
            }
            Layer::Dense(dense) => {
                let bias = if dense.bias { "" } else { ", bias=False" };
                let module = module(format!("nn.Linear({}, {}{bias})", shape.len(), dense.units));
                (format!("{module}({})", self.flattened(from)), true)
            }
            Layer::Activation(f) => (activation(*f, &x), was_flat),
            Layer::Pool(pool) => (self.pool(pool, shape, &image), false),
            Layer::Pad(pad) => {
                let pads = [pad.columns.0, pad.columns.1, pad.rows.0, pad.rows.1];
                (padded(&image, pad.padding_mode, shape, pads), false)
            }
            Layer::GlobalAvgPool(_) => (format!("{image}.mean((2, 3), keepdim=True)"), false),
            Layer::Softmax(_) => (format!("{x}.softmax(1)"), was_flat),
            Layer::BatchNorm(norm) => {
                let dims = if was_flat && shape.area() == 1 { 1 } else { 2 };
                let (eps, momentum) = (float(norm.eps), float(norm.momentum));
                let module =
                    module(format!("nn.BatchNorm{dims}d({}, eps={eps}, momentum={momentum})", shape.c));
                (format!("{module}({})", if dims == 1 { x } else { image }), dims == 1)
            }
            Layer::LayerNorm(norm) => {
                let Shape { c, h, w } = shape;
                let module = module(format!("nn.LayerNorm([{c}, {h}, {w}], eps={})", float(norm.eps)));
                (format!("{module}({image})"), false)
            }
            Layer::LocalResponseNorm(norm) => {
                let [alpha, beta, k] = [norm.alpha, norm.beta, norm.k].map(float);
                (format!("F.local_response_norm({image}, {}, {alpha}, {beta}, {k})", norm.size), false)
            }
            Layer::Dropout(dropout) => {
                (format!("{}({x})", module(format!("nn.Dropout({})", float(dropout.rate)))), was_flat)
            }
            Layer::Add(_) | Layer::Concat(_) => {
                let flat = inputs.iter().all(|input| self.flat[input.0]) && plan.shape(id).area() == 1;
                let names: Vec<String> = inputs
                    .iter()
                    .map(|&input| if flat { plan.name(input).to_owned() } else { self.image(input) })
                    .collect();
                let sum = matches!(layer, Layer::Add(_));
                (if sum { names.join(" + ") } else { format!("torch.cat([{}], 1)", names.join(", ")) }, flat)
            }
            Layer::Flatten(_) => (self.flattened(from), true),
        };
        self.steps.push(format!("{name} = {step}"));
        self.flat.push(flat);
    }

    fn conv(&mut self, name: &str, conv: &Conv, shape: Shape, x: String) -> String {
        let [rows, columns] = conv.window;
        // PyTorch's own argument takes zeros, and as many on both sides.
        let own = conv.padding_mode == PaddingMode::ZERO
            && rows.before == rows.after
            && columns.before == columns.after;
        let padding = if own { [rows.before, columns.before] } else { [0; 2] };
        let mut arguments = String::new();
        push(&mut arguments, "stride", [rows.stride, columns.stride], 1);
        push(&mut arguments, "padding", padding, 0);
        push(&mut arguments, "dilation", [rows.dilation, columns.dilation], 1);
        let mut call = format!("nn.Conv2d({}, {}, {}{arguments}", shape.c, conv.filters, sizes(&conv.window));
        push_groups(&mut call, conv.groups, conv.bias);
        self.modules.push(format!("self.{name} = {call})"));
        let pads = [columns.before, columns.after, rows.before, rows.after];
        let x = if own || pads == [0; 4] { x } else { padded(&x, conv.padding_mode, shape, pads) };
        let Some(table) = &conv.connection_table else { return format!("self.{name}({x})") };
        // Which channels each filter sees; a buffer that no file of weights has.
        let row = |row: &Vec<bool>| {
            let cells: Vec<&str> = row.iter().map(|&seen| if seen { "1." } else { "0." }).collect();
            format!("[{}]", cells.join(", "))
        };
        let table = table.iter().map(row).collect::<Vec<_>>().join(", ");
        self.modules.push(format!(
            "self.register_buffer(\"{name}_table\", torch.tensor([{table}])[:, :, None, None], persistent=False)"
        ));
        push_groups(&mut arguments, conv.groups, true);
        format!("F.conv2d({x}, self.{name}.weight * self.{name}_table, self.{name}.bias{arguments})")
    }

    fn pool(&mut self, pool: &Pool, shape: Shape, x: &str) -> String {
        let [rows, columns] = pool.window;
        let even = rows.before == rows.after && columns.before == columns.after;
        let dilated = [rows.dilation, columns.dilation] != [1, 1];
        let (size, mut call) = (sizes(&pool.window), String::new());
        push(&mut call, "stride", [rows.stride, columns.stride], 0);
        if even && (pool.kind == PoolKind::Max || !dilated) {
            push(&mut call, "padding", [rows.before, columns.before], 0);
            push(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
            if pool.ceil_mode {
                call += ", ceil_mode=True";
            }
            return match pool.kind {
                PoolKind::Max => format!("F.max_pool2d({x}, {size}{call})"),
                PoolKind::Average { count_padding: true } => format!("F.avg_pool2d({x}, {size}{call})"),
                PoolKind::Average { count_padding: false } => {
                    format!("F.avg_pool2d({x}, {size}{call}, count_include_pad=False)")
                }
            };
        }
        let [h, w] = pool.swept(shape);
        let pads = format!("[{}, {}, {}, {}]", w.before, w.after, h.before, h.after);
        match pool.kind {
            PoolKind::Max => {
                push(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
                format!("F.max_pool2d(F.pad({x}, {pads}, value=-torch.inf), {size}{call})")
            }
            PoolKind::Average { count_padding } => {
                self.average = true;
                let counted = [columns.before, columns.after, rows.before, rows.after];
                let counted = if count_padding { counted } else { [0; 4] };
                let pair = |[a, b]: [usize; 2]| format!("({a}, {b})");
                let (stride, dilation) =
                    (pair([rows.stride, columns.stride]), pair([rows.dilation, columns.dilation]));
                format!("average({x}, {size}, {stride}, {dilation}, {pads}, {counted:?})")
            }
        }
    }
}

fn activation(f: Activation, x: &str) -> String {
    match f {
        Activation::Relu => format!("F.relu({x})"),
        Activation::LeakyRelu { slope } => format!("F.leaky_relu({x}, {})", float(slope)),
        Activation::Sigmoid => format!("torch.sigmoid({x})"),
        Activation::Tanh => format!("torch.tanh({x})"),
        Activation::Softplus => format!("F.softplus({x})"),
        Activation::Elu { alpha } => format!("F.elu({x}, {})", float(alpha)),
        Activation::Gelu => format!("F.gelu({x})"),
        Activation::Silu => format!("F.silu({x})"),
    }
}

/// `x` with cells on its left, right, top and bottom.
fn padded(
    x: &str,
    padding_mode: PaddingMode,
    shape: Shape,
    [left, right, top, bottom]: [usize; 4],
) -> String {
    let mode = match padding_mode {
        PaddingMode::Constant(value) => format!("value={}", float(value)),
        PaddingMode::Reflect => "mode=\"reflect\"".to_owned(),
        PaddingMode::Replicate => "mode=\"replicate\"".to_owned(),
        PaddingMode::Circular => "mode=\"circular\"".to_owned(),
        PaddingMode::Symmetric => {
            // PyTorch has no such padding: these are the rows and columns that are repeated.
            let axis = |len: usize, before: usize, after: usize| {
                let cells = -(before as isize)..(len + after) as isize;
                cells.filter_map(|i| PaddingMode::Symmetric.source(i, len)).collect::<Vec<_>>()
            };
            let (rows, columns) = (axis(shape.h, top, bottom), axis(shape.w, left, right));
            return format!("{x}[:, :, {rows:?}][:, :, :, {columns:?}]");
        }
    };
    format!("F.pad({x}, ({left}, {right}, {top}, {bottom}), {mode})")
}

fn sizes([rows, columns]: &[Window; 2]) -> String {
    format!("({}, {})", rows.size, columns.size)
}

/// An argument for rows and columns, unless it is the default.
fn push(call: &mut String, name: &str, [rows, columns]: [usize; 2], default: usize) {
    if [rows, columns] != [default; 2] {
        *call += &format!(", {name}=({rows}, {columns})");
    }
}

fn push_groups(call: &mut String, groups: usize, bias: bool) {
    if groups > 1 {
        *call += &format!(", groups={groups}");
    }
    if !bias {
        *call += ", bias=False";
    }
}
