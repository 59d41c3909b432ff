//! The places of the page, each a folder.

pub mod convolve;
pub mod draw;
pub mod networks;
pub mod pool;
pub mod stack;
pub mod train;
