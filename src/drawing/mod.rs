//! What a person draws, and how it becomes what the network receives.

pub mod polyline;
