use crate::network::{NodeId, Plan, SlotKind, Weights};

/// The layers that have parameters, from the top, where the logits are, down.
pub fn parametrized(plan: &Plan) -> Vec<NodeId> {
    let mut layers: Vec<NodeId> = plan.ids().filter(|&id| !plan.params_of(id).is_empty()).collect();
    layers.reverse();
    layers
}

/// The weights of a network whose top `layers` layers are as they were before training: drawn anew for `seed`. This is the
/// cascading randomization of Adebayo and others ("Sanity checks for saliency maps", 2018).
pub fn randomized(plan: &Plan, weights: &Weights, layers: usize, seed: u64) -> Weights {
    let (fresh, mut weights) = (Weights::he(plan, seed), weights.clone());
    let top: Vec<NodeId> = parametrized(plan).into_iter().take(layers).collect();
    for slot in plan.slots().iter().filter(|slot| top.contains(&slot.node)) {
        let (to, from) = match slot.kind {
            SlotKind::Param { .. } => (&mut weights.params, &fresh.params),
            SlotKind::Running { .. } => (&mut weights.running, &fresh.running),
        };
        to[slot.range.clone()].copy_from_slice(&from[slot.range.clone()]);
    }
    weights
}
