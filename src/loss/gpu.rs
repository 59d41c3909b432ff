use super::{Loss, TOLERANCE};
use crate::program::{Count, Groups, Kernel, Program, SUMS};

/// The part of a shader that adds up the scores.
const TOTAL: &str = include_str!("total.wgsl");

/// Adds up so many scores of each sample.
fn total(scores: usize) -> Kernel {
    Kernel::new("total", Groups::each(Count::Fixed(1))).with("scores", scores as f64)
}

pub(super) fn program(loss: Loss, classes: usize) -> Program {
    Program {
        shader: vec![SUMS, TOTAL, include_str!("gpu.wgsl")],
        constants: vec![
            ("classes", classes as f64),
            ("kind", f64::from(loss as u8)),
            ("tolerance", f64::from(TOLERANCE)),
        ],
        forward: vec![Kernel::new("forward", Groups::threads(Count::Each(1))), total(1)],
        ..Program::default()
    }
}

/// The loss of each cell of maps, or of each value.
fn of_cells(constants: Vec<(&'static str, f64)>, entry: &'static str, cells: usize) -> Program {
    Program {
        shader: vec![SUMS, TOTAL, include_str!("cells.wgsl")],
        constants,
        forward: vec![
            Kernel::new(entry, Groups::threads(Count::Each(cells))).with("cells", cells as f64),
            total(cells),
        ],
        ..Program::default()
    }
}

pub(super) fn mask_program(loss: Loss, classes: usize, cells: usize) -> Program {
    of_cells(vec![("classes", classes as f64), ("kind", f64::from(loss as u8))], "mask", cells)
}

pub(super) fn reconstruction_program(loss: Loss, outputs: usize, latent: usize) -> Program {
    let constants = vec![("kind", f64::from(loss as u8)), ("latent", latent as f64)];
    of_cells(constants, "reconstruction", outputs)
}

pub(super) fn weighted_program(outputs: usize) -> Program {
    of_cells(Vec::new(), "weighted", outputs)
}
