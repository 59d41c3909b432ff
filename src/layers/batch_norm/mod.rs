//! Batch normalisation: y = weight(c) · (x − μ(c)) / √(σ²(c) + ε) + bias(c). Any shape in, the same shape out.
//!
//! In training μ and σ² are the mean and the biased variance of channel c over all pixels of the batch, and the
//! running statistics move towards them: r ← (1 − m) · r + m · new, with the unbiased variance. In inference they are
//! the running statistics (Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing
//! internal covariate shift", 2015). Names, ε and m as in PyTorch.
//!
//! In training, a channel of equal values becomes the bias, also with ε = 0; a NaN or ±∞ makes all of its channel NaN, and
//! the running statistics with it. In inference it stays alone, and x is divided by 0 where σ² + ε = 0.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, batch_norm::BatchNorm};
//! use convoscope::shape::Shape;
//! let norm = BatchNorm { eps: 0.0, momentum: 0.5 };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(1)], [&[4.0, 8.0]]);
//! let params = [3.0, /* bias */ 1.0];
//! let run = LayerPass::forward(&norm, 2, &shapes, &x, &params, &[], Phase::Train { seed: 0 })?;
//! assert_eq!(run.y, [-2.0, 4.0]);
//! // Half of the initial 0 and 1, half of the mean 6 and the unbiased variance 8.
//! assert_eq!(run.running, [3.0, 4.5]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, Running, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Settings of a batch normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchNorm {
    /// ε: keeps the divisor from 0.
    pub eps: f32,
    /// m: how far one step moves the running statistics.
    pub momentum: f32,
}

impl Default for BatchNorm {
    /// PyTorch's values.
    fn default() -> Self {
        Self { eps: 1e-5, momentum: 0.1 }
    }
}

impl Op for BatchNorm {
    fn name(&self) -> &'static str {
        "batch norm"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        vec![Param::scale(vec![inputs[0].c]), Param::bias(inputs[0].c)]
    }

    fn running(&self, inputs: &[Shape]) -> Vec<Running> {
        let len = inputs[0].c;
        vec![
            Running { name: "running_mean", len, initial: 0.0 },
            Running { name: "running_var", len, initial: 1.0 },
        ]
    }

    /// μ, then 1 / √(σ² + ε), of each channel.
    fn saved(&self, inputs: &[Shape], _batch: usize) -> usize {
        2 * inputs[0].c
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for BatchNorm {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for BatchNorm {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for BatchNorm {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{LayerPass, Phase};

    fn run(eps: f32, x: &[f32], phase: Phase) -> [Vec<f32>; 2] {
        let (norm, shapes, x) = (BatchNorm { eps, momentum: 0.5 }, [Shape::flat(1)], [x]);
        let run = LayerPass::forward(&norm, x[0].len(), &shapes, &x, &[3.0, 1.0], &[], phase).unwrap();
        [run.y.clone(), run.backward(&vec![1.0; x[0].len()]).dx.concat()]
    }

    #[test]
    fn equal_values_become_the_bias() {
        for eps in [0.0, 1e-5] {
            for x in [0.0, 7.0, 1e38] {
                let run = run(eps, &[x; 3], Phase::Train { seed: 0 });
                assert_eq!(run, [vec![1.0; 3], vec![0.0; 3]], "{x}, {eps}");
            }
        }
    }

    #[test]
    fn nan_stays_alone_in_inference_only() {
        let x = [f32::NAN, 2.0];
        let [y, dx] = run(0.0, &x, Phase::Infer);
        assert!(y[0].is_nan());
        assert_eq!((y[1], dx), (7.0, vec![3.0; 2]));
        let both = run(0.0, &x, Phase::Train { seed: 0 });
        assert!(both.concat().iter().all(|value| value.is_nan()));
    }
}
