//! Networks worth knowing.

mod digits;
mod lenet5;

pub use digits::digits;
pub use lenet5::small_lenet;
