//! What the page says when something cannot be had from elsewhere, and the words of all errors: each is `Display` of an error that
//! the core answers, which knows no words itself. A file for each origin.

mod command;
mod data;
mod file;
mod network;
mod onnx;
mod onnx_node;
mod scene;
mod tensors;
mod weights;

use crate::app::text::{Text, tr};

/// A file of the site cannot be fetched.
pub fn unreachable(path: &str) -> String {
    tr!("The file {path} cannot be reached: please check the connection and reload the page.")
}

/// The file, or the rest of it, does not come.
pub fn stalled(path: &str) -> String {
    tr!("The file {path} does not come: please check the connection.")
}

/// The server has no such file.
pub fn missing(path: &str, status: u16) -> String {
    tr!("The file {path} is missing (status {status}): please check that all of the site is there.")
}

/// The file is larger than it may be.
pub fn too_large(path: &str, max_bytes: f64) -> String {
    tr!("The file {path} is too large: at most {} MB are expected.", max_bytes / 1e6)
}

/// WebGPU is refused to pages without encryption.
pub const WEBGPU_NEEDS_HTTPS: Text = Text(
    "WebGPU works only on secure pages: open this one over https, or on the machine that serves it as localhost.",
);
