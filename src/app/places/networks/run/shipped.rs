//! What comes with the site to be run, and to be shown.

use crate::app::text::Text;
use crate::app::text::networks::run as text;
use crate::zoo::{Architecture, LITE0_WEIGHTS};

/// A network whose weights come with the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The file.
    pub path: &'static str,
    /// Its bytes.
    pub bytes: u64,
}

/// The weights of a network of the literature, if they come with the site.
pub const fn shipped(architecture: Architecture) -> Option<Shipped> {
    match architecture {
        Architecture::EfficientNetLite0 => {
            let (path, bytes) = LITE0_WEIGHTS;
            Some(Shipped { path, bytes })
        }
        Architecture::LeNet5 => Some(Shipped { path: "assets/weights/lenet5.safetensors", bytes: 122_760 }),
        _ => None,
    }
}

/// The photographs of the site: their files, and what they are called.
pub const PHOTOGRAPHS: [(&str, Text); 5] = [
    ("assets/photographs/chelsea.jpg", text::PHOTOGRAPHS[0]),
    ("assets/photographs/coffee.jpg", text::PHOTOGRAPHS[1]),
    ("assets/photographs/astronaut.jpg", text::PHOTOGRAPHS[2]),
    ("assets/photographs/camera.jpg", text::PHOTOGRAPHS[3]),
    ("assets/photographs/rocket.jpg", text::PHOTOGRAPHS[4]),
];
