//! What is said about a network from somebody's file.

use crate::network::Bytes;
use crate::session::FileKind;
use crate::zoo::Version;

pub const OPEN: &str = "Open a network …";
pub const OPENS: &str = "ONNX, safetensors, PyTorch’s .pt and .pth, or a network of this page. It stays in this browser. Drop it anywhere here.";
pub const YOUR_FILE: &str = "your file";
pub const READING: &str = "Reading";
pub const OPEN_AGAIN: &str =
    "The network that was open here is no longer in this browser: open its file again.";
pub const ASKS_SIZE: &str = "The file does not say how large the input is.";
pub const SIZE: [(&str, &str); 3] = [("Channels", "channels"), ("Rows", "rows"), ("Columns", "columns")];
pub const OPEN_WITH_SIZE: &str = "Open";
pub const CANCEL: &str = "Cancel";
pub const VALUES: &str = "What its inputs are";
pub const VALUES_ARE: [&str; 4] = ["ImageNet’s mean and deviation", "0 to 1", "−1 to 1", "0 to 255"];
pub const CLASSES: &str = "Names of its classes, a line each";
pub const TOO_LARGE_TO_KEEP: &str = "It is too large to be kept: other places cannot open it, and after a reload its file has to be opened again.";

/// Below its name in the list: "your file · 4.6 M".
pub fn file_and_size(params: &str) -> String {
    format!("your file · {params}")
}

/// What kind of file it was.
pub fn kind(kind: &FileKind) -> String {
    match kind {
        FileKind::Onnx { softmax: false } => "A network in ONNX.".to_owned(),
        FileKind::Onnx { softmax: true } => {
            "A network in ONNX. It ends in a softmax, which is left out here: what comes out are logits."
                .to_owned()
        }
        FileKind::Known(architecture, version) => {
            let of_paper = if architecture.has_versions() && *version == Version::Paper {
                ", as the paper has it"
            } else {
                ""
            };
            format!("Weights of {}{of_paper}.", super::about(*architecture).name)
        }
        FileKind::Own => "A network of this page with its weights.".to_owned(),
        FileKind::WithoutWeights => "A network without weights: those it has here are random.".to_owned(),
    }
}

/// Weights that are no numbers.
pub fn not_finite(count: &str) -> String {
    format!("{count} of its weights are infinite or no numbers.")
}

/// A file that a tab has no room for.
pub fn too_large(name: &str, bytes: Bytes, most: Bytes) -> String {
    format!(
        "{name} has {bytes}: files of up to {most} are opened, since what is read has to be there beside it."
    )
}

/// A worker that ended while it read.
pub fn no_room(name: &str) -> String {
    format!(
        "{name} could not be read: the part of the page that reads it has ended, as it does where memory is too small."
    )
}
