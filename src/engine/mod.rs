//! Who runs a planned network.

mod cpu;
pub mod gpu;

pub use cpu::Cpu;
pub use gpu::Gpu;
