//! What the network says about the plane, or the line, that its samples are points of.

use super::TrainingRun;
use super::protocol::{RunEvent, UNIT_STRIDE};
use crate::data::Features;
use crate::network::NodeId;

/// What samples are points of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Axes {
    /// A plane, with what the network is given of a point.
    Plane(Features),
    /// A line.
    Line,
}

impl TrainingRun {
    /// The logits of `side` × `side` points, from (−1, −1) to (1, 1), the first coordinate faster, one row after the other, or of
    /// `side` points from −1 to 1; and what comes out of each unit of some nodes for a part of them.
    pub(super) fn boundary(&mut self, side: u32, nodes: &[NodeId], axes: Axes) -> RunEvent {
        let count = side as usize;
        let at = |i: usize| 2.0 * i as f32 / (count - 1) as f32 - 1.0;
        let mut logits = Vec::with_capacity(count);
        let len = |node: &NodeId| self.plan.shape(*node).len();
        let mut units: Vec<Vec<Vec<f32>>> = nodes.iter().map(|node| vec![Vec::new(); len(node)]).collect();
        let rows = if axes == Axes::Line { 1 } else { count };
        for y in 0..rows {
            let row: Vec<f32> = match axes {
                Axes::Plane(features) => (0..count).flat_map(|x| features.of([at(x), at(y)])).collect(),
                Axes::Line => (0..count).map(at).collect(),
            };
            logits.push(self.viewer.infer(&self.trainer.observed().weights, &row).to_vec());
            if !y.is_multiple_of(UNIT_STRIDE) {
                continue;
            }
            for (node, units) in nodes.iter().zip(&mut units) {
                let values = self.viewer.activations(*node);
                for point in values.chunks_exact(units.len()).step_by(UNIT_STRIDE) {
                    units.iter_mut().zip(point).for_each(|(unit, value)| unit.push(*value));
                }
            }
        }
        RunEvent::Boundary { side, logits, units: units.into_iter().map(|units| units.concat()).collect() }
    }
}
