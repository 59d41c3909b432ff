//! [`Weights`] and their files, also those that other programs write.

mod error;
mod load;
mod names;
mod order;
mod search;

use std::borrow::Cow;
use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, View};
use serde::{Deserialize, Serialize};

pub use error::{Differences, Doubt, Listed, WeightsError, WeightsFileError, WrongShape};
pub use load::{LoadNotes, LoadedWeights};

use load::without_numbers;
use names::by_name;

use super::{Network, Plan, SlotKind};
use crate::tensors::{Tensor, read_safetensors};

/// A network's numbers, flat: every parameter and every running statistic at the place its [`Plan`] gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The trained parameters.
    pub params: Vec<f32>,
    /// The running statistics.
    pub running: Vec<f32>,
}

impl Weights {
    /// Whether all of them are finite numbers.
    pub fn is_finite(&self) -> bool {
        self.params.iter().chain(&self.running).all(|value| value.is_finite())
    }

    /// How many of them are infinite or no numbers.
    pub fn count_not_finite(&self) -> usize {
        self.params.iter().chain(&self.running).filter(|value| !value.is_finite()).count()
    }

    /// Reads a safetensors file of finite numbers whose tensors have the names of the plan, and no others. [`load`](Self::load) reads
    /// more: programs that need that not leave it out.
    pub fn from_safetensors(plan: &Plan, bytes: &[u8]) -> Result<Self, WeightsError> {
        let file = read_safetensors(bytes).map_err(WeightsError::File)?;
        let tensors: Vec<&Tensor<'_>> = file.tensors.iter().collect();
        let found = by_name(plan, &without_numbers(&tensors), 0).map_err(WeightsError::Mismatch)?;
        let weights = Self::read(plan, &found.into_iter().map(|index| tensors[index]).collect::<Vec<_>>())?;
        match weights.count_not_finite() {
            0 => Ok(weights),
            count => Err(WeightsError::NotFinite { count }),
        }
    }

    /// Writes a safetensors file with `metadata`.
    pub fn to_safetensors(&self, plan: &Plan, metadata: HashMap<String, String>) -> Vec<u8> {
        self.write(plan, metadata, Dtype::F32, |value, bytes| bytes.extend(value.to_le_bytes()))
    }

    /// The same in half precision, half as large: every value is rounded to 11 binary digits.
    pub fn to_safetensors_half(&self, plan: &Plan, metadata: HashMap<String, String>) -> Vec<u8> {
        self.write(plan, metadata, Dtype::F16, |value, bytes| {
            bytes.extend(f16::from_f32(value).to_le_bytes())
        })
    }

    /// The same weights, each rounded to half precision and then to `bits` of its 11 significant binary digits, halves to the even
    /// neighbour: files of them compress better.
    ///
    /// ```
    /// use convoscope::network::Weights;
    /// let weights = Weights { params: vec![1.0, 1.2, -0.28125, 3.25], running: vec![0.7] };
    /// // With two digits there are 1, 1.5, 2, 3, 4 and their halves and doubles.
    /// let rounded = Weights { params: vec![1.0, 1.0, -0.25, 3.0], running: vec![0.75] };
    /// assert_eq!(weights.rounded(2), rounded);
    /// ```
    #[must_use]
    pub fn rounded(&self, bits: u32) -> Self {
        let drop = 11_u32.saturating_sub(bits.max(1));
        let half = |value: &f32| {
            let exact = u32::from(f16::from_f32(*value).to_bits());
            let rounded = match drop {
                0 => exact,
                _ => (exact + (1 << (drop - 1)) - 1 + (exact >> drop & 1)) >> drop << drop,
            };
            f16::from_bits(rounded as u16).to_f32()
        };
        let all = |values: &[f32]| values.iter().map(half).collect();
        Self { params: all(&self.params), running: all(&self.running) }
    }

    fn write(
        &self,
        plan: &Plan,
        metadata: HashMap<String, String>,
        dtype: Dtype,
        encode: impl Fn(f32, &mut Vec<u8>),
    ) -> Vec<u8> {
        let tensors = plan.slots().iter().map(|slot| {
            let values = match slot.kind {
                SlotKind::Param { .. } => &self.params[slot.range.clone()],
                SlotKind::Running { .. } => &self.running[slot.range.clone()],
            };
            (slot.name.as_str(), WrittenTensor { dtype, dims: &slot.dims, values, encode: &encode })
        });
        // The library writes a broken header for empty metadata without tensors, as a network without parameters has.
        let metadata = Some(metadata).filter(|metadata| !metadata.is_empty() || !plan.slots().is_empty());
        safetensors::serialize(tensors, metadata).expect("views were checked")
    }
}

/// What the metadata of a safetensors file calls the classes of its network: `classes`, a list of names as JSON. Empty where
/// there is none.
pub fn class_names(file: &[u8]) -> Vec<String> {
    let metadata = safetensors::SafeTensors::read_metadata(file).ok();
    let names = metadata.and_then(|(_, metadata)| metadata.metadata().as_ref()?.get(CLASSES).cloned());
    names.and_then(|names| serde_json::from_str(&names).ok()).unwrap_or_default()
}

/// The network that the metadata of a safetensors file holds as JSON.
pub fn network_in(file: &[u8]) -> Option<Network> {
    let (_, metadata) = safetensors::SafeTensors::read_metadata(file).ok()?;
    Network::from_json(metadata.metadata().as_ref()?.get(NETWORK)?).ok()
}

/// The key of the metadata that [`network_in`] reads.
pub const NETWORK: &str = "network";

/// The key of the metadata that [`class_names`] reads.
pub const CLASSES: &str = "classes";

/// A tensor of a file, whose bytes are made when they are written: all of them at once would be the weights once more.
struct WrittenTensor<'a, E> {
    dtype: Dtype,
    dims: &'a [usize],
    values: &'a [f32],
    encode: &'a E,
}

impl<E: Fn(f32, &mut Vec<u8>)> View for WrittenTensor<'_, E> {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        self.dims
    }

    fn data(&self) -> Cow<'_, [u8]> {
        let mut bytes = Vec::with_capacity(self.data_len());
        self.values.iter().for_each(|value| (self.encode)(*value, &mut bytes));
        bytes.into()
    }

    fn data_len(&self) -> usize {
        self.values.len() * self.dtype.bitsize() / 8
    }
}

#[cfg(test)]
mod tests;
