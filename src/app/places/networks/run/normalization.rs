//! What published weights take.

use crate::data::photograph::Normalization;
use crate::zoo::{Architecture, Version};

/// What the values of an input are that published weights of a network take.
pub const fn normalization_of(architecture: Architecture, version: Version) -> Normalization {
    match (architecture, version) {
        (Architecture::EfficientNetLite0, _) => Normalization::LITE,
        (Architecture::GoogLeNet, Version::Torchvision) => Normalization::HALVES,
        _ => Normalization::IMAGENET,
    }
}
