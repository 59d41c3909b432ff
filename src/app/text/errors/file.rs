//! Why a file is no network.

use std::fmt;

use crate::app::text::{Text, tr};
use crate::session::FileError;

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread => f.write_str(&Text("the browser cannot read it, or has no room for it")),
            Self::Onnx(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::Tensors(error) => error.fmt(f),
            Self::Weights(error) => error.fmt(f),
            Self::Unknown { tensors, first } => f.write_str(&tr!(
                "its {tensors} tensors, as {first}, are those of no network that is known here"
            )),
        }
    }
}
