//! What layers write PyTorch code with. Each kind of layer has one writer, [`ToPytorch::pytorch`]; a
//! whole network and a page about a single layer use it.

use super::conv::Conv;
use super::conv_transpose::ConvTranspose;
use super::pool::{Pool, PoolKind};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// A kind of layer that can be written as PyTorch code.
pub trait ToPytorch {
    /// The expression that computes it, its modules defined in `code`.
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression;
}

/// A variable of the code.
#[derive(Clone, Copy, Debug)]
pub struct Variable<'a> {
    /// Its name in Python.
    pub name: &'a str,
    /// Shape of one sample.
    pub shape: Shape,
    /// Whether it has the dimensions N × C instead of N × C × H × W.
    pub flat: bool,
}

impl Variable<'_> {
    /// As N × C × H × W.
    pub fn image(&self) -> String {
        let Self { name, shape: Shape { c, h, w }, flat } = self;
        if *flat { format!("{name}.reshape(-1, {c}, {h}, {w})") } else { (*name).to_owned() }
    }

    /// As N × C.
    pub fn flattened(&self) -> String {
        if self.flat { self.name.to_owned() } else { format!("{}.flatten(1)", self.name) }
    }
}

/// What computes a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// In Python.
    pub text: String,
    /// Whether its value has the dimensions N × C.
    pub flat: bool,
}

impl Expression {
    /// With N × C × H × W.
    pub(super) fn image(text: String) -> Self {
        Self { text, flat: false }
    }
}

/// The code of one layer as it is written.
#[derive(Debug)]
pub struct Pytorch<'a> {
    /// Its inputs.
    pub inputs: &'a [Variable<'a>],
    /// Shape of what comes out.
    pub output: Shape,
    /// How the layer's own module is called: "self.conv1".
    pub path: &'a str,
    /// A name for what else it defines, unique in the network: "conv1".
    pub name: &'a str,
    /// What its own module is, if it has one: "nn.Linear(3, 2)".
    pub module: Option<String>,
    /// Statements behind the modules.
    pub statements: Vec<String>,
    /// Whether it calls the helper `average`.
    pub average: bool,
    /// Whether it is an object of the class `AttentionDecoder`.
    pub attention_decoder: bool,
}

impl Pytorch<'_> {
    /// Defines the layer's own module and gives its name.
    pub(super) fn module(&mut self, module: String) -> String {
        self.module = Some(module);
        self.path.to_owned()
    }
}

/// A number that Python reads as a float, written as PyTorch does: "3.", "0.5"; `float("nan")` and `float("inf")` where there is no
/// literal.
pub fn float(value: f32) -> String {
    if !value.is_finite() {
        return format!("float(\"{}\")", value.to_string().to_ascii_lowercase());
    }
    let text = value.to_string();
    if text.contains('.') { text } else { text + "." }
}

/// Adds an argument for rows and columns, unless it is the default.
fn push_pair(call: &mut String, name: &str, [rows, columns]: [usize; 2], default: usize) {
    if [rows, columns] != [default; 2] {
        *call += &format!(", {name}=({rows}, {columns})");
    }
}

fn size([rows, columns]: [Window; 2]) -> String {
    format!("({}, {})", rows.size, columns.size)
}

/// Whether there is as much padding on both sides, as PyTorch's own argument has it.
fn even(windows: [Window; 2]) -> bool {
    windows.iter().all(|window| window.before == window.after)
}

/// `x` with its padding, where a convolution's own argument cannot say it.
pub fn conv_padded(x: &str, conv: &Conv, input: Shape) -> Option<String> {
    let [rows, columns] = conv.window;
    let own = conv.padding_mode == PaddingMode::ZERO && even(conv.window);
    let pads = [columns.before, columns.after, rows.before, rows.after];
    (!own && pads != [0; 4]).then(|| padded(x, conv.padding_mode, input, pads))
}

/// The arguments of a convolution that differ from their defaults.
pub(super) fn conv_arguments(conv: &Conv) -> String {
    let [rows, columns] = conv.window;
    let mut arguments = String::new();
    push_pair(&mut arguments, "stride", [rows.stride, columns.stride], 1);
    if conv.padding_mode == PaddingMode::ZERO && even(conv.window) {
        push_pair(&mut arguments, "padding", [rows.before, columns.before], 0);
    }
    push_pair(&mut arguments, "dilation", [rows.dilation, columns.dilation], 1);
    if conv.groups > 1 {
        arguments += &format!(", groups={}", conv.groups);
    }
    arguments
}

