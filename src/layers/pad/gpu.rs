use super::Pad;
use crate::layers::tap_table::TapTable;
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(pad: &Pad, input: Shape, output: Shape) -> Program {
    let threads = |shape: Shape| Groups::threads(Count::Each(shape.len()));
    let mut program = Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("channels", input.c as f64), ("constant", f64::from(pad.padding_mode.constant()))],
        forward: vec![Kernel::new("forward", threads(output))],
        backward: vec![Kernel::new("backward", threads(input)).only_dx()],
        ..Program::default()
    };
    TapTable::of(pad.windows(), pad.padding_mode, input, output).describe(&mut program);
    program
}
