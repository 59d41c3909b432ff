use std::ops::Range;

use crate::network::NodeId;

/// Values of a node's output, of every sample, that are set to another one before any layer reads them: a channel that is
/// switched off, or one activation that is not what it was.
///
/// ```
/// use std::sync::Arc;
/// use convoscope::engine::{Cpu, Edit};
/// use convoscope::layers::dense::Dense;
/// use convoscope::network::{Network, NodeId, Plan, Weights};
/// use convoscope::shape::Shape;
/// let mut network = Network::new(Shape::flat(2));
/// network.chain([Dense { bias: false, ..Dense::new(1) }.into()]);
/// let weights = Weights { params: vec![2.0, 3.0], running: vec![] };
/// let mut cpu = Cpu::new(Arc::new(Plan::new(network)?));
/// let off = Edit { node: NodeId::INPUT, values: 1..2, value: 0.0 };
/// assert_eq!(cpu.infer_edited(&weights, &[1.0, 1.0, 4.0, 9.0], &[off]), [2.0, 8.0]);
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The node.
    pub node: NodeId,
    /// Which of the values of a sample.
    pub values: Range<usize>,
    /// What they are set to.
    pub value: f32,
}

impl Edit {
    /// Sets the values in a node's buffer, whose samples of `len` values lie `lanes` side by side.
    pub(super) fn apply(&self, lanes: usize, len: usize, buffer: &mut [f32]) {
        for block in buffer.chunks_exact_mut(len * lanes) {
            block[self.values.start * lanes..self.values.end * lanes].fill(self.value);
        }
    }
}
