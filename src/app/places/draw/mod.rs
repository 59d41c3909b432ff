//! The place Draw: a drawn digit, and what every layer of a network makes of it.

pub mod columns;
pub mod explain;
pub mod layout;
pub mod model;
