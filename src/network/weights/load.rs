//! Files of weights as other programs write them, above all a `state_dict` that comes back from PyTorch.

use safetensors::tensor::Dtype;

use super::error::{WeightsError, WeightsFileError};
use super::names::{Tensor, assign};
use super::order::by_order;
use super::{Plan, SlotKind, Weights};
use crate::tensors::{self, TensorFile, Unfit, short};

/// What PyTorch counts beside parameters: the batches of a batch norm, from which nothing is computed as long as `momentum` is a
/// number, and the models whose mean an `AveragedModel` is.
const COUNTERS: [&str; 2] = ["num_batches_tracked", "n_averaged"];

/// Weights, and what had to be done to read them.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedWeights {
    /// The weights.
    pub weights: Weights,
    /// What was done.
    pub notes: LoadNotes,
}

/// What was done to a file of weights beyond reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadNotes {
    /// Types that were converted to `f32`, as "BF16".
    pub converted: Vec<String>,
    /// What was left out in front of all names, as "module."; empty if nothing was.
    pub prefix: String,
    /// The entry of a checkpoint that the weights stood in; empty if they stood alone.
    pub entry: String,
    /// Counters that have no place in a network and were left aside, as "n_averaged".
    pub counters: Vec<&'static str>,
    /// How many values are infinite or no numbers.
    pub not_finite: usize,
    /// Whether tensors were told apart by their order and shapes, since the names are others.
    pub by_order: bool,
}

impl LoadNotes {
    /// Whether it was read as it is.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Weights {
    /// Reads a file of safetensors or of `torch.save` whose tensors are those of the plan. Numbers of other types become `f32`; names may have the
    /// prefixes of PyTorch's wrappers; other names are told apart by order and shape, where that is possible in one way.
    ///
    /// ```
    /// use convoscope::layers::dense::Dense;
    /// use convoscope::network::{Network, Plan, Weights};
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::flat(2));
    /// let layer = network.chain([Dense::new(3).into()]);
    /// let plan = Plan::new(network.clone())?;
    /// network.named(layer, "classifier");
    /// let weights = Weights::he(&plan, 1);
    /// let file = weights.to_safetensors(&Plan::new(network)?, Default::default());
    /// let loaded = Weights::load(&plan, &file)?;
    /// assert!(loaded.weights == weights && loaded.notes.by_order);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(plan: &Plan, bytes: &[u8]) -> Result<LoadedWeights, WeightsFileError> {
        let file = tensors::read(bytes).map_err(WeightsFileError::File)?;
        Ok(Self::of_tensors(plan, &file)?)
    }

    /// Puts the tensors of a file at their places, those of other names by their order.
    pub fn of_tensors(plan: &Plan, file: &TensorFile<'_>) -> Result<LoadedWeights, WeightsError> {
        let found: Vec<_> = file.tensors.iter().filter(|tensor| counter(&tensor.name).is_none()).collect();
        let assignment = assign(plan, &without_numbers(&found), by_order).map_err(WeightsError::Mismatch)?;
        let tensors: Vec<&tensors::Tensor<'_>> =
            assignment.tensors.iter().map(|index| found[*index]).collect();
        let weights = Self::read(plan, &tensors)?;
        let counted = |known: &&str| file.tensors.iter().any(|tensor| counter(&tensor.name) == Some(known));
        let mut notes = LoadNotes {
            prefix: assignment.prefix,
            entry: file.entry.clone(),
            counters: COUNTERS.into_iter().filter(counted).collect(),
            by_order: assignment.by_order,
            not_finite: weights.count_not_finite(),
            converted: Vec::new(),
        };
        for tensor in tensors.iter().filter(|tensor| tensor.dtype != Dtype::F32) {
            let dtype = format!("{:?}", tensor.dtype);
            if !notes.converted.contains(&dtype) {
                notes.converted.push(dtype);
            }
        }
        Ok(LoadedWeights { weights, notes })
    }

    /// The numbers of these tensors, one for each slot of the plan.
    pub(super) fn read(plan: &Plan, tensors: &[&tensors::Tensor<'_>]) -> Result<Self, WeightsError> {
        let mut weights =
            Self { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
        for (slot, tensor) in plan.slots().iter().zip(tensors) {
            let values = match slot.kind {
                SlotKind::Param { .. } => &mut weights.params[slot.range.clone()],
                SlotKind::Running { .. } => &mut weights.running[slot.range.clone()],
            };
            tensor.read(values).map_err(|unfit| {
                let name = short(&tensor.name);
                match unfit {
                    Unfit::Type => WeightsError::Type { name, found: format!("{:?}", tensor.dtype) },
                    Unfit::Inexact => WeightsError::Inexact { name },
                    Unfit::TooLarge => WeightsError::TooLarge { name },
                }
            })?;
        }
        Ok(weights)
    }
}

/// The names and dimensions of tensors.
pub(super) fn without_numbers<'a>(tensors: &[&'a tensors::Tensor<'_>]) -> Vec<Tensor<'a>> {
    tensors.iter().map(|tensor| Tensor { name: &tensor.name, dims: &tensor.dims }).collect()
}

/// Which counter a tensor is, if it is one.
fn counter(name: &str) -> Option<&'static str> {
    let last = name.rsplit('.').next();
    COUNTERS.into_iter().find(|known| last == Some(known))
}
