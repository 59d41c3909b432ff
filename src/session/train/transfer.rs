//! What a network takes over that has learnt something else.

use serde::{Deserialize, Serialize};

use crate::network::{Network, NodeId, Plan, Weights};
use crate::session::{CommandError, TrainError};

/// The first layers of a network that has learnt something else: what is transferred, and whether it is learnt any further
/// (Yosinski, Clune, Bengio and Lipson, "How transferable are features in deep neural networks?", 2014).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// The network that has learnt. Its nodes up to `through` are those of the network that learns, one by one.
    pub network: Network,
    /// Its weights, a safetensors file.
    pub weights: Vec<u8>,
    /// The last node that is taken over, its parameters and running statistics; those behind it begin fresh.
    pub through: NodeId,
    /// Whether what was taken over stays as it is: steps change the layers behind it alone, and go back no further.
    pub frozen: bool,
}

impl Transfer {
    /// The weights that a run of `plan` begins with: `fresh` behind the last node that is taken over.
    pub fn weights(&self, plan: &Plan, mut fresh: Weights) -> Result<Weights, CommandError> {
        let NodeId(through) = self.through;
        let (ours, theirs) = (plan.network(), &self.network);
        let same = ours.input == theirs.input && ours.nodes.get(..through) == theirs.nodes.get(..through);
        if !same || through >= ours.nodes.len() {
            return Err(TrainError::Transfer { through }.into());
        }
        let source = Plan::new(self.network.clone())?;
        let learnt = Weights::load(&source, &self.weights)?.weights;
        let (params, running) = (plan.params_of(self.through).end, plan.running_of(self.through).end);
        fresh.params[..params].copy_from_slice(&learnt.params[..params]);
        fresh.running[..running].copy_from_slice(&learnt.running[..running]);
        Ok(fresh)
    }
}
