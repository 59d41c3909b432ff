use super::{Cpu, Wanted};
use crate::layers::Phase;
use crate::layers::lanes::{self, Rest};
use crate::network::{NodeId, Weights};

impl Cpu {
    /// Infers nodes that are computed from the node `from` alone, without what is before it: `values` stand for what comes out of it,
    /// sample after sample. So a decoder runs without its encoder. Returns whether it did: not where one of the nodes is computed from
    /// anything else.
    pub fn infer_from(&mut self, weights: &Weights, from: NodeId, values: &[f32], nodes: &[NodeId]) -> bool {
        let plan = self.plan.clone();
        let (needed, behind) = (Wanted::ancestors(&plan, nodes), Wanted::descendants(&plan, from));
        let is_given = |id: &NodeId| *id == from || behind[id.0];
        let runs = |id: NodeId| needed[id.0] && behind[id.0];
        let follows = |id: NodeId| plan.inputs(id).iter().all(is_given);
        if !nodes.iter().all(is_given) || !plan.ids().filter(|&id| runs(id)).all(follows) {
            return false;
        }
        let len = plan.shape(from).len();
        self.input(values.len() / len);
        self.phase = Phase::Infer;
        let room = self.room() * len;
        let given = &mut self.activations[from.0];
        given.resize(room, 0.0);
        lanes::interleave(self.lanes, len, values, Rest::Repeat, given);
        self.forward_nodes(&weights.params, &mut weights.running.clone(), &[], runs);
        true
    }
}
