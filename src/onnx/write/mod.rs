//! A network with its weights as an ONNX file of version 20 of the operations.

mod functions;
mod layers;
mod message;

use message::Message;

use crate::network::{NodeId, Plan, SlotKind, Weights};
use crate::shape::Shape;

/// The version of the file's format, and that of the operations.
const IR_VERSION: i64 = 9;
const OPSET: i64 = 20;
/// `TensorProto.DataType`.
const FLOAT: i64 = 1;
const INT64: i64 = 7;
/// What the number of samples is called.
const BATCH: &str = "N";

/// Writes a network that ends in logits, in inference: nodes and weights have the names of the plan. `None` where ONNX has no
/// operation for a layer: a local response norm over an even number of channels begins at another channel there, and an output
/// padding is smaller than the stride.
///
/// ```
/// use convoscope::network::{Plan, Weights};
/// use convoscope::{onnx, zoo};
/// let plan = Plan::new(zoo::digits())?;
/// let weights = Weights::he(&plan, 1);
/// let file = onnx::write(&plan, &weights).expect("every layer has its operation");
/// let read = onnx::read(&file, None)?;
/// assert_eq!(read.weights, weights);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(plan: &Plan, weights: &Weights) -> Option<Vec<u8>> {
    let mut writer = Writer { plan, weights, graph: Message::default(), nodes: 0, outputs: Vec::new() };
    let input = plan.network().input;
    writer.outputs.push(Output { name: plan.name(NodeId::INPUT).to_owned(), flat: input.area() == 1 });
    for id in plan.ids().skip(1) {
        let output = writer.layer(id)?;
        writer.outputs.push(output);
    }
    let Writer { graph, outputs, .. } = writer;
    let (first, last) = (&outputs[0], &outputs[outputs.len() - 1]);
    let graph =
        graph.bytes(2, "convoscope").message(11, value(first, input)).message(12, value(last, plan.output()));
    let opset = Message::default().bytes(1, "").int(2, OPSET);
    let model =
        Message::default().int(1, IR_VERSION).bytes(2, "Convoscope").message(7, graph).message(8, opset);
    Some(model.finish())
}

/// What a node's output is called, and whether it is N × C instead of N × C × H × W.
#[derive(Clone)]
struct Output {
    name: String,
    flat: bool,
}

struct Writer<'a> {
    plan: &'a Plan,
    weights: &'a Weights,
    graph: Message<'a>,
    /// How many operations there are.
    nodes: usize,
    /// Of all layers so far.
    outputs: Vec<Output>,
}

/// A setting of an operation.
enum Setting<'s> {
    Int(i64),
    Float(f32),
    Text(&'s str),
    Ints(&'s [usize]),
}

impl<'a> Writer<'a> {
    /// Adds an operation; its output is called `output`.
    fn node(&mut self, op: &str, inputs: &[&str], output: &str, settings: &[(&str, Setting<'_>)]) -> String {
        self.nodes += 1;
        let mut node = Message::default();
        for input in inputs {
            node = node.bytes(1, input);
        }
        node = node.bytes(2, output).bytes(3, format!("{op}_{}", self.nodes)).bytes(4, op);
        for (name, setting) in settings {
            let attribute = Message::default().bytes(1, name);
            let attribute = match setting {
                Setting::Float(value) => attribute.float(2, *value).int(20, 1),
                Setting::Int(value) => attribute.int(3, *value).int(20, 2),
                Setting::Text(value) => attribute.bytes(4, value).int(20, 3),
                Setting::Ints(values) => {
                    values.iter().fold(attribute, |all, value| all.int(8, *value as i64)).int(20, 7)
                }
            };
            node = node.message(5, attribute);
        }
        self.graph = std::mem::take(&mut self.graph).message(1, node);
        output.to_owned()
    }

    fn tensor(&mut self, tensor: Message<'a>) {
        self.graph = std::mem::take(&mut self.graph).message(5, tensor);
    }

    /// Adds the parameters and statistics of a layer and answers with their names, in the order of its slots.
    fn parameters(&mut self, id: NodeId) -> Vec<String> {
        let (plan, weights) = (self.plan, self.weights);
        let mut names = Vec::new();
        for slot in plan.slots().iter().filter(|slot| slot.node == id) {
            let values = match slot.kind {
                SlotKind::Param { .. } => &weights.params[slot.range.clone()],
                SlotKind::Running { .. } => &weights.running[slot.range.clone()],
            };
            self.tensor(head(&slot.dims, FLOAT, &slot.name).numbers(9, values));
            names.push(slot.name.clone());
        }
        names
    }

    /// Adds a few numbers and answers with their name.
    fn numbers(&mut self, name: String, dims: &[usize], values: &[f32]) -> String {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(head(dims, FLOAT, &name).bytes(9, bytes));
        name
    }

    /// Adds a few whole numbers and answers with their name.
    fn ints(&mut self, name: String, values: &[i64]) -> String {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(head(&[values.len()], INT64, &name).bytes(9, bytes));
        name
    }

    /// An input of a layer as N × C × H × W.
    fn image(&mut self, id: NodeId, input: usize) -> String {
        let from = self.plan.inputs(id)[input];
        let Output { name, flat } = self.outputs[from.0].clone();
        if !flat {
            return name;
        }
        let Shape { c, h, w } = self.plan.shape(from);
        let target = format!("{}/{input}/image", self.plan.name(id));
        self.reshape(&name, &target, &[c, h, w])
    }

    /// An input of a layer as N × C.
    fn list(&mut self, id: NodeId, input: usize) -> String {
        let Output { name, flat } = self.outputs[self.plan.inputs(id)[input].0].clone();
        let target = format!("{}/{input}/list", self.plan.name(id));
        if flat { name } else { self.node("Flatten", &[&name], &target, &[("axis", Setting::Int(1))]) }
    }

    /// Samples with other dimensions.
    fn reshape(&mut self, from: &str, target: &str, dims: &[usize]) -> String {
        let dims: Vec<i64> = [-1].into_iter().chain(dims.iter().map(|dim| *dim as i64)).collect();
        let dims = self.ints(format!("{target}/dims"), &dims);
        self.node("Reshape", &[from, &dims], target, &[])
    }
}

/// A `TensorProto` without its numbers.
fn head<'a>(dims: &[usize], data_type: i64, name: &str) -> Message<'a> {
    let dims = dims.iter().fold(Message::default(), |all, dim| all.int(1, *dim as i64));
    dims.int(2, data_type).bytes(8, name)
}

/// A `ValueInfoProto`.
fn value<'a>(Output { name, flat }: &Output, Shape { c, h, w }: Shape) -> Message<'a> {
    let sides = if *flat { vec![c] } else { vec![c, h, w] };
    let batch = Message::default().message(1, Message::default().bytes(2, BATCH));
    let dim = |shape: Message<'a>, side: usize| shape.message(1, Message::default().int(1, side as i64));
    let shape = sides.into_iter().fold(batch, dim);
    let tensor = Message::default().int(1, FLOAT).message(2, shape);
    Message::default().bytes(1, name).message(2, Message::default().message(1, tensor))
}
