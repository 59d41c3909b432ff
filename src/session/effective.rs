//! The effective receptive field of a cell, for whoever has a network and no engine.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::CommandError;
use super::inference::check_pixels;
use crate::explain::Explainer;
use crate::network::{Network, NodeId, Plan, TAB, Weights};

/// Of which cell the effective receptive field is asked for, and over what it is averaged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldRequest {
    /// The network up to the layer of the cell.
    pub network: Network,
    /// Its weights.
    pub weights: FieldWeights,
    /// Row and column of the cell.
    pub cell: [usize; 2],
    /// Channels of the cell's layer that the mean is taken over.
    pub channels: usize,
    /// The inputs that the mean is taken over.
    pub inputs: Vec<Vec<f32>>,
}

/// The weights of a network that is asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldWeights {
    /// As training begins, He's, drawn so many times.
    Fresh {
        /// How often; the mean is taken over these, too.
        draws: u32,
    },
    /// These.
    Trained(Weights),
}

impl FieldRequest {
    /// The mean of |∂y/∂x| at each pixel.
    pub(super) fn values(self) -> Result<Vec<f32>, CommandError> {
        let Self { network, weights, cell: [row, column], channels, inputs } = self;
        let plan = Arc::new(Plan::new(network)?);
        inputs.iter().try_for_each(|pixels| check_pixels(&plan, pixels))?;
        let output = plan.output();
        if row >= output.h || column >= output.w {
            let nodes = plan.network().last();
            return Err(CommandError::Cell {
                layer: plan.name(nodes).to_owned(),
                output,
                found: [row, column],
            });
        }
        let needed = plan.weights_bytes() + plan.backward_bytes(1);
        if needed > TAB {
            return Err(CommandError::PassMemory { needed: needed.0 });
        }
        let images = inputs.concat();
        let of = |weights: Weights| {
            Explainer::new(plan.clone(), weights).effective_field(&images, [row, column], channels)
        };
        let (params, running) = (plan.params_len(), plan.running_len());
        match weights {
            FieldWeights::Trained(weights)
                if [weights.params.len(), weights.running.len()] != [params, running] =>
            {
                Err(CommandError::Params {
                    expected: params + running,
                    found: weights.params.len() + weights.running.len(),
                })
            }
            FieldWeights::Trained(weights) => Ok(of(weights)),
            FieldWeights::Fresh { draws } => {
                let mut sums = vec![0.0; plan.shape(NodeId::INPUT).area()];
                let draws = draws.max(1);
                for seed in 0..draws {
                    let values = of(Weights::he(&plan, seed.into()));
                    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value / draws as f32);
                }
                Ok(sums)
            }
        }
    }
}
