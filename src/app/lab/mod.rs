//! What every place with a timeline shares.

pub mod clock;
pub mod entry;
pub mod predict;
