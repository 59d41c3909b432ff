//! What is on the screen as PyTorch code.

mod convolution;
mod network;
mod pool;
mod training;

pub use convolution::convolution;
pub use network::network;
pub use pool::pool;
pub use training::training;

#[cfg(test)]
mod tests;
