//! Why a text is no scene.

use std::fmt;

use crate::app::text::tr;
use crate::data::scenes::{SceneError, SceneNumber, ShapeColor, ShapeKind};

impl fmt::Display for SceneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Long { most } => tr!("a scene has at most {most} characters"),
            Self::Seed { found } => {
                tr!("a scene begins with a whole number, its seed, and not with {found:?}")
            }
            Self::Shapes { most, found } => tr!("a scene has at most {most} shapes, and not {found}"),
            Self::Fields { found } => tr!("a shape is kind.colour.x.y.size.angle, and not {found:?}"),
            Self::Kind { found } => {
                let all = ShapeKind::ALL.map(ShapeKind::name).join(", ");
                tr!("a shape is one of {all}, and not {found:?}")
            }
            Self::Color { found } => {
                let all = ShapeColor::ALL.map(ShapeColor::name).join(", ");
                tr!("a colour is one of {all}, and not {found:?}")
            }
            Self::Number { what, least, most, found } => out_of_bounds(*what, *least, *most, found),
        })
    }
}

fn out_of_bounds(what: SceneNumber, least: i32, most: i32, found: &str) -> String {
    match what {
        SceneNumber::X => {
            tr!("the x of a shape is a whole number from {least} to {most}, and not {found:?}")
        }
        SceneNumber::Y => {
            tr!("the y of a shape is a whole number from {least} to {most}, and not {found:?}")
        }
        SceneNumber::Size => {
            tr!("the size of a shape is a whole number from {least} to {most}, and not {found:?}")
        }
        SceneNumber::Angle => {
            tr!("the angle of a shape is a whole number from {least} to {most}, and not {found:?}")
        }
    }
}
