use crate::program::Program;
use crate::shape::Shape;

pub(super) fn program(shape: Shape) -> Program {
    let constants = vec![("channels", shape.c as f64), ("area", shape.area() as f64)];
    Program::of_values(include_str!("gpu.wgsl"), constants, shape.area())
}
