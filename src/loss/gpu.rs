use super::{Loss, TOLERANCE};
use crate::program::{Count, Groups, Kernel, Program};

pub(super) fn program(loss: Loss, classes: usize) -> Program {
    Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![
            ("classes", classes as f64),
            ("kind", f64::from(loss as u8)),
            ("tolerance", f64::from(TOLERANCE)),
        ],
        forward: vec![
            Kernel::new("forward", Groups::threads(Count::Each(1))),
            Kernel::new("total", Groups::each(Count::Fixed(1))),
        ],
        ..Program::default()
    }
}

/// The loss of each cell of maps, or of each value.
fn of_cells(constants: Vec<(&'static str, f64)>, entry: &'static str, cells: usize) -> Program {
    let cells_of = |kernel: Kernel| kernel.with("cells", cells as f64);
    Program {
        shader: vec![include_str!("cells.wgsl")],
        constants,
        forward: vec![
            cells_of(Kernel::new(entry, Groups::threads(Count::Each(cells)))),
            cells_of(Kernel::new("total", Groups::each(Count::Fixed(1)))),
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
