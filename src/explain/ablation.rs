use serde::{Deserialize, Serialize};

use super::{Explainer, Target};
use crate::engine::Edit;
use crate::network::{NodeId, Plan};

/// A change inside of a network; everything after it follows.
///
/// ```
/// use std::sync::Arc;
/// use convoscope::explain::{Explainer, Intervention};
/// use convoscope::layers::{activation::Activation, dense::Dense};
/// use convoscope::network::{Network, NodeId, Plan, Weights};
/// use convoscope::shape::Shape;
/// // Two hidden units, relu(x) and relu(2x), whose sum is the output.
/// let mut network = Network::new(Shape::flat(1));
/// let dense = |units| Dense { bias: false, ..Dense::new(units) };
/// network.chain([dense(2).into(), Activation::Relu.into(), dense(1).into()]);
/// let weights = Weights { params: vec![1.0, 2.0, 1.0, 1.0], running: vec![] };
/// let plan = Arc::new(Plan::new(network)?);
/// let output = |interventions: &[Intervention]| {
///     Explainer::new(plan.clone(), weights.clone()).with_interventions(interventions).logits(&[5.0])[0]
/// };
/// assert_eq!(output(&[]), 15.0);
/// assert_eq!(output(&[Intervention::Channel { node: NodeId(2), channel: 1 }]), 5.0);
/// assert_eq!(output(&[Intervention::Activation { node: NodeId(2), at: 0, value: 7.0 }]), 17.0);
/// assert_eq!(output(&[Intervention::Param { at: 1, value: -2.0 }]), 5.0);
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Intervention {
    /// A channel of a node's output is 0 everywhere: ablation.
    Channel {
        /// The node.
        node: NodeId,
        /// The channel, or the unit of a flat output.
        channel: usize,
    },
    /// One value of a node's output.
    Activation {
        /// The node.
        node: NodeId,
        /// Which of its values.
        at: usize,
        /// What it is set to.
        value: f32,
    },
    /// One parameter.
    Param {
        /// Its place among all.
        at: usize,
        /// What it is set to.
        value: f32,
    },
}

impl Intervention {
    /// The change of a node's output, or else a parameter and its new value.
    pub(super) fn edit(self, plan: &Plan) -> Result<Edit, (usize, f32)> {
        match self {
            Self::Channel { node, channel } => {
                let area = plan.shape(node).area();
                Ok(Edit { node, values: channel * area..(channel + 1) * area, value: 0.0 })
            }
            Self::Activation { node, at, value } => Ok(Edit { node, values: at..at + 1, value }),
            Self::Param { at, value } => Err((at, value)),
        }
    }
}

/// What the score of an input loses without each channel of a node: S(x) − S(x, the channel at 0). The channel that matters most
/// has the largest loss.
///
/// The network may be one with interventions; these stay.
pub fn channel_importance(
    explainer: &mut Explainer,
    image: &[f32],
    node: NodeId,
    target: Target,
) -> Vec<f32> {
    let score = target.score(&explainer.logits(image));
    let channels = 0..explainer.plan().shape(node).c;
    let lost = |channel| {
        let off = Intervention::Channel { node, channel }.edit(explainer.plan());
        explainer.edits.extend(off.ok());
        let without = target.score(&explainer.logits(image));
        explainer.edits.pop();
        score - without
    };
    channels.map(lost).collect()
}
