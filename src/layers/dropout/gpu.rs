use super::Dropout;
use crate::program::Program;

pub(super) fn program(dropout: &Dropout, length: usize) -> Program {
    let constants = vec![("rate", f64::from(dropout.rate)), ("length", length as f64)];
    Program::of_values(include_str!("gpu.wgsl"), constants, length)
}
