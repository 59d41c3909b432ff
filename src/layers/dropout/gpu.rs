use super::{Dropout, RANDOM};
use crate::program::Program;

pub(super) fn program(dropout: &Dropout, length: usize) -> Program {
    let constants = vec![("rate", f64::from(dropout.rate)), ("length", length as f64)];
    let program = Program::of_values(include_str!("gpu.wgsl"), constants, length);
    Program { shader: [vec![RANDOM], program.shader].concat(), ..program }
}
