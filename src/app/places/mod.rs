//! The places of the page, each a folder.

pub mod convolve;
pub mod counts;
pub mod draw;
pub mod functions;
pub mod measure;
pub mod networks;
pub mod norms;
pub mod pool;
pub mod scenes;
pub mod stack;
pub mod train;
pub mod volumes;
