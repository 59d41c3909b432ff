//! Layers that are not trained.

use super::{Cpu, NodeId, Phase};

impl Cpu {
    /// Freezes all nodes up to this one from now on; with [`NodeId::INPUT`] none. Frozen layers compute as in inference, also in a
    /// training pass: batch norm by its running statistics, which it does not update, and dropout not at all, as PyTorch's modules
    /// after `.eval()`. The gradients of their parameters are 0, and a backward pass ends where nothing before is trained.
    pub fn freeze(&mut self, through: NodeId) {
        self.frozen = through;
    }

    /// How a node computes in the present pass.
    pub(super) fn phase_of(&self, id: NodeId) -> Phase {
        if id <= self.frozen { Phase::Infer } else { self.phase.of_node(id.0) }
    }
}
