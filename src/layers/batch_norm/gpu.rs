use super::BatchNorm;
use crate::layers::slices;
use crate::program::{Count, Groups, Kernel, Program, SUMS};
use crate::shape::Shape;

pub(super) fn program(norm: &BatchNorm, shape: Shape) -> Program {
    let slices = slices(shape.c, shape.area());
    let sliced = |entry| Kernel::new(entry, Groups::each(Count::Fixed(shape.c * slices)));
    Program {
        shader: vec![SUMS, include_str!("gpu.wgsl")],
        constants: vec![
            ("channels", shape.c as f64),
            ("area", shape.area() as f64),
            ("eps", f64::from(norm.eps)),
            ("momentum", f64::from(norm.momentum)),
            ("slices", slices as f64),
        ],
        scratch: shape.c * (3 * slices + 3),
        forward: vec![sliced("look"), sliced("spread"), sliced("forward")],
        backward: vec![
            sliced("sums"),
            Kernel::new("collect", Groups::each(Count::Fixed(shape.c))),
            Kernel::new("backward", Groups::threads(Count::Each(shape.len()))).only_dx(),
        ],
        ..Program::default()
    }
}
