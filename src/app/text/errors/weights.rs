//! Why a file is not a network's weights.

use std::fmt::{self, Display};

use super::tensors::not_tensors;
use crate::app::text::{Text, tr};
use crate::network::{Differences, Doubt, Listed, WeightsError, WrongShape};
use crate::session::tensors::{NotTensors, TensorFileError};

impl Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            error => f.write_str(&of_safetensors(error)),
        }
    }
}

/// What is wrong with weights that the site has, which are safetensors files.
pub(super) fn of_safetensors(error: &WeightsError) -> String {
    match error {
        WeightsError::File(TensorFileError::Format { why: NotTensors::Reader(why) }) => not_tensors(why),
        WeightsError::File(_) => Text("no tensors can be read from it").into(),
        WeightsError::Mismatch(differences) => differences.to_string(),
        WeightsError::Type { name, found } => {
            tr!("the tensor {name} is of the type {found}, which is not read here")
        }
        WeightsError::Inexact { name } => {
            tr!("the tensor {name} holds whole numbers that are too large for a weight")
        }
        WeightsError::NotFinite { count } => {
            tr!("it holds values that are not finite numbers: {count} of them")
        }
        WeightsError::TooLarge { name } => {
            tr!("the tensor {name} holds numbers that are too large for a weight")
        }
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
