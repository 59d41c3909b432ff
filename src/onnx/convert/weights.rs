//! How the weights of a converted network come about: tensors are read to their places, and multiplied or added to there.

use super::{Constant, OnnxError};
use crate::network::{NodeId, Plan, SlotKind, Weights};
use crate::onnx::TensorProblem;
use crate::tensors::short;

/// One step on the way to the weights.
pub(super) struct Step<'a> {
    pub node: NodeId,
    /// The parameter: "weight".
    pub part: &'static str,
    pub change: Change<'a>,
}

/// What is done to a parameter.
pub(super) enum Change<'a> {
    /// It is a tensor times a number; perhaps one whose columns are its rows.
    Set { from: Constant<'a>, transposed: bool, factor: f32 },
    /// Each of its channels times, or divided by, a number.
    Times { by: Constant<'a>, divides: bool },
    /// Each of its channels plus, or minus, a number.
    Plus { by: Constant<'a>, subtracts: bool },
}

/// The weights of a plan after these steps. What no step sets is 0.
pub(super) fn of(plan: &Plan, steps: &[Step<'_>]) -> Result<Weights, OnnxError> {
    let mut weights =
        Weights { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
    for Step { node, part, change } in steps {
        let slot = plan.slot(*node, part).expect("steps are about parameters of their layer");
        let values = match slot.kind {
            SlotKind::Param { .. } => &mut weights.params[slot.range.clone()],
            SlotKind::Running { .. } => &mut weights.running[slot.range.clone()],
        };
        let channels = slot.dims[0];
        match change {
            Change::Set { from, transposed, factor } => {
                if from.len() != 1 && from.len() != values.len() {
                    let parameter = slot.name.clone();
                    let why = TensorProblem::Values { needed: values.len(), parameter };
                    return Err(OnnxError::Tensor { tensor: short(from.name), why });
                }
                from.values(values)?;
                if *transposed {
                    let (columns, rows) = (channels, values.len() / channels);
                    let read = values.to_vec();
                    for (at, value) in values.iter_mut().enumerate() {
                        *value = read[at % rows * columns + at / rows];
                    }
                }
                if *factor != 1.0 {
                    values.iter_mut().for_each(|value| *value *= factor);
                }
            }
            Change::Times { by, divides } => {
                each_channel(
                    by,
                    channels,
                    values,
                    |value, by| if *divides { value / by } else { value * by },
                )?;
            }
            Change::Plus { by, subtracts } => {
                each_channel(
                    by,
                    channels,
                    values,
                    |value, by| if *subtracts { value - by } else { value + by },
                )?;
            }
        }
    }
    Ok(weights)
}

/// Changes the values of each channel by its number.
fn each_channel(
    by: &Constant<'_>,
    channels: usize,
    values: &mut [f32],
    change: impl Fn(f32, f32) -> f32,
) -> Result<(), OnnxError> {
    let mut numbers = vec![0.0; channels];
    by.values(&mut numbers)?;
    for (values, number) in values.chunks_exact_mut(values.len() / channels).zip(numbers) {
        values.iter_mut().for_each(|value| *value = change(*value, number));
    }
    Ok(())
}
