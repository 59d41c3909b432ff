//! Files of weights as other programs write them, above all a `state_dict` that comes back from PyTorch.

use safetensors::tensor::Dtype;

use super::error::WeightsError;
use super::names::{Tensor, assign};
use super::values::{self, Unfit};
use super::{Plan, SlotKind, Weights};
use crate::tensors::{self, short};

/// What PyTorch's batch norm counts beside its parameters; nothing is computed from it as long as `momentum` is a number.
const COUNTER: &str = "num_batches_tracked";

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
    pub fn load(plan: &Plan, bytes: &[u8]) -> Result<LoadedWeights, WeightsError> {
        let file = tensors::read(bytes).map_err(WeightsError::File)?;
        let found: Vec<_> = file.tensors.iter().filter(|tensor| !is_counter(&tensor.name)).collect();
        let tensors: Vec<Tensor<'_>> =
            found.iter().map(|tensor| Tensor { name: &tensor.name, dims: &tensor.dims }).collect();
        let assignment = assign(plan, &tensors).map_err(WeightsError::Mismatch)?;
        let mut weights =
            Self { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
        let mut notes = LoadNotes {
            converted: Vec::new(),
            prefix: assignment.prefix,
            entry: file.entry.clone(),
            by_order: assignment.by_order,
        };
        for (slot, index) in plan.slots().iter().zip(assignment.tensors) {
            let tensor = found[index];
            let values = match slot.kind {
                SlotKind::Param { .. } => &mut weights.params[slot.range.clone()],
                SlotKind::Running { .. } => &mut weights.running[slot.range.clone()],
            };
            let (name, dtype) = (|| short(&tensor.name), format!("{:?}", tensor.dtype));
            values::read(tensor.dtype, &tensor.data(), values).map_err(|unfit| match unfit {
                Unfit::Type => WeightsError::Type { name: name(), found: dtype.clone() },
                Unfit::Inexact => WeightsError::Inexact { name: name() },
                Unfit::NotFinite => WeightsError::NotFinite { name: name() },
            })?;
            if tensor.dtype != Dtype::F32 && !notes.converted.contains(&dtype) {
                notes.converted.push(dtype);
            }
        }
        Ok(LoadedWeights { weights, notes })
    }
}

fn is_counter(name: &str) -> bool {
    name.strip_suffix(COUNTER).is_some_and(|layer| layer.is_empty() || layer.ends_with('.'))
}
