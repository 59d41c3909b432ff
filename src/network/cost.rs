use super::{NodeId, Plan, SlotKind};

/// What one layer, or a whole network, costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Trained parameters.
    pub params: usize,
    /// Multiply-adds of one sample's forward pass.
    pub macs: u64,
    /// Values that come out for one sample.
    pub activations: usize,
}

impl Plan {
    /// What one node costs.
    pub fn cost(&self, id: NodeId) -> Cost {
        let count = |kind| if let SlotKind::Param { count, .. } = kind { count } else { 0 };
        let macs = self.layer(id).map_or(0, |layer| layer.op().macs(&self.input_shapes(id)));
        Cost {
            params: self.slots().iter().filter(|slot| slot.node == id).map(|slot| count(slot.kind)).sum(),
            macs,
            activations: self.shape(id).len(),
        }
    }

    /// What the whole network costs.
    pub fn total_cost(&self) -> Cost {
        self.ids().map(|id| self.cost(id)).fold(Cost::default(), |sum, cost| Cost {
            params: sum.params + cost.params,
            macs: sum.macs + cost.macs,
            activations: sum.activations + cost.activations,
        })
    }

    /// The number of trained parameters.
    pub fn params(&self) -> usize {
        self.total_cost().params
    }
}
