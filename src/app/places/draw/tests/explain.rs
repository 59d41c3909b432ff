//! The arithmetic behind cells.

use std::sync::Arc;

use super::super::explain::*;
use super::super::model::{Activations, Model};
use crate::engine::Cpu;
use crate::layers::conv::Conv;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;
use crate::shape::Shape;
use crate::window::Window;
use crate::zoo::{self, DigitNetwork};

fn digits() -> (Model, Activations) {
    opened(zoo::digits())
}

/// What an activation or none makes of a sum.
fn activated(name: &str, x: f32) -> f32 {
    match name {
        "relu" => x.max(0.0),
        "scaled tanh" => 1.7159 * (x * 2.0 / 3.0).tanh(),
        other => panic!("{other}"),
    }
}

/// A network with random weights, and what it makes of a random input.
fn opened(network: Network) -> (Model, Activations) {
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 3);
    let mut cpu = Cpu::new(plan.clone());
    let mut random = Random::new(1);
    let x: Vec<f32> = (0..plan.network().input.len()).map(|_| random.uniform()).collect();
    cpu.infer(&weights, &x);
    let nodes: Vec<NodeId> = plan.ids().collect();
    let seen = Activations::new(&nodes, nodes.iter().map(|&id| cpu.activations(id).into_owned()).collect());
    (Model::new(plan.clone(), weights, vec![1.0; plan.ids().count()]), seen)
}

/// Every cell's terms and bias add up to the engine's value, in every column.
#[test]
fn explanations_add_up_to_what_the_engine_computed() {
    for (model, seen) in DigitNetwork::ALL.map(|network| opened(network.network())) {
        check_sums(&model, &seen);
    }
}

fn check_sums(model: &Model, seen: &Activations) {
    for (index, column) in model.columns.iter().enumerate().skip(1) {
        for unit in [0, column.units() - 1] {
            for cell in [[0, 0], [column.shape.h / 2, column.shape.w - 1]] {
                match explain(model, seen, index, unit, cell).unwrap() {
                    Explanation::Sum(sum) => {
                        let total: f32 = sum.terms.iter().map(|term| term.sum).sum::<f32>() + sum.bias;
                        assert!((total - sum.total).abs() < 1e-4 * total.abs().max(1.0), "{index} {cell:?}");
                        let is_activated =
                            |(name, y): (&str, f32)| (y - activated(name, sum.total)).abs() < 1e-5;
                        assert!(sum.activation.is_none_or(is_activated));
                    }
                    Explanation::Pool(pool) => match pool.winner {
                        Some(winner) => assert_eq!(pool.values[winner], pool.total),
                        None => {
                            let mean = pool.values.iter().sum::<f32>() / pool.values.len() as f32;
                            assert!((mean - pool.total).abs() < 1e-5);
                        }
                    },
                    Explanation::BatchNorm(norm) => {
                        let scale = norm.weight / (norm.variance + norm.eps).sqrt();
                        let total = scale * (norm.x - norm.mean) + norm.bias;
                        assert!((total - norm.total).abs() < 1e-4 * total.abs().max(1.0), "{index} {cell:?}");
                    }
                    other => panic!("activations are told with their layers: {other:?}"),
                }
            }
        }
    }
}

/// Windows that lie partly on the padding, and filters that do not see every map.
#[test]
fn borders_and_connection_tables_are_explained() {
    let mut network = Network::new(Shape::new(2, 4, 4));
    let window = [Window::new(3).stride(2).padding(1), Window::new(2).stride(2).padding(1)];
    let table = Some(vec![vec![false, true]]);
    network.chain([
        Pool { window, ..Pool::max(3) }.into(),
        Conv { connection_table: table, ..Conv::new(1, 1) }.into(),
    ]);
    let (model, seen) = opened(network);
    let Explanation::Pool(corner) = explain(&model, &seen, 1, 0, [0, 0]).unwrap() else { panic!() };
    assert_eq!((corner.size, corner.values.len()), ([2, 1], 2));
    let Explanation::Sum(sum) = explain(&model, &seen, 2, 0, [1, 1]).unwrap() else { panic!() };
    let partial = partial_maps(&model, &seen, 2, 0);
    assert_eq!((sum.terms.len(), sum.terms[0].source, partial.len()), (1, 1, 1));
    let at = model.columns[2].shape.w + 1;
    assert!((partial[0][at] - sum.terms[0].sum).abs() < 1e-6);
}

#[test]
fn partial_maps_and_bias_add_up_to_the_map() {
    let (model, seen) = digits();
    let (column, unit) = (2, 5);
    let partial = partial_maps(&model, &seen, column, unit);
    let Explanation::Sum(sum) = explain(&model, &seen, column, unit, [13, 15]).unwrap() else { panic!() };
    let at = 13 * 28 + 15;
    for (map, term) in partial.iter().zip(&sum.terms) {
        assert!((map[at] - term.sum).abs() < 1e-4);
    }
    let whole = seen.of(model.columns[column].layer)[unit * 784 + at];
    assert!((partial.iter().map(|map| map[at]).sum::<f32>() + sum.bias - whole).abs() < 1e-3);
}
