use std::collections::HashMap;
use std::fmt;

use half::f16;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use super::{Plan, SlotKind};

/// A network's numbers, flat: every parameter and every running statistic at the place its [`Plan`] gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The trained parameters.
    pub params: Vec<f32>,
    /// The running statistics.
    pub running: Vec<f32>,
}

/// Why a file's numbers cannot be a network's weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WeightsError {
    /// It is no safetensors file.
    Format {
        /// What the reader says.
        why: String,
    },
    /// A tensor is missing.
    Missing {
        /// Its name.
        name: String,
    },
    /// A tensor that the network has no place for.
    Unknown {
        /// Its name.
        name: String,
    },
    /// A tensor has other dimensions or another type.
    Tensor {
        /// Its name.
        name: String,
        /// What the network needs.
        expected: String,
        /// What the file holds.
        found: String,
    },
    /// A tensor holds an infinity or no number.
    NotFinite {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format { why } => write!(f, "this is not a safetensors file ({why})"),
            Self::Missing { name } => write!(f, "the tensor {name} is missing"),
            Self::Unknown { name } => write!(f, "the network has no place for the tensor {name}"),
            Self::Tensor { name, expected, found } => {
                write!(f, "the tensor {name} should be {expected}, but is {found}")
            }
            Self::NotFinite { name } => {
                write!(f, "the tensor {name} holds values that are not finite numbers")
            }
        }
    }
}

impl std::error::Error for WeightsError {}

impl Weights {
    /// Reads a safetensors file whose tensors are named as the plan's slots.
    pub fn from_safetensors(plan: &Plan, bytes: &[u8]) -> Result<Self, WeightsError> {
        let file =
            SafeTensors::deserialize(bytes).map_err(|e| WeightsError::Format { why: e.to_string() })?;
        let mut weights =
            Self { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
        for slot in plan.slots() {
            let name = || slot.name.clone();
            let tensor = file.tensor(&slot.name).map_err(|_| WeightsError::Missing { name: name() })?;
            if ![Dtype::F32, Dtype::F16].contains(&tensor.dtype()) || tensor.shape() != slot.dims {
                let expected = format!("F32 or F16 {:?}", slot.dims);
                let found = format!("{:?} {:?}", tensor.dtype(), tensor.shape());
                return Err(WeightsError::Tensor { name: name(), expected, found });
            }
            let values = match slot.kind {
                SlotKind::Param { .. } => &mut weights.params[slot.range.clone()],
                SlotKind::Running { .. } => &mut weights.running[slot.range.clone()],
            };
            if tensor.dtype() == Dtype::F16 {
                for (value, bytes) in values.iter_mut().zip(tensor.data().chunks_exact(2)) {
                    *value = f16::from_le_bytes(bytes.try_into().expect("two bytes")).to_f32();
                }
            } else {
                for (value, bytes) in values.iter_mut().zip(tensor.data().chunks_exact(4)) {
                    *value = f32::from_le_bytes(bytes.try_into().expect("four bytes"));
                }
            }
            if values.iter().any(|value| !value.is_finite()) {
                return Err(WeightsError::NotFinite { name: name() });
            }
        }
        match file.names().into_iter().find(|name| plan.slots().iter().all(|slot| slot.name != **name)) {
            Some(name) => Err(WeightsError::Unknown { name: name.to_string() }),
            None => Ok(weights),
        }
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
        safetensors::serialize(tensors, Some(metadata)).expect("views were checked")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{conv::Conv, dense::Dense};
    use crate::network::Network;
    use crate::shape::Shape;

    fn plan(filters: usize) -> Plan {
        let mut network = Network::new(Shape::new(1, 4, 4));
        network.chain([Conv::new(filters, 3).into(), Dense::new(2).into()]);
        Plan::new(network).unwrap()
    }

    #[test]
    fn a_written_file_reads_back_bit_for_bit() {
        let plan = plan(3);
        let weights = Weights::he(&plan, 4);
        let bytes = weights.to_safetensors(&plan, HashMap::new());
        assert_eq!(Weights::from_safetensors(&plan, &bytes).unwrap(), weights);

        let half = weights.to_safetensors_half(&plan, HashMap::new());
        assert!(half.len() < bytes.len());
        let read = Weights::from_safetensors(&plan, &half).unwrap();
        for (rounded, exact) in read.params.iter().zip(&weights.params) {
            assert!((rounded - exact).abs() <= exact.abs() / 2048.0, "{rounded} for {exact}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let small = plan(3);
        let mut weights = Weights::he(&small, 4);
        let bytes = weights.to_safetensors(&small, HashMap::new());
        let error = Weights::from_safetensors(&plan(4), &bytes).unwrap_err().to_string();
        assert_eq!(
            error,
            "the tensor conv1.weight should be F32 or F16 [4, 1, 3, 3], but is F32 [3, 1, 3, 3]"
        );
        for len in 0..bytes.len() {
            assert!(Weights::from_safetensors(&small, &bytes[..len]).is_err(), "cut to {len} bytes");
        }
        weights.params[0] = f32::NAN;
        let bytes = weights.to_safetensors(&small, HashMap::new());
        let error = Weights::from_safetensors(&small, &bytes).unwrap_err();
        assert_eq!(error, WeightsError::NotFinite { name: "conv1.weight".into() });
    }
}
