//! How long each layer takes.

use std::cell::{Cell, RefCell};

use super::{Cpu, Wanted};
use crate::layers::Phase;
use crate::network::{NodeId, Weights};

/// How long a node's layer took over a batch, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeTime {
    /// Which node.
    pub node: NodeId,
    /// Its forward pass.
    pub forward_ms: f64,
    /// Its backward pass; 0 where it has none.
    pub backward_ms: f64,
}

impl Cpu {
    /// Infers as [`infer_nodes`](Self::infer_nodes) does, and tells when each of the nodes was there, in milliseconds since the
    /// beginning by `clock`.
    pub fn infer_nodes_timed(
        &mut self,
        weights: &Weights,
        images: &[f32],
        nodes: &[NodeId],
        clock: &dyn Fn() -> f64,
    ) -> Vec<f64> {
        let runs = Wanted::ancestors(self.plan(), nodes);
        let (begin, starts) = (clock(), RefCell::new(Vec::new()));
        self.infer_where(weights, images, &[], |id| {
            if runs[id.0] {
                starts.borrow_mut().push((id, clock()));
            }
            runs[id.0]
        });
        let (starts, end) = (starts.take(), clock());
        let after = |node: &NodeId| starts.iter().find(|(id, _)| id > node).map_or(end, |(_, start)| *start);
        nodes.iter().map(|node| after(node) - begin).collect()
    }

    /// Runs a training pass over `images`, from a gradient of 1 of every logit, and tells how long each node took; `clock`
    /// tells the time in milliseconds.
    pub fn profile(&mut self, weights: &Weights, images: &[f32], clock: &dyn Fn() -> f64) -> Vec<NodeTime> {
        let plan = self.plan().clone();
        let batch = images.len() / plan.network().input.len();
        self.input(batch).copy_from_slice(images);
        let nodes = plan.ids().count();
        let mut times: Vec<NodeTime> =
            plan.ids().map(|node| NodeTime { node, forward_ms: 0.0, backward_ms: 0.0 }).collect();
        // Each node takes from when it is asked about until the next one is.
        let starts = RefCell::new(Vec::new());
        let asked = |id: NodeId| {
            starts.borrow_mut().push((id, clock()));
            true
        };
        let (params, running) = (&weights.params[..], &mut weights.running.clone());
        self.forward_where(params, running, Phase::Train { seed: 0 }, &[], asked);
        for (id, milliseconds) in durations(&starts.take(), clock()) {
            times[id.0].forward_ms = milliseconds;
        }
        self.loss_gradient().1.fill(1.0);
        let wanted = Wanted::training();
        let passes = wanted.passes(&plan);
        let order: Vec<NodeId> = (1..nodes).rev().map(NodeId).filter(|id| passes[id.0]).collect();
        let at = Cell::new(0);
        self.backward_with_rule(params, running, &wanted, |_, _| {
            starts.borrow_mut().push((order[at.replace(at.get() + 1)], clock()));
        });
        for (id, milliseconds) in durations(&starts.take(), clock()) {
            times[id.0].backward_ms = milliseconds;
        }
        times.remove(NodeId::INPUT.0);
        times
    }
}

/// From each start to the next, and from the last to the end.
fn durations(starts: &[(NodeId, f64)], end: f64) -> impl Iterator<Item = (NodeId, f64)> {
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([end]);
    starts.iter().zip(ends).map(|((id, start), end)| (*id, end - start))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::network::Plan;
    use crate::zoo;

    #[test]
    fn nodes_are_there_one_after_the_other() {
        let time = Cell::new(0.0);
        let clock = || time.replace(time.get() + 1.0);
        let plan = Arc::new(Plan::new(zoo::small_lenet()).unwrap());
        let (weights, image) = (Weights::he(&plan, 1), vec![0.5; plan.network().input.len()]);
        let mut cpu = Cpu::new(plan);
        // The second of four layers needs two of them, and nothing behind it runs.
        let times = cpu.infer_nodes_timed(&weights, &image, &[NodeId(1), NodeId(2)], &clock);
        assert_eq!(times, [2.0, 3.0]);
        assert_eq!(cpu.activations(NodeId(3)).len(), 0);
    }

    /// On a clock that ticks at every reading each node takes 1, and nothing is taken twice.
    #[test]
    fn every_node_is_timed_once() {
        let time = Cell::new(0.0);
        let clock = || time.replace(time.get() + 1.0);
        let plan = Arc::new(Plan::new(zoo::small_lenet()).unwrap());
        let (weights, images) = (Weights::he(&plan, 1), vec![0.5; 2 * plan.network().input.len()]);
        let times = Cpu::new(plan.clone()).profile(&weights, &images, &clock);
        assert_eq!(times.len(), plan.ids().count() - 1);
        assert!(times.iter().all(|time| (time.forward_ms, time.backward_ms) == (1.0, 1.0)), "{times:?}");
    }
}
