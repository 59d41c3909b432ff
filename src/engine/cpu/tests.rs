//! What a pass computes, and what it leaves out.

use super::*;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::layer_norm::LayerNorm;
use crate::layers::merge::Add;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::random::Random;

const BATCH: usize = 2;

/// A branch that is added again, and every kind of layer that has parameters, behind some that have none.
fn network() -> Network {
    let mut network = Network::new(Shape::new(2, 6, 6));
    let start = network.chain([Activation::Tanh.into(), Pool::average(2).into()]);
    let branch = network.chain([Conv::new(2, 3).padding(1).into(), BatchNorm::default().into()]);
    network.add(Add, &[start, branch]);
    let last: [Layer; 5] = [
        ConvTranspose::new(3, 2).into(),
        LayerNorm { eps: 1e-5 }.into(),
        Activation::Sigmoid.into(),
        Flatten.into(),
        Dense::new(3).into(),
    ];
    network.chain(last);
    network
}

struct Case {
    plan: Arc<Plan>,
    weights: Weights,
    x: Vec<f32>,
    dy: Vec<f32>,
}

impl Case {
    fn new() -> Self {
        let plan = Arc::new(Plan::new(network()).unwrap());
        let mut random = Random::new(5);
        let mut numbers = |len: usize| -> Vec<f32> { (0..len).map(|_| random.normal()).collect() };
        let (x, dy) = (numbers(BATCH * 72), numbers(BATCH * 3));
        Self { weights: Weights::he(&plan, 1), plan, x, dy }
    }

    fn pass(&self, wanted: &Wanted) -> Cpu {
        let mut cpu = Cpu::new(self.plan.clone());
        cpu.infer(&self.weights, &self.x);
        cpu.loss_gradient().1.copy_from_slice(&self.dy);
        cpu.backward(&self.weights.params, &self.weights.running, wanted);
        cpu
    }

    /// Σ dy · y, from the value of an input on.
    fn loss(&self, at: usize, value: f32) -> f64 {
        let mut x = self.x.clone();
        x[at] = value;
        let mut cpu = Cpu::new(self.plan.clone());
        let y = cpu.infer(&self.weights, &x);
        y.iter().zip(&self.dy).map(|(y, dy)| f64::from(*y) * f64::from(*dy)).sum()
    }
}

#[test]
fn input_gradient_matches_central_differences() {
    let case = Case::new();
    let cpu = case.pass(&Wanted::gradients(vec![NodeId::INPUT]));
    let gradient = cpu.gradients(NodeId::INPUT);
    assert_eq!(gradient.len(), case.x.len());
    for (at, d) in gradient.iter().enumerate() {
        let [high, low] = [case.x[at] + 0.01, case.x[at] - 0.01];
        let slope = (case.loss(at, high) - case.loss(at, low)) / f64::from(high - low);
        assert!((slope - f64::from(*d)).abs() < 2e-3 * slope.abs().max(1.0), "{at}: {d} and {slope}");
    }
}

#[test]
fn wanted_gradients_equal_those_of_the_full_pass() {
    let case = Case::new();
    let all: Vec<NodeId> = case.plan.ids().collect();
    let full = case.pass(&Wanted { gradients: all.clone(), params: true });
    let training = case.pass(&Wanted::training());
    assert_eq!(training.dparams(), full.dparams());
    for id in all {
        let alone = case.pass(&Wanted::gradients(vec![id]));
        assert_eq!(alone.gradients(id), full.gradients(id), "{id:?}");
        assert!(!alone.gradients(id).is_empty() && alone.dparams().is_empty());
        assert!(training.gradients(id).is_empty() || training.gradients(id) == full.gradients(id));
    }
}

#[test]
fn unwanted_gradients_take_no_memory() {
    let case = Case::new();
    let training = case.pass(&Wanted::training());
    // Nothing before the convolution is trained.
    for id in [0, 1, 2].map(NodeId) {
        assert_eq!(training.gradients[id.0].capacity(), 0, "{id:?}");
    }
    let mut cpu = case.pass(&Wanted { gradients: vec![NodeId::INPUT], params: true });
    let late = NodeId(case.plan.ids().count() - 2);
    cpu.loss_gradient();
    cpu.backward(&case.weights.params, &case.weights.running, &Wanted::gradients(vec![late]));
    let held: Vec<usize> = cpu.gradients.iter().map(Vec::capacity).collect();
    assert!(held[..late.0].iter().all(|&held| held == 0) && held[late.0] > 0, "{held:?}");
    assert!(cpu.dparams.is_empty());
}

