//! Why a file is not a network's weights.

use std::fmt::{self, Display};

use super::tensors::not_tensors;
use crate::app::text::{Text, tr};
use crate::network::{Differences, Doubt, Listed, WeightsError, WeightsFileError, WrongShape};
use crate::session::tensors::NotSafetensors;

impl Display for WeightsFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Weights(error) => error.fmt(f),
        }
    }
}

impl Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::File(NotSafetensors(why)) => not_tensors(why),
            Self::Mismatch(differences) => differences.to_string(),
            Self::Type { name, found } => {
                tr!("the tensor {name} is of the type {found}, which is not read here")
            }
            Self::Inexact { name } => {
                tr!("the tensor {name} holds whole numbers that are too large for a weight")
            }
            Self::NotFinite { count } => {
                tr!("it holds values that are not finite numbers: {count} of them")
            }
            Self::TooLarge { name } => {
                tr!("the tensor {name} holds numbers that are too large for a weight")
            }
        })
    }
}

impl Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Text("the tensors are those of another network"))?;
        let Self { missing, unexpected, shapes, doubts } = self;
        if !missing.is_empty() {
            write!(f, "; {}", tr!("missing: {missing}"))?;
        }
        if !unexpected.is_empty() {
            write!(f, "; {}", tr!("unexpected: {unexpected}"))?;
        }
        if !shapes.is_empty() {
            write!(f, "; {}", tr!("of another shape: {shapes}"))?;
        }
        if !doubts.is_empty() {
            write!(f, "; {}", tr!("the shapes fit in more than one way: {doubts}"))?;
        }
        Ok(())
    }
}

impl<T: Display> Display for Listed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shown, more } = self;
        let listed = shown.iter().map(T::to_string).collect::<Vec<_>>().join(", ");
        f.write_str(&if *more > 0 { tr!("{listed} and {more} more") } else { listed })
    }
}

impl Display for WrongShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, expected, found } = self;
        f.write_str(&tr!("{name} is {found:?} instead of {expected:?}"))
    }
}

impl Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ours, theirs: [one, other] } = self;
        f.write_str(&tr!("{ours} could be {one} or {other}"))
    }
}
