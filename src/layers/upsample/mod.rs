//! Rows and columns several times: what enlarges maps in networks that answer with pictures.
//!
//! With a factor s, cell i of an axis stands at (i + ½) / s − ½ of the input's cells. **Nearest** takes the cell ⌊i / s⌋;
//! **bilinear** what lies between the two cells around, x₀ (1 − t) + x₁ t along both axes, where cells behind the edges are those at
//! the edges. C × H × W in, C × s₁H × s₂W out; as `torch.nn.Upsample`, with `align_corners=False`. Backward adds to every cell what
//! was taken of it.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, upsample::{Interpolation, Upsample}};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(1, 1, 2)], [&[0.0, 4.0]]);
//! let enlarged = |interpolation| {
//!     let upsample = Upsample { factors: [1, 2], interpolation };
//!     LayerPass::forward(&upsample, 1, &shapes, &x, &[], &[], Phase::Infer).map(|run| run.y.clone())
//! };
//! assert_eq!(enlarged(Interpolation::Nearest)?, [0.0, 0.0, 4.0, 4.0]);
//! assert_eq!(enlarged(Interpolation::Bilinear)?, [0.0, 1.0, 3.0, 4.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

pub use cpu::{Between, between};

/// What an enlarged cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Interpolation {
    /// The cell that it lies in.
    Nearest,
    /// What lies between the two rows and columns around it.
    Bilinear,
}

impl Interpolation {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Nearest, Self::Bilinear];
}

/// Settings of an upsampling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upsample {
    /// How many times as many rows and columns come out.
    pub factors: [usize; 2],
    /// What they hold.
    pub interpolation: Interpolation,
}

impl Upsample {
    /// Where the rows and the columns of the output take their values from.
    fn axes(self, input: Shape) -> [Vec<Between>; 2] {
        let [rows, columns] = self.factors;
        let axis = |len: usize, factor: usize| match self.interpolation {
            Interpolation::Nearest => {
                (0..len * factor).map(|i| Between { low: i / factor, high: i / factor, t: 0.0 }).collect()
            }
            Interpolation::Bilinear => between(len, len * factor).collect(),
        };
        [axis(input.h, rows), axis(input.w, columns)]
    }
}

impl Op for Upsample {
    fn name(&self) -> &'static str {
        "upsample"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let input = one_input(self, inputs)?;
        if self.factors.contains(&0) {
            return Err(shape_error(
                self,
                inputs,
                Reason::Setting { name: "factor".to_owned(), must: Must::AtLeast1 },
            ));
        }
        let [rows, columns] = self.factors;
        // The plan refuses what is too large.
        Ok(Shape::new(input.c, input.h.saturating_mul(rows), input.w.saturating_mul(columns)))
    }

    fn takes_lanes(&self) -> bool {
        true
    }

    /// Several cells see the same one: no window describes it, unless nothing is enlarged.
    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        (self.factors == [1, 1]).then_some([Window::new(1); 2])
    }
}

impl CpuForward for Upsample {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(*self, pass);
    }
}

impl CpuOp for Upsample {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(*self, pass);
    }
}

impl GpuOp for Upsample {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::program(*self, inputs[0], output)
    }
}
