//! Two networks in the same quantities.

use super::Subject;
use super::table::bytes;

/// What two networks are compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Trained parameters.
    Params,
    /// Multiply-adds of a picture.
    Macs,
    /// Bytes of all feature maps.
    Bytes,
    /// Layers with weights on the longest way.
    Depth,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Params, Self::Macs, Self::Bytes, Self::Depth];

    /// How much of it a network has.
    pub fn of(self, subject: &Subject) -> u64 {
        let total = subject.table.total;
        match self {
            Self::Params => total.params,
            Self::Macs => total.macs,
            Self::Bytes => bytes(total),
            Self::Depth => subject.table.depth(&subject.plan) as u64,
        }
    }
}

/// How much of each quantity two networks have, and how many times as much the first has.
pub fn compare(first: &Subject, second: &Subject) -> [(Quantity, [u64; 2], f64); 4] {
    Quantity::ALL.map(|quantity| {
        let both = [first, second].map(|subject| quantity.of(subject));
        (quantity, both, both[0] as f64 / both[1].max(1) as f64)
    })
}
