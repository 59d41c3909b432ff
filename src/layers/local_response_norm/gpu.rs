use super::LocalResponseNorm;
use crate::program::Program;
use crate::shape::Shape;

pub(super) fn program(norm: &LocalResponseNorm, shape: Shape) -> Program {
    let constants = vec![
        ("channels", shape.c as f64),
        ("area", shape.area() as f64),
        ("size", norm.size as f64),
        ("share", f64::from(norm.alpha / norm.size as f32)),
        ("beta", f64::from(norm.beta)),
        ("base", f64::from(norm.k)),
    ];
    Program::of_values(include_str!("gpu.wgsl"), constants, shape.len())
}
