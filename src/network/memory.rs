//! What a plan takes in memory, in bytes, counted before anything is built. Bounds are upper bounds; `tests/memory_of_runs.rs` compares
//! them with what is really allocated.

use super::{NodeId, Plan};
use crate::layers::lanes::lanes;

/// What a browser's tab gets, about. WebAssembly of 32 bits addresses 4 GiB, but a memory that has to grow in one piece, beside
/// the page's own and the copies of messages, is refused or ends the worker far below that; phones stop earlier still.
pub const TAB: Bytes = Bytes(2_000_000_000);

/// A number of bytes.
///
/// ```
/// use convoscope::network::Bytes;
/// let said = [999, 14_600, 553_430_176, 1_999_999_999, 3_149_000_000].map(|bytes| Bytes(bytes).to_string());
/// assert_eq!(said, ["1 KB", "15 KB", "553 MB", "2 GB", "3.1 GB"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    /// So many values of a tensor.
    pub const fn of_values(values: u64) -> Self {
        Self(values.saturating_mul(size_of::<f32>() as u64))
    }
}

impl std::ops::Add for Bytes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Mul<u64> for Bytes {
    type Output = Self;

    fn mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl std::iter::Sum for Bytes {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, bytes| sum + bytes)
    }
}

/// How many samples there is room for where a batch is computed side by side.
fn room(batch: u64) -> u64 {
    batch.next_multiple_of(lanes(batch as usize) as u64)
}

impl Plan {
    /// Parameters and running statistics.
    pub fn weights_bytes(&self) -> Bytes {
        Bytes::of_values(self.params_len() as u64 + self.running_len() as u64)
    }

    /// What a forward pass over `batch` samples takes beside the weights: what comes out of every node, what forward leaves for
    /// backward, and what the largest layer works with.
    pub fn forward_bytes(&self, batch: u64) -> Bytes {
        let values = self.ids().map(|id| self.shape(id).len() as u64 + self.saved(id)).sum::<u64>();
        let outside = self.network().input.len() as u64 + self.output().len() as u64;
        let (inside, outside) = (values.saturating_mul(room(batch)), outside.saturating_mul(batch));
        Bytes::of_values(inside) + Bytes::of_values(outside) + self.scratch(batch)
    }

    /// What a forward and a backward pass over `batch` samples take beside the weights: dL/d(activation) of every node as well,
    /// but not dL/dparams, which only training asks for.
    pub fn backward_bytes(&self, batch: u64) -> Bytes {
        let gradients = self.total_cost().activations.saturating_mul(room(batch));
        self.forward_bytes(batch) + Bytes::of_values(gradients)
    }

    /// Values that forward leaves for backward, for one sample.
    fn saved(&self, id: NodeId) -> u64 {
        self.layer(id).map_or(0, |layer| layer.op().saved(&self.input_shapes(id), 1) as u64)
    }

    /// What the layer works with that needs most.
    fn scratch(&self, batch: u64) -> Bytes {
        let of = |id| {
            let (op, inputs) = (self.layer(id)?.op(), self.input_shapes(id));
            // What takes no lanes is given copies, sample after sample, of values and of gradients.
            let values: u64 = inputs.iter().chain([&self.shape(id)]).map(|shape| shape.len() as u64).sum();
            let copies = if op.takes_lanes() { 0 } else { 2 * values.saturating_mul(room(batch)) };
            Some(op.scratch(&inputs, self.shape(id), batch).saturating_add(copies))
        };
        Bytes::of_values(self.ids().filter_map(of).max().unwrap_or(0))
    }
}
