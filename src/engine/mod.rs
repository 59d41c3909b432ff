//! Who runs a planned network.

mod cpu;

pub use cpu::Cpu;
