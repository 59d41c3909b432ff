use super::{Between, Upsample};
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(upsample: Upsample, input: Shape, output: Shape) -> Program {
    let threads = |shape: Shape| Groups::threads(Count::Each(shape.len()));
    let [rows, columns] = upsample.axes(input);
    let cell = |Between { low, high, t }| [low as u32, high as u32, t.to_bits()];
    Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: [
            ("channels", input.c),
            ("height", input.h),
            ("width", input.w),
            ("out_height", output.h),
            ("out_width", output.w),
        ]
        .map(|(name, n)| (name, n as f64))
        .to_vec(),
        table: rows.into_iter().chain(columns).flat_map(cell).collect(),
        forward: vec![Kernel::new("forward", threads(output))],
        backward: vec![Kernel::new("backward", threads(input)).only_dx()],
        ..Program::default()
    }
}
