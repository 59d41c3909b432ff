//! What is said about files of a network that are handed out.

use crate::app::text::{Text, tr};
use crate::network::Bytes;

/// What is handed out, in the order of the formats.
pub const FORMATS: [Text; 7] = [
    Text("Table (CSV)"),
    Text("Table (Markdown)"),
    Text("Diagram (SVG)"),
    Text("Diagram (PNG)"),
    Text("Diagram (TikZ)"),
    Text("Network (PyTorch)"),
    Text("Network (ONNX)"),
];
pub const NOT_IN_ONNX: Text = Text(
    "ONNX has no operation for one of its layers: a local response norm over an even number of channels, or an output padding beyond the stride.",
);
/// Behind what was saved where no weights of the network are here.
pub const RANDOM_WEIGHTS: Text = Text("Its weights are random, since none are loaded here.");

/// Weights of which no file is made.
pub fn too_large_to_write(bytes: Bytes, most: Bytes) -> String {
    tr!("Its weights take {bytes}: files of up to {most} are written here.")
}
