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
