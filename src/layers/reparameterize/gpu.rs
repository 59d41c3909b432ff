use super::RANDOM;
use crate::program::Program;

pub(super) fn program(length: usize) -> Program {
    let program = Program::of_values(include_str!("gpu.wgsl"), vec![("length", length as f64)], length);
    Program { shader: [vec![RANDOM], program.shader].concat(), ..program }
}
