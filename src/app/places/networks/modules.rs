//! Which layers of a network belong together: what lies between a fork and the node that joins its branches, as an inception
//! module or a residual block; and stretches of layers whose names say so, as `_blocks.0.…`.

use std::ops::Range;

use crate::network::{NodeId, Plan};

/// Layers that are shown as one until they are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// As in "inception3a".
    pub name: String,
    /// The node whose output its branches take.
    pub from: NodeId,
    /// Its nodes: one after the other.
    pub nodes: Range<usize>,
    /// The node that joins its branches; none of a stretch without branches.
    pub join: Option<NodeId>,
}

/// The modules of a plan, in order; no two have a node in common. Of forks within each other the innermost counts.
pub(super) fn modules(plan: &Plan) -> Vec<Module> {
    let dominators = dominators(plan);
    let mut modules: Vec<Module> = Vec::new();
    for join in plan.ids().filter(|&id| plan.inputs(id).len() > 1) {
        let from = dominators[join.0];
        let nodes = from.0 + 1..join.0 + 1;
        if nodes.len() > 1 && modules.last().is_none_or(|before| before.nodes.end <= nodes.start) {
            let name = given_name(plan, join).unwrap_or_else(|| common_name(plan, nodes.clone()));
            modules.push(Module { name, from, nodes, join: Some(join) });
        }
    }
    let mut stretches = stretches(plan);
    stretches.retain(|stretch| {
        modules.iter().all(|m| m.nodes.end <= stretch.nodes.start || stretch.nodes.end <= m.nodes.start)
    });
    modules.extend(stretches);
    modules.sort_by_key(|module| module.nodes.start);
    modules
}

/// For each node the last one before it that every path from the input to it goes through.
fn dominators(plan: &Plan) -> Vec<NodeId> {
    let mut dominators = vec![NodeId::INPUT];
    for id in plan.ids().skip(1) {
        let mut inputs = plan.inputs(id).iter().copied();
        let first = inputs.next().unwrap_or(NodeId::INPUT);
        let meet = inputs.fold(first, |mut a, mut b| {
            while a != b {
                if a > b { a = dominators[a.0] } else { b = dominators[b.0] }
            }
            a
        });
        dominators.push(meet);
    }
    dominators
}

/// The name that a node was given, if it was.
fn given_name(plan: &Plan, id: NodeId) -> Option<String> {
    plan.network().nodes[id.0 - 1].name.clone()
}

/// What the names of the first and the last node with parameters begin with, up to a point; the first's whole name if that
/// is nothing.
fn common_name(plan: &Plan, nodes: Range<usize>) -> String {
    let mut names =
        nodes.clone().map(NodeId).filter(|&id| !plan.params_of(id).is_empty()).map(|id| plan.name(id));
    let first = names.next().unwrap_or_else(|| plan.name(NodeId(nodes.start)));
    let last = names.next_back().unwrap_or(first);
    let parts = first.split('.').zip(last.split('.')).take_while(|(a, b)| a == b).map(|(part, _)| part);
    let common = parts.collect::<Vec<_>>().join(".");
    if common.is_empty() { first.to_owned() } else { common }
}

/// Nodes one after the other whose names begin alike up to a number, as "_blocks.0.conv" and "_blocks.0.norm".
fn stretches(plan: &Plan) -> Vec<Module> {
    let mut stretches: Vec<Module> = Vec::new();
    let mut last_named = 0;
    for id in plan.ids().skip(1) {
        let name = given_name(plan, id);
        let prefix = name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(prefix, _)| prefix);
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
        if let Some(prefix) =
            prefix.filter(|prefix| prefix.rsplit_once('.').is_some_and(|(_, n)| is_number(n)))
        {
            match stretches
                .last_mut()
                .filter(|stretch| stretch.name == prefix && stretch.nodes.end > last_named)
            {
                Some(stretch) => stretch.nodes.end = id.0 + 1,
                None => stretches.push(Module {
                    name: prefix.to_owned(),
                    from: plan.inputs(id).first().copied().unwrap_or(NodeId::INPUT),
                    nodes: id.0..id.0 + 1,
                    join: None,
                }),
            }
        }
        if name.is_some() {
            last_named = id.0;
        }
    }
    stretches.retain(|stretch| stretch.nodes.len() > 2);
    stretches
}
