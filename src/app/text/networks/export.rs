//! What is said about files of a network that are handed out.

use crate::network::Bytes;

/// What is handed out, in the order of the formats.
pub const FORMATS: [&str; 7] = [
    "Table (CSV)",
    "Table (Markdown)",
    "Diagram (SVG)",
    "Diagram (PNG)",
    "Diagram (TikZ)",
    "Network (PyTorch)",
    "Network (ONNX)",
];
pub const NOT_IN_ONNX: &str = "ONNX has no operation for one of its layers: a local response norm over an even number of channels, or an output padding beyond the stride.";
/// Behind what was saved where no weights of the network are here.
pub const RANDOM_WEIGHTS: &str = "Its weights are random, since none are loaded here.";

/// Weights of which no file is made.
pub fn too_large_to_write(bytes: Bytes, most: Bytes) -> String {
    format!("Its weights take {bytes}: files of up to {most} are written here.")
}
