//! Small live examples of what a module is made of: a 1×1 convolution that thins the channels, and a skip.

use super::{Networks, Subject};
use crate::layers::activation::Activation::Relu;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::merge::Add;
use crate::layers::{CpuOp, Layer, LayerPass, Phase};
use crate::network::NodeId;
use crate::shape::Shape;

/// A 1×1 convolution in front of a larger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// What comes in.
    pub input: Shape,
    /// Filters of the 1×1 convolution.
    pub reduced: usize,
    /// Side of the larger kernel, and its filters.
    pub kernel: usize,
    /// Filters of the larger one.
    pub filters: usize,
}

impl Reduction {
    /// Where Convolve shows it in numbers.
    pub fn link(self) -> String {
        let Self { input: Shape { c, h, w }, reduced, kernel, filters } = self;
        format!("#/convolve?view=depth&depth={c}.{h}.{w}.{kernel}.{filters}.{reduced}")
    }
}

impl Networks {
    /// The reduction that is looked at: that of the selected row, or of the opened module that with the largest kernel.
    pub fn reduction(&self) -> Option<Reduction> {
        let rows: Vec<usize> = match (self.config.row, self.opened()) {
            (Some(row), _) => vec![row],
            (None, Some(module)) => self.subject.table.rows_of(module).collect(),
            (None, None) => vec![],
        };
        rows.into_iter().filter_map(|row| reduction(&self.subject, row)).max_by_key(|found| found.kernel)
    }

    /// Whether the module that is opened, or that of the selected row, ends in a sum, and whether a projection W_S lies on its
    /// skip.
    pub fn skip(&self) -> Option<bool> {
        let Subject { plan, table } = &*self.subject;
        let of_row = || table.rows.get(self.config.row?)?.module;
        let module = &table.modules[self.opened().or_else(of_row)?];
        let join = module.join?;
        let is_sum = matches!(plan.layer(join), Some(Layer::Add(_)));
        is_sum.then(|| !plan.inputs(join).contains(&module.from))
    }
}

/// The reduction that begins with this row, if one does.
fn reduction(Subject { plan, table }: &Subject, row: usize) -> Option<Reduction> {
    let first = table.rows.get(row)?;
    let conv = |id: NodeId| match plan.layer(id)? {
        Layer::Conv(conv) if conv.groups == 1 => Some(conv),
        _ => None,
    };
    let one = conv(first.nodes[0]).filter(|conv| conv.window.iter().all(|window| window.size == 1))?;
    let reads = |id: NodeId| plan.inputs(id).iter().any(|input| first.nodes.contains(input));
    let larger = |id: NodeId| conv(id).filter(|conv: &&Conv| reads(id) && conv.window[0].size > 1);
    let larger = table.rows.iter().find_map(|row| larger(row.nodes[0]))?;
    Some(Reduction {
        input: plan.input_shapes(first.nodes[0])[0],
        reduced: one.filters,
        kernel: larger.window[0].size,
        filters: larger.filters,
    })
}

/// A residual unit on one cell of two channels, in numbers that can be changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residual {
    /// The input.
    pub x: [f32; 2],
    /// Whether the norms and activations come before the weights.
    pub order: Order,
}

/// Where a residual unit has its activations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Behind the weights, the last behind the sum (He et al., 2015).
    #[default]
    Original,
    /// In front of the weights, so that nothing stands behind the sum (He et al., "Identity mappings in deep residual networks",
    /// 2016).
    PreActivation,
}

impl Default for Residual {
    fn default() -> Self {
        Self { x: [1.0, -2.0], order: Order::default() }
    }
}

/// What a residual unit computes, step by step.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ResidualValues {
    /// Of a unit in the order of 2016, max(0, x).
    pub activated: Option<Vec<f32>>,
    /// W₁ x + b₁.
    pub first: Vec<f32>,
    /// max(0, W₁ x + b₁).
    pub hidden: Vec<f32>,
    /// F(x) = W₂ max(0, W₁ x + b₁).
    pub residual: Vec<f32>,
    /// x, or W_S x.
    pub skip: Vec<f32>,
    /// F(x) and the skip, added.
    pub sum: Vec<f32>,
    /// What comes out: the sum, in the order of 2015 behind a ReLU.
    pub y: Vec<f32>,
}

