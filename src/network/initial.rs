use serde::{Deserialize, Serialize};

use super::{Plan, Slot, SlotKind, Weights};
use crate::layers::Initial;
use crate::random::Random;

/// How the weights of layers begin. Biases and shifts begin as 0, scales of norms as 1, whichever it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Initialization {
    /// All 0: every unit of a layer stays the same as the others.
    Zero,
    /// Normal with this standard deviation.
    Normal {
        /// σ.
        std: f32,
    },
    /// Normal with variance 2 / (fan in + fan out), for sigmoid and tanh (Glorot and Bengio, "Understanding the difficulty
    /// of training deep feedforward neural networks", 2010).
    Xavier,
    /// Normal with variance 2 / fan in, for ReLU (He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015).
    #[default]
    He,
}

impl Initialization {
    /// The standard deviation of a weight whose outputs sum over `fan_in` products.
    pub fn std(self, slot: &Slot, fan_in: usize) -> f32 {
        match self {
            Self::Zero => 0.0,
            Self::Normal { std } => std,
            Self::Xavier => {
                // Inputs and outputs of a weight are its first two dimensions; both count once for each tap.
                let taps: usize = slot.dims[2..].iter().product();
                (2.0 / ((slot.dims[0] + slot.dims[1]) * taps) as f32).sqrt()
            }
            Self::He => (2.0 / fan_in as f32).sqrt(),
        }
    }
}

impl Weights {
    /// Fresh weights for ReLU.
    pub fn he(plan: &Plan, seed: u64) -> Self {
        Self::fresh(plan, Initialization::He, seed)
    }

    /// Fresh weights. Each parameter has numbers of its own, which do not change when another layer does.
    pub fn fresh(plan: &Plan, initialization: Initialization, seed: u64) -> Self {
        let mut weights =
            Self { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
        for (index, slot) in plan.slots().iter().enumerate() {
            let mut random = Random::split(seed, index as u64);
            match slot.kind {
                SlotKind::Running { initial } => weights.running[slot.range.clone()].fill(initial),
                SlotKind::Param { initial, .. } => {
                    let values = &mut weights.params[slot.range.clone()];
                    match initial {
                        Initial::Zeros => values.fill(0.0),
                        Initial::Ones => values.fill(1.0),
                        Initial::Slopes => values.fill(0.25),
                        Initial::Normal { fan_in } => {
                            let std = initialization.std(slot, fan_in);
                            values.fill_with(|| std * random.normal());
                        }
                    }
                }
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{
        batch_norm::BatchNorm, conv::Conv, dense::Dense, layer_norm::LayerNorm, prelu::PRelu,
    };
    use crate::network::Network;
    use crate::shape::Shape;

    fn variance(plan: &Plan, weights: &Weights, name: &str) -> f32 {
        let slot = plan.slots().iter().find(|slot| slot.name == name).unwrap();
        let values = &weights.params[slot.range.clone()];
        values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32
    }

    /// A weight over one input is a weight all the same, and does not start constant as the scale of a norm.
    #[test]
    fn every_parameter_starts_as_its_kind_does() {
        let mut network = Network::new(Shape::flat(1));
        network.chain([
            Dense::new(400).into(),
            BatchNorm::default().into(),
            LayerNorm::default().into(),
            PRelu::default().into(),
            Conv::new(400, 1).into(),
        ]);
        let plan = Plan::new(network).unwrap();
        let weights = Weights::he(&plan, 1);
        for slot in plan.slots() {
            let SlotKind::Param { initial, .. } = slot.kind else { continue };
            let values = &weights.params[slot.range.clone()];
            let variance = values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32;
            let expected = match initial {
                Initial::Zeros => 0.0,
                Initial::Ones => 1.0,
                Initial::Slopes => 0.0625,
                Initial::Normal { fan_in } => 2.0 / fan_in as f32,
            };
            assert!((variance - expected).abs() < 0.2 * expected.max(1e-9), "{}: {variance}", slot.name);
        }
        let kind = |name: &str| plan.slots().iter().find(|slot| slot.name == name).unwrap().kind;
        for (name, expected) in [
            ("dense1.weight", Initial::Normal { fan_in: 1 }),
            ("dense1.bias", Initial::Zeros),
            ("batch_norm1.weight", Initial::Ones),
            ("layer_norm1.weight", Initial::Ones),
            ("layer_norm1.bias", Initial::Zeros),
            ("prelu1.weight", Initial::Slopes),
            ("conv1.weight", Initial::Normal { fan_in: 400 }),
        ] {
            assert!(matches!(kind(name), SlotKind::Param { initial, .. } if initial == expected), "{name}");
        }
    }

    #[test]
    fn every_initialisation_has_its_variance() {
        let mut network = Network::new(Shape::new(4, 6, 6));
        network.chain([Conv::new(60, 3).into(), Dense::new(40).into()]);
        let plan = Plan::new(network).unwrap();
        for (initialization, conv, dense) in [
            (Initialization::Zero, 0.0, 0.0),
            (Initialization::Normal { std: 0.3 }, 0.09, 0.09),
            (Initialization::Xavier, 2.0 / (64.0 * 9.0), 2.0 / (60.0 * 16.0 + 40.0)),
            (Initialization::He, 2.0 / 36.0, 2.0 / 960.0),
        ] {
            let weights = Weights::fresh(&plan, initialization, 1);
            for (name, expected) in [("conv1.weight", conv), ("dense1.weight", dense)] {
                let found = variance(&plan, &weights, name);
                assert!((found - expected).abs() <= 0.1 * expected, "{initialization:?}: {name} has {found}");
            }
        }
    }

    /// Filters that see few channels sum over few products.
    #[test]
    fn a_connection_table_counts_what_exists() {
        let mut network = Network::new(Shape::new(6, 5, 5));
        let row = |o: usize| (0..6).map(|c| (c + o) % 6 < 3).collect();
        network
            .chain([Conv { connection_table: Some((0..16).map(row).collect()), ..Conv::new(16, 5) }.into()]);
        let plan = Plan::new(network).unwrap();
        let SlotKind::Param { initial, count } = plan.slots()[0].kind else { panic!("a weight") };
        assert_eq!((initial, count), (Initial::Normal { fan_in: 75 }, 16 * 75));
    }
}
