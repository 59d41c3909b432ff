use super::LayerNorm;
use crate::program::{Count, Groups, Kernel, Program, SUMS};

pub(super) fn program(norm: &LayerNorm, length: usize) -> Program {
    let samples = Groups::each(Count::Each(1));
    Program {
        shader: vec![SUMS, include_str!("gpu.wgsl")],
        constants: vec![("length", length as f64), ("eps", f64::from(norm.eps))],
        forward: vec![Kernel::new("forward", samples)],
        backward: vec![
            Kernel::new("sums", Groups::threads(Count::Fixed(length))).only_dparams(),
            Kernel::new("backward", samples).only_dx(),
        ],
        ..Program::default()
    }
}
