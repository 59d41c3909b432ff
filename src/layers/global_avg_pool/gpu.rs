use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(shape: Shape) -> Program {
    let threads = |count| Groups::threads(Count::Each(count));
    Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("channels", shape.c as f64), ("area", shape.area() as f64)],
        forward: vec![Kernel::new("forward", threads(shape.c))],
        backward: vec![Kernel::new("backward", threads(shape.len())).only_dx()],
        ..Program::default()
    }
}