/// W₁ and b₁; W₂ for two channels, and for three, which W_S makes of two as well.
const FIRST: [f32; 6] = [1.0, -1.0, 0.5, 1.0, /* bias */ 0.0, 0.5];
const SECOND: [f32; 4] = [1.0, 0.5, -0.5, 1.0];
const SECOND_WIDER: [f32; 6] = [1.0, 0.5, -0.5, 1.0, 0.25, -1.0];
const PROJECTION: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.5, 0.5];

impl Residual {
    /// All steps; with a projection W_S to three channels, or with the identity. Computed by the layers that also train.
    pub fn values(self, projected: bool) -> ResidualValues {
        let without_bias = |units| Dense { bias: false, ..Dense::new(units) };
        let activated = (self.order == Order::PreActivation).then(|| run(&Relu, &[&self.x], &[]));
        let first = run(&Dense::new(2), &[activated.as_deref().unwrap_or(&self.x)], &FIRST);
        let hidden = run(&Relu, &[&first], &[]);
        let residual = match projected {
            true => run(&without_bias(3), &[&hidden], &SECOND_WIDER),
            false => run(&without_bias(2), &[&hidden], &SECOND),
        };
        let skip = if projected { run(&without_bias(3), &[&self.x], &PROJECTION) } else { self.x.to_vec() };
        let sum = run(&Add, &[&residual, &skip], &[]);
        let y = if self.order == Order::Original { run(&Relu, &[&sum], &[]) } else { sum.clone() };
        ResidualValues { activated, first, hidden, residual, skip, sum, y }
    }
}

/// One layer on flat inputs.
fn run(op: &dyn CpuOp, inputs: &[&[f32]], params: &[f32]) -> Vec<f32> {
    let shapes: Vec<Shape> = inputs.iter().map(|x| Shape::flat(x.len())).collect();
    let run = LayerPass::forward(op, 1, &shapes, inputs, params, &[], Phase::Infer);
    run.expect("the shapes fit each other").y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residual_units_add_what_they_learn_to_what_came_in() {
        let unit = Residual::default();
        let values = unit.values(false);
        assert_eq!((&values.first[..], &values.residual[..]), (&[3.0, -1.0][..], &[3.0, -1.5][..]));
        assert_eq!((&values.sum[..], &values.y[..]), (&[4.0, -3.5][..], &[4.0, 0.0][..]));
        let wider = unit.values(true);
        assert_eq!((&wider.skip[..], &wider.sum[..]), (&[1.0, -2.0, -0.5][..], &[4.0, -3.5, 0.25][..]));
        let before = Residual { order: Order::PreActivation, ..unit }.values(false);
        // max(0, x) = (1, 0); W₁ makes (1, 1) of it, W₂ (1.5, 0.5); nothing stands behind the sum.
        assert_eq!((before.activated.unwrap(), before.y), (vec![1.0, 0.0], vec![2.5, -1.5]));
    }

    #[test]
    fn modules_open_the_examples_that_they_are_made_of() {
        let (googlenet, _) = Networks::open("net=googlenet.paper&open=inception3a");
        let found = googlenet.reduction().unwrap();
        let expected = Reduction { input: Shape::new(192, 28, 28), reduced: 16, kernel: 5, filters: 32 };
        assert_eq!((found, googlenet.skip()), (expected, None));
        assert_eq!(found.link(), "#/convolve?view=depth&depth=192.28.28.5.32.16");
        for (module, projected) in [("layer1.0", false), ("layer2.0", true)] {
            let (resnet, effects) = Networks::open(&format!("net=resnet18&open={module}"));
            assert_eq!(resnet.skip(), Some(projected), "{module} {effects:?}");
        }
    }
}
