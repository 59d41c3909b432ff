use super::{HUBER_DELTA, Loss, TOLERANCE};
use crate::program::{Count, Groups, Kernel, Program, SUMS};

/// The part of a shader that adds up the scores.
const TOTAL: &str = include_str!("total.wgsl");

/// The part that is Huber's.
const HUBER: &str = include_str!("huber.wgsl");

/// Which loss, and Huber's δ.
fn kind(loss: Loss) -> [(&'static str, f64); 2] {
    [("kind", f64::from(loss as u8)), ("delta", f64::from(HUBER_DELTA))]
}

/// Adds up so many scores of each sample.
fn total(scores: usize) -> Kernel {
    Kernel::new("total", Groups::each(Count::Fixed(1))).with("scores", scores as f64)
}

pub(super) fn program(loss: Loss, classes: usize) -> Program {
    Program {
        shader: vec![SUMS, TOTAL, HUBER, include_str!("gpu.wgsl")],
        constants: [("classes", classes as f64), ("tolerance", f64::from(TOLERANCE))]
            .into_iter()
            .chain(kind(loss))
            .collect(),
        forward: vec![Kernel::new("forward", Groups::threads(Count::Each(1))), total(1)],
        ..Program::default()
    }
}

/// The loss of each cell of maps, or of each value; a constant beside those of the loss.
fn of_cells(loss: Loss, own: Option<(&'static str, usize)>, entry: &'static str, cells: usize) -> Program {
    let own = own.map(|(name, value)| (name, value as f64));
    Program {
        shader: vec![SUMS, TOTAL, HUBER, include_str!("cells.wgsl")],
        constants: own.into_iter().chain(kind(loss)).collect(),
        forward: vec![
            Kernel::new(entry, Groups::threads(Count::Each(cells))).with("cells", cells as f64),
            total(cells),
        ],
        ..Program::default()
    }
}

pub(super) fn mask_program(loss: Loss, classes: usize, cells: usize) -> Program {
    of_cells(loss, Some(("classes", classes)), "mask", cells)
}

pub(super) fn reconstruction_program(loss: Loss, outputs: usize, latent: usize) -> Program {
    of_cells(loss, Some(("latent", latent)), "reconstruction", outputs)
}

pub(super) fn weighted_program(loss: Loss, outputs: usize) -> Program {
    of_cells(loss, None, "weighted", outputs)
}
