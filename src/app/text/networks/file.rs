//! What is said about a network from somebody's file.

use crate::app::text::{Text, tr};
use crate::network::Bytes;
use crate::session::FileKind;
use crate::zoo::Version;

pub const OPEN: Text = Text("Open a network …");
pub const OPENS: Text = Text(
    "ONNX, safetensors, PyTorch’s .pt and .pth, or a network of this page. It stays in this browser. Drop it anywhere here.",
);
pub const YOUR_FILE: Text = Text("your file");
pub const READING: Text = Text("Reading");
pub const OPEN_AGAIN: Text =
    Text("The network that was open here is no longer in this browser: open its file again.");
pub const ASKS_SIZE: Text = Text("The file does not say how large the input is.");
pub const SIZE: [(Text, Text); 3] =
    [(Text("Channels"), Text("channels")), (Text("Rows"), Text("rows")), (Text("Columns"), Text("columns"))];
pub const OPEN_WITH_SIZE: Text = Text("Open");
pub const CANCEL: Text = Text("Cancel");
pub const VALUES: Text = Text("What its inputs are");
pub const VALUES_ARE: [Text; 4] =
    [Text("ImageNet’s mean and deviation"), Text("0 to 1"), Text("−1 to 1"), Text("0 to 255")];
pub const CLASSES: Text = Text("Names of its classes, a line each");
pub const TOO_LARGE_TO_KEEP: Text = Text(
    "It is too large to be kept: other places cannot open it, and after a reload its file has to be opened again.",
);

/// Below its name in the list: "your file · 4.6 M".
pub fn file_and_size(params: &str) -> String {
    tr!("your file · {params}")
}

/// What kind of file it was.
pub fn kind(kind: &FileKind) -> String {
    match kind {
        FileKind::Onnx { softmax: false } => Text("A network in ONNX.").into(),
        FileKind::Onnx { softmax: true } => Text(
            "A network in ONNX. It ends in a softmax, which is left out here: what comes out are logits.",
        )
        .into(),
        FileKind::Known(architecture, version) => {
            let name = super::about(*architecture).name;
            if architecture.has_versions() && *version == Version::Paper {
                tr!("Weights of {name}, as the paper has it.")
            } else {
                tr!("Weights of {name}.")
            }
        }
        FileKind::Own => Text("A network of this page with its weights.").into(),
        FileKind::WithoutWeights => Text("A network without weights: those it has here are random.").into(),
    }
}

/// Weights that are no numbers.
pub fn not_finite(count: &str) -> String {
    tr!("{count} of its weights are infinite or no numbers.")
}

/// A file that a tab has no room for.
pub fn too_large(name: &str, bytes: Bytes, most: Bytes) -> String {
    tr!("{name} has {bytes}: files of up to {most} are opened, since what is read has to be there beside it.")
}

/// A worker that ended while it read.
pub fn no_room(name: &str) -> String {
    tr!(
        "{name} could not be read: the part of the page that reads it has ended, as it does where memory is too small."
    )
}
