use super::Pad;
use crate::layers::sweep::Sweep;
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(pad: &Pad, input: Shape, output: Shape) -> Program {
    let threads = |shape: Shape| Groups::threads(Count::Each(shape.len()));
    let mut program = Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("channels", input.c as f64), ("constant", f64::from(pad.fill.constant()))],
        forward: vec![Kernel::new("forward", threads(output))],
        backward: vec![Kernel::new("backward", threads(input)).only_dx()],
        ..Program::default()
    };
    Sweep::of(pad.windows(), pad.fill, input, output).describe(&mut program);
    program
}
