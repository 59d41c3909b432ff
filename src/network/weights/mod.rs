//! [`Weights`] and their files, also those that other programs write.

mod error;
mod load;
mod names;
mod order;
mod search;
mod values;

use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};

pub use error::{Differences, Doubt, Listed, WeightsError, WrongShape};
pub use load::{LoadNotes, LoadedWeights};

use super::{Plan, SlotKind};

/// A network's numbers, flat: every parameter and every running statistic at the place its [`Plan`] gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The trained parameters.
    pub params: Vec<f32>,
    /// The running statistics.
    pub running: Vec<f32>,
}

impl Weights {
    /// Reads a safetensors file: see [`load`](Self::load).
    pub fn from_safetensors(plan: &Plan, bytes: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self::load(plan, bytes)?.weights)
    }

    /// Writes a safetensors file with `metadata`.
    pub fn to_safetensors(&self, plan: &Plan, metadata: HashMap<String, String>) -> Vec<u8> {
        self.write(plan, metadata, Dtype::F32, |value| value.to_le_bytes().to_vec())
    }

    /// The same in half precision, half as large: every value is rounded to 11 binary digits.
    pub fn to_safetensors_half(&self, plan: &Plan, metadata: HashMap<String, String>) -> Vec<u8> {
        self.write(plan, metadata, Dtype::F16, |value| f16::from_f32(value).to_le_bytes().to_vec())
    }

    fn write(
        &self,
        plan: &Plan,
        metadata: HashMap<String, String>,
        dtype: Dtype,
        encode: impl Fn(f32) -> Vec<u8>,
    ) -> Vec<u8> {
        let bytes: Vec<Vec<u8>> = plan
            .slots()
            .iter()
            .map(|slot| match slot.kind {
                SlotKind::Param { .. } => &self.params[slot.range.clone()],
                SlotKind::Running { .. } => &self.running[slot.range.clone()],
            })
            .map(|values| values.iter().flat_map(|value| encode(*value)).collect())
            .collect();
        let tensors = plan.slots().iter().zip(&bytes).map(|(slot, bytes)| {
            let view = TensorView::new(dtype, slot.dims.clone(), bytes).expect("as many bytes as dims say");
            (slot.name.clone(), view)
        });
        // The library writes a broken header for empty metadata without tensors, as a network without parameters has.
        let metadata = Some(metadata).filter(|metadata| !metadata.is_empty() || !plan.slots().is_empty());
        safetensors::serialize(tensors, metadata).expect("views were checked")
    }
}

#[cfg(test)]
mod tests;
