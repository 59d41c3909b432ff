use super::BatchNorm;
use crate::layers::SUMS;
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(norm: &BatchNorm, shape: Shape) -> Program {
    let channels = Groups::each(Count::Fixed(shape.c));
    Program {
        shader: vec![SUMS, include_str!("gpu.wgsl")],
        constants: vec![
            ("channels", shape.c as f64),
            ("area", shape.area() as f64),
            ("eps", f64::from(norm.eps)),
            ("momentum", f64::from(norm.momentum)),
        ],
        scratch: 2 * shape.c,
        forward: vec![Kernel::new("forward", channels)],
        backward: vec![
            Kernel::new("sums", channels),
            Kernel::new("backward", Groups::threads(Count::Each(shape.len()))).only_dx(),
        ],
        ..Program::default()
    }
}
