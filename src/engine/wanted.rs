use crate::network::{NodeId, Plan};

/// Which gradients a backward pass is asked for: it computes what leads to them, and nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// dL/d(activation) of these nodes; the input is one of them.
    pub gradients: Vec<NodeId>,
    /// dL/dparams of all nodes.
    pub params: bool,
}

impl Wanted {
    /// What a training step needs.
    pub const fn training() -> Self {
        Self { gradients: Vec::new(), params: true }
    }

    /// The gradients of these nodes alone.
    pub const fn gradients(nodes: Vec<NodeId>) -> Self {
        Self { gradients: nodes, params: false }
    }

    /// For each node, whether dL/d(activation) leads to something that is wanted.
    pub fn passes(&self, plan: &Plan) -> Vec<bool> {
        self.passes_behind(NodeId::INPUT, plan)
    }

    /// The same where the parameters of the nodes up to `frozen` are not wanted.
    pub fn passes_behind(&self, frozen: NodeId, plan: &Plan) -> Vec<bool> {
        let mut passes = Vec::new();
        for id in plan.ids() {
            let trained = self.params && id > frozen && !plan.params_of(id).is_empty();
            let leads = plan.inputs(id).iter().any(|input| passes[input.0]);
            passes.push(trained || leads || self.gradients.contains(&id));
        }
        passes
    }

    /// For each node, whether one of `nodes` is computed from it, or it is one of them.
    pub fn ancestors(plan: &Plan, nodes: &[NodeId]) -> Vec<bool> {
        let mut needed: Vec<bool> = plan.ids().map(|id| nodes.contains(&id)).collect();
        for id in (1..needed.len()).rev() {
            if needed[id] {
                plan.inputs(NodeId(id)).iter().for_each(|input| needed[input.0] = true);
            }
        }
        needed
    }

    /// For each node, whether it is computed from `of`, among others.
    pub fn descendants(plan: &Plan, of: NodeId) -> Vec<bool> {
        let mut behind: Vec<bool> = Vec::new();
        for id in plan.ids() {
            behind.push(plan.inputs(id).iter().any(|input| *input == of || behind[input.0]));
        }
        behind
    }
}

/// What a backward pass came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gradients {
    /// dL/d(activation) of each node that was wanted.
    pub nodes: Vec<Vec<f32>>,
    /// dL/dparams, if it was.
    pub dparams: Vec<f32>,
}