/// Behind the sigmoid only the dense layer is trained.
#[test]
fn behind_frozen_layers_gradients_are_those_of_the_full_pass() {
    let case = Case::new();
    let pass = |through: usize| {
        let mut cpu = Cpu::new(case.plan.clone());
        cpu.freeze(NodeId(through));
        let mut running: Vec<f32> = case.weights.running.iter().map(|value| value + 0.5).collect();
        cpu.input(BATCH).copy_from_slice(&case.x);
        cpu.forward(&case.weights.params, &mut running, Phase::Train { seed: 1 });
        cpu.loss_gradient().1.copy_from_slice(&case.dy);
        cpu.backward(&case.weights.params, &running, &Wanted::training());
        (cpu, running)
    };
    let ((full, full_running), (frozen, frozen_running)) = (pass(0), pass(8));
    let before: Vec<f32> = case.weights.running.iter().map(|value| value + 0.5).collect();
    assert!(full_running != before && frozen_running == before);
    // Batch norm computes by the running statistics, as in inference.
    let mut inferred = Cpu::new(case.plan.clone());
    inferred.infer(&Weights { running: before, ..case.weights.clone() }, &case.x);
    assert_eq!(frozen.logits(), inferred.logits());
    assert_ne!(frozen.logits(), full.logits());
    let behind = case.plan.params_of(NodeId(8)).end;
    assert!(frozen.dparams()[..behind].iter().all(|d| *d == 0.0) && behind > 0);
    assert!(full.dparams()[..behind].iter().all(|d| *d != 0.0));
    // No layer up to the flatten has a gradient: the pass ends there.
    for id in case.plan.ids() {
        assert_eq!(frozen.gradients(id).is_empty(), id < NodeId(10), "{id:?}");
    }
    let [all, few] = [0, 8].map(|through| case.plan.backward_macs(NodeId(through)));
    assert!(few == case.plan.cost(NodeId(10)).macs && few < all / 7, "{few} of {all}");
    // Where statistics play no part, the first layers are frozen without a change behind them.
    let ((two, _), (three, _)) = (pass(2), pass(3));
    assert_eq!(two.dparams(), full.dparams());
    let conv = case.plan.params_of(NodeId(3));
    assert_eq!(three.dparams()[conv.end..], full.dparams()[conv.end..]);
    assert!(three.dparams()[conv].iter().all(|d| *d == 0.0));
}

#[test]
fn infer_nodes_computes_only_what_leads_to_them() {
    let case = Case::new();
    let weights = &case.weights;
    let mut full = Cpu::new(case.plan.clone());
    full.infer(weights, &case.x);
    let mut cpu = Cpu::new(case.plan.clone());
    // The pool, past which the branch and all behind it are not needed.
    cpu.infer_nodes(weights, &case.x, &[NodeId(2), NodeId(99)]);
    assert_eq!(cpu.activations(NodeId(2)), full.activations(NodeId(2)));
    assert!(cpu.activations[3..].iter().all(Vec::is_empty));
    assert!(cpu.activations(NodeId(99)).is_empty());
}

#[test]
fn a_pass_that_begins_at_a_node_is_the_rest_of_a_whole_one() {
    let Case { plan, weights, x, .. } = Case::new();
    let mut cpu = Cpu::new(plan.clone());
    let whole = cpu.infer(&weights, &x).to_vec();
    let last = plan.network().last();
    // The sum of both branches, and the tanh that both begin at.
    for from in [6, 2].map(NodeId) {
        let values = cpu.activations(from).into_owned();
        let mut fresh = Cpu::new(plan.clone());
        assert!(fresh.infer_from(&weights, from, &values, &[last]), "{from:?}");
        assert_eq!(fresh.activations(last), whole, "{from:?}");
    }
    // The sum is not computed from one of its branches alone, and nothing before a node is computed from it.
    let branch = cpu.activations(NodeId(4)).into_owned();
    assert!(!cpu.infer_from(&weights, NodeId(4), &branch, &[last]));
    assert!(!cpu.infer_from(&weights, NodeId(4), &branch, &[NodeId(2)]));
}
