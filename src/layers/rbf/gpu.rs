use super::Rbf;
use crate::program::{Count, Groups, Kernel, Program};

pub(super) fn program(rbf: &Rbf, values: usize) -> Program {
    let codes = rbf.codes.len();
    let threads = |count| Groups::threads(Count::Each(count));
    Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![("codes", codes as f64), ("values", values as f64)],
        table: rbf.codes.iter().flatten().map(|&code| u32::from(code)).collect(),
        forward: vec![Kernel::new("forward", threads(codes))],
        backward: vec![Kernel::new("backward", threads(values)).only_dx()],
        ..Program::default()
    }
}
