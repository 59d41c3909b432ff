use std::fmt;

use super::{ShapeColor, ShapeKind};

/// Why a text is no scene.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SceneError {
    /// It is too long.
    Long { most: usize },
    /// It does not begin with a seed.
    Seed { found: String },
    /// There are too many shapes.
    Shapes { most: usize, found: usize },
    /// A shape has too few or too many fields.
    Fields { found: String },
    /// There is no such kind of shape.
    Kind { found: String },
    /// There is no such colour.
    Color { found: String },
    /// A number is none, or out of its bounds.
    Number { what: &'static str, least: i32, most: i32, found: String },
}

impl fmt::Display for SceneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Long { most } => write!(f, "a scene has at most {most} characters"),
            Self::Seed { found } => {
                write!(f, "a scene begins with a whole number, its seed, and not with {found:?}")
            }
            Self::Shapes { most, found } => write!(f, "a scene has at most {most} shapes, and not {found}"),
            Self::Fields { found } => {
                write!(f, "a shape is kind.colour.x.y.size.angle, and not {found:?}")
            }
            Self::Kind { found } => {
                let all = ShapeKind::ALL.map(ShapeKind::name).join(", ");
                write!(f, "a shape is one of {all}, and not {found:?}")
            }
            Self::Color { found } => {
                let all = ShapeColor::ALL.map(ShapeColor::name).join(", ");
                write!(f, "a colour is one of {all}, and not {found:?}")
            }
            Self::Number { what, least, most, found } => {
                write!(f, "the {what} of a shape is a whole number from {least} to {most}, and not {found:?}")
            }
        }
    }
}

impl std::error::Error for SceneError {}
