//! Convoscope: see convolution.
//!
//! The modules in reading order; ARCHITECTURE.md tells how they hang together.

pub mod argsort;
pub mod decimal;
pub mod dot;
pub mod format;
pub mod padding_mode;
pub mod program;
pub mod random;
pub mod shape;
pub mod window;

pub mod drawing;

pub mod detection;

pub mod data;
pub mod embedding;

pub mod tensors;

pub mod layers;
pub mod network;
pub mod onnx;

pub mod zoo;

pub mod loss;
pub mod optimizer;

pub mod engine;

pub mod explain;
pub mod style;
pub mod training;

pub mod session;

pub mod app;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod ui;
