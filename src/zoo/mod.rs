//! Networks worth knowing.

mod digits;
mod lenet5;
mod modern;
mod templates;

pub use digits::digits;
pub use lenet5::{lenet5, small_lenet};
pub use modern::{inception, modern, plain, residual};
pub use templates::{Template, dense, softmax_regression};