/// A convolution of `x`, which is padded where [`conv_padded`] says so, with a weight of its own.
pub fn conv2d(x: &str, weight: &str, bias: Option<&str>, conv: &Conv) -> String {
    let bias = bias.map_or(String::new(), |bias| format!(", {bias}"));
    format!("F.conv2d({x}, {weight}{bias}{})", conv_arguments(conv))
}

/// The module of a convolution.
pub(super) fn conv_module(conv: &Conv, channels: usize) -> String {
    let bias = if conv.bias { "" } else { ", bias=False" };
    let (size, arguments) = (size(conv.window), conv_arguments(conv));
    format!("nn.Conv2d({channels}, {}, {size}{arguments}{bias})", conv.filters)
}

fn conv_transpose_arguments(conv: &ConvTranspose) -> String {
    let [rows, columns] = conv.window;
    let mut arguments = String::new();
    push_pair(&mut arguments, "stride", [rows.stride, columns.stride], 1);
    if even(conv.window) {
        push_pair(&mut arguments, "padding", [rows.before, columns.before], 0);
    }
    push_pair(&mut arguments, "output_padding", conv.output_padding, 0);
    if conv.groups > 1 {
        arguments += &format!(", groups={}", conv.groups);
    }
    push_pair(&mut arguments, "dilation", [rows.dilation, columns.dilation], 1);
    arguments
}

/// A transposed convolution of `x` with a weight of its own.
pub fn conv_transpose2d(x: &str, weight: &str, bias: &str, conv: &ConvTranspose) -> String {
    format!("F.conv_transpose2d({x}, {weight}, {bias}{})", conv_transpose_arguments(conv))
}

/// What is taken of the output of a transposed convolution, where PyTorch's own argument takes away as much on both sides.
pub fn conv_transpose_cut(conv: &ConvTranspose, Shape { h, w, .. }: Shape) -> Option<String> {
    let [top, left] = conv.window.map(|window| window.before);
    (!even(conv.window)).then(|| format!("[:, :, {top}:{}, {left}:{}]", top + h, left + w))
}

/// The module of a transposed convolution.
pub(super) fn conv_transpose_module(conv: &ConvTranspose, channels: usize) -> String {
    let bias = if conv.bias { "" } else { ", bias=False" };
    let (size, arguments) = (size(conv.window), conv_transpose_arguments(conv));
    format!("nn.ConvTranspose2d({channels}, {}, {size}{arguments}{bias})", conv.filters)
}

/// A pool of `x`, and whether it calls the helper `average`: PyTorch's own average knows no dilation and no uneven padding.
pub fn pool2d(x: &str, pool: &Pool, input: Shape) -> (String, bool) {
    let [rows, columns] = pool.window;
    let dilated = [rows.dilation, columns.dilation] != [1, 1];
    let (size, mut call) = (size(pool.window), String::new());
    push_pair(&mut call, "stride", [rows.stride, columns.stride], 0);
    if even(pool.window) && (pool.kind == PoolKind::Max || !dilated) {
        push_pair(&mut call, "padding", [rows.before, columns.before], 0);
        push_pair(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
        if pool.ceil_mode {
            call += ", ceil_mode=True";
        }
        let text = match pool.kind {
            PoolKind::Max => format!("F.max_pool2d({x}, {size}{call})"),
            PoolKind::Average { count_padding: true } => format!("F.avg_pool2d({x}, {size}{call})"),
            PoolKind::Average { count_padding: false } => {
                format!("F.avg_pool2d({x}, {size}{call}, count_include_pad=False)")
            }
        };
        return (text, false);
    }
    let [h, w] = pool.swept(input);
    let pads = format!("[{}, {}, {}, {}]", w.before, w.after, h.before, h.after);
    match pool.kind {
        PoolKind::Max => {
            push_pair(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
            (format!("F.max_pool2d(F.pad({x}, {pads}, value=-torch.inf), {size}{call})"), false)
        }
        PoolKind::Average { count_padding } => {
            let counted = [columns.before, columns.after, rows.before, rows.after];
            let counted = if count_padding { counted } else { [0; 4] };
            let (stride, dilation) = ((rows.stride, columns.stride), (rows.dilation, columns.dilation));
            (format!("average({x}, {size}, {stride:?}, {dilation:?}, {pads}, {counted:?})"), true)
        }
    }
}

/// `x` with cells on its left, right, top and bottom.
pub(super) fn padded(
    x: &str,
    padding_mode: PaddingMode,
    input: Shape,
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
            let (rows, columns) = (axis(input.h, top, bottom), axis(input.w, left, right));
            return format!("{x}[:, :, {rows:?}][:, :, :, {columns:?}]");
        }
    };
    format!("F.pad({x}, ({left}, {right}, {top}, {bottom}), {mode})")
}
