use std::iter::Sum;

use super::{NodeId, Plan, SlotKind};

/// What one layer, or a whole network, costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Trained parameters.
    pub params: u64,
    /// Multiply-adds of one sample's forward pass.
    pub macs: u64,
    /// Values that come out for one sample.
    pub activations: u64,
}

impl Plan {
    /// What one node costs.
    pub fn cost(&self, id: NodeId) -> Cost {
        let count = |kind| if let SlotKind::Param { count, .. } = kind { count as u64 } else { 0 };
        let macs = self.layer(id).map_or(0, |layer| layer.op().macs(&self.input_shapes(id)));
        Cost {
            params: self.slots().iter().filter(|slot| slot.node == id).map(|slot| count(slot.kind)).sum(),
            macs,
            activations: self.shape(id).len() as u64,
        }
    }

    /// What the whole network costs.
    pub fn total_cost(&self) -> Cost {
        self.ids().map(|id| self.cost(id)).sum()
    }

    /// Multiply-adds of one sample's backward pass of a training step, where the nodes up to `frozen` are frozen. For dL/dparams a layer
    /// takes about as many as forward, and for dL/dx as many once more; none where nothing before it is trained.
    ///
    /// ```
    /// use convoscope::layers::dense::Dense;
    /// use convoscope::network::{Network, NodeId, Plan};
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::flat(3));
    /// network.chain([Dense::new(4).into(), Dense::new(2).into()]);
    /// let plan = Plan::new(network)?;
    /// // 12 for the first weights, 8 for the second, 8 for the gradient between them.
    /// assert_eq!(plan.backward_macs(NodeId::INPUT), 28);
    /// assert_eq!(plan.backward_macs(NodeId(1)), 8);
    /// # Ok::<(), convoscope::network::PlanError>(())
    /// ```
    pub fn backward_macs(&self, frozen: NodeId) -> u64 {
        // Whether a gradient has to reach a node.
        let mut reached = Vec::new();
        let mut macs: u64 = 0;
        for id in self.ids() {
            let trained = id > frozen && !self.params_of(id).is_empty();
            let leads = self.inputs(id).iter().any(|input| reached[input.0]);
            let times = u64::from(trained) + u64::from(leads);
            macs = macs.saturating_add(self.cost(id).macs.saturating_mul(times));
            reached.push(trained || leads);
        }
        macs
    }

    /// The number of trained parameters.
    pub fn params(&self) -> u64 {
        self.total_cost().params
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |sum, cost| Self {
            params: sum.params + cost.params,
            macs: sum.macs.saturating_add(cost.macs),
            activations: sum.activations + cost.activations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::conv::Conv;
    use crate::layers::conv_transpose::ConvTranspose;
    use crate::layers::dense::Dense;
    use crate::network::Network;
    use crate::shape::Shape;

    /// Products that no number of 32 bits holds, from layers whose sizes are all allowed.
    #[test]
    fn costs_do_not_wrap_at_32_bits() {
        let of = |input: Shape, layer: crate::layers::Layer| {
            let mut network = Network::new(input);
            network.chain([layer]);
            Plan::new(network).unwrap().total_cost()
        };
        let image = Shape::new(512, 128, 128);
        let conv = of(image, Conv::new(512, 11).padding(5).into());
        assert_eq!(conv.macs, 512 * 512 * 121 * 128 * 128);
        assert_eq!(conv.activations, 2 * (512 * 128 * 128));
        let transposed = of(image, ConvTranspose::new(512, 3).into());
        assert_eq!(transposed.macs, 512 * 128 * 128 * 512 * 9);
        assert_eq!(of(Shape::flat(60_000), Dense::new(4000).into()).params, 60_000 * 4000 + 4000);
    }
}
