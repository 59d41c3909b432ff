use super::{Pool, PoolKind, cpu};
use crate::layers::tap_table::TapTable;
use crate::padding_mode::PaddingMode;
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

pub(super) fn program(pool: &Pool, input: Shape, output: Shape) -> Program {
    let threads = |shape: Shape| Groups::threads(Count::Each(shape.len()));
    let average = pool.kind != PoolKind::Max;
    let mut program = Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("channels", input.c as f64), ("average", f64::from(u8::from(average)))],
        forward: vec![Kernel::new("forward", threads(output))],
        ..Program::default()
    };
    let sweep = TapTable::of(pool.swept(input), PaddingMode::ZERO, input, output);
    let backward = match sweep.is_apart() {
        true => Kernel::new("backward_apart", threads(output)),
        false => Kernel::new("backward", threads(input)),
    };
    program.backward.push(backward.only_dx());
    sweep.describe(&mut program);
    program.constants.push(("divisors_at", program.table.len() as f64));
    program.table.extend(cpu::divisors(pool, input, output).map(|divisor| divisor as u32));
    program
}
