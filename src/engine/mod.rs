//! Who runs a planned network.

mod cpu;
pub mod gpu;
mod wanted;

pub use cpu::Cpu;
pub use gpu::Gpu;
pub use wanted::Wanted;
