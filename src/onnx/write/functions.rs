//! Operations of single values, and what a layer needs several of.

use super::Setting::{Float, Int, Ints, Text};
use super::Writer;
use crate::layers::activation::Activation;
use crate::layers::channel_shuffle::ChannelShuffle;
use crate::layers::upsample::{Interpolation, Upsample};
use crate::network::NodeId;
use crate::shape::Shape;

impl Writer<'_> {
    pub(super) fn function(&mut self, function: Activation, x: &str, target: &str) -> String {
        let mut number = |part: &str, value: f32| self.numbers(format!("{target}/{part}"), &[], &[value]);
        match function {
            Activation::Relu => self.node("Relu", &[x], target, &[]),
            Activation::LeakyRelu { slope } => {
                self.node("LeakyRelu", &[x], target, &[("alpha", Float(slope))])
            }
            Activation::Sigmoid => self.node("Sigmoid", &[x], target, &[]),
            Activation::Tanh => self.node("Tanh", &[x], target, &[]),
            Activation::Softplus => self.node("Softplus", &[x], target, &[]),
            Activation::Elu { alpha } => self.node("Elu", &[x], target, &[("alpha", Float(alpha))]),
            Activation::Gelu => self.node("Gelu", &[x], target, &[("approximate", Text("none"))]),
            Activation::Silu => {
                let sigmoid = self.node("Sigmoid", &[x], &format!("{target}/sigmoid"), &[]);
                self.node("Mul", &[x, &sigmoid], target, &[])
            }
            Activation::Relu6 => {
                let bounds = [number("least", 0.0), number("most", 6.0)];
                self.node("Clip", &[x, &bounds[0], &bounds[1]], target, &[])
            }
            Activation::HardSigmoid { slope } => {
                self.node("HardSigmoid", &[x], target, &[("alpha", Float(slope)), ("beta", Float(0.5))])
            }
            Activation::HardSwish => self.node("HardSwish", &[x], target, &[]),
            Activation::ScaledTanh => {
                let numbers = [number("slope", 2.0 / 3.0), number("amplitude", 1.7159)];
                let inside = self.node("Mul", &[x, &numbers[0]], &format!("{target}/inside"), &[]);
                let tanh = self.node("Tanh", &[&inside], &format!("{target}/tanh"), &[]);
                self.node("Mul", &[&tanh, &numbers[1]], target, &[])
            }
        }
    }

    /// −Σ (x − code)² for each code.
    pub(super) fn distances(&mut self, codes: &[Vec<bool>], x: &str, target: &str) -> String {
        let len = codes[0].len();
        let values: Vec<f32> = codes.iter().flatten().map(|one| if *one { 1.0 } else { -1.0 }).collect();
        let codes = self.numbers(format!("{target}/codes"), &[1, codes.len(), len], &values);
        let x = self.reshape(x, &format!("{target}/rows"), &[1, len]);
        let apart = self.node("Sub", &[&x, &codes], &format!("{target}/apart"), &[]);
        let squares = self.node("Mul", &[&apart, &apart], &format!("{target}/squares"), &[]);
        let axes = self.ints(format!("{target}/axes"), &[2]);
        let sums =
            self.node("ReduceSum", &[&squares, &axes], &format!("{target}/sums"), &[("keepdims", Int(0))]);
        self.node("Neg", &[&sums], target, &[])
    }

    pub(super) fn shuffle(
        &mut self,
        shuffle: ChannelShuffle,
        Shape { c, h, w }: Shape,
        x: &str,
        target: &str,
    ) -> String {
        let dims = [shuffle.groups, c / shuffle.groups, h, w];
        let groups = self.reshape(x, &format!("{target}/groups"), &dims);
        let perm = ("perm", Ints(&[0, 2, 1, 3, 4]));
        let turned = self.node("Transpose", &[&groups], &format!("{target}/turned"), &[perm]);
        self.reshape(&turned, target, &[c, h, w])
    }

    /// The slopes of a PReLU, spread over what it takes.
    pub(super) fn slopes(&mut self, id: NodeId, flat: bool) -> String {
        let (plan, weights) = (self.plan, self.weights);
        let slot = plan.slot(id, "weight").expect("a PReLU has slopes");
        let sides: &[usize] = if flat { &[] } else { &[1, 1] };
        self.numbers(
            slot.name.clone(),
            &[&slot.dims[..], sides].concat(),
            &weights.params[slot.range.clone()],
        )
    }

    pub(super) fn upsample(&mut self, upsample: Upsample, x: &str, target: &str) -> String {
        let [rows, columns] = upsample.factors.map(|factor| factor as f32);
        let scales = self.numbers(format!("{target}/scales"), &[4], &[1.0, 1.0, rows, columns]);
        let settings = match upsample.interpolation {
            Interpolation::Nearest => [
                ("mode", Text("nearest")),
                ("coordinate_transformation_mode", Text("asymmetric")),
                ("nearest_mode", Text("floor")),
            ],
            Interpolation::Bilinear => [
                ("mode", Text("linear")),
                ("coordinate_transformation_mode", Text("half_pixel")),
                ("nearest_mode", Text("floor")),
            ],
        };
        self.node("Resize", &[x, "", &scales], target, &settings)
    }
}
