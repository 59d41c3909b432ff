//! What of teaching belongs in the link.

use super::case::{CASES, Case, EPOCH};
use super::{BATCH, EPOCHS};
use crate::app::link::{by_name, named};
use crate::app::text::scenes_teach as text;
use crate::network::{NodeId, Plan};

/// What is transferred, and how. `teach=shapes.3.fine-tuned.20` in the link: the case, how many blocks are taken over, or `all`,
/// whether they are frozen, and how many examples of each class there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeachConfig {
    /// What to what.
    pub case: Case,
    /// So many blocks are taken over; `None`: all.
    pub blocks: Option<usize>,
    /// Whether they stay as they are.
    pub frozen: bool,
    /// Examples of each class, one of [`EXAMPLES`].
    pub examples: usize,
}

/// How many examples of each class there may be.
pub const EXAMPLES: [usize; 3] = [1, 5, 20];

/// Whether blocks stay as they are, as links and people call it.
pub const WAYS: [(bool, &str, &str); 2] =
    [(true, "frozen", text::FROZEN), (false, "fine-tuned", text::FINE_TUNED)];

impl Default for TeachConfig {
    fn default() -> Self {
        Self { case: Case::Digits, blocks: None, frozen: true, examples: 5 }
    }
}

impl TeachConfig {
    /// The number of blocks that are taken over, at least one.
    pub fn taken_over(&self) -> usize {
        let all = self.case.blocks().len();
        self.blocks.unwrap_or(all).clamp(1, all)
    }

    /// The last node that is taken over.
    pub fn through(&self) -> NodeId {
        self.case.blocks()[self.taken_over() - 1]
    }

    /// Whether digits are what is learnt.
    pub fn is_of_digits(&self) -> bool {
        self.case == Case::Digits
    }

    /// Steps of each network.
    pub fn steps(&self) -> u64 {
        let samples = self.examples * self.case.names().len();
        let epoch = samples * EPOCH.div_ceil(samples);
        u64::from(EPOCHS) * epoch.div_ceil(BATCH) as u64
    }

    /// Multiply-adds of a sample forward, and backward: of the network that takes features over, and of the one that does not.
    pub fn macs(&self) -> [[u64; 2]; 2] {
        let Ok(plan) = Plan::new(self.case.network()) else { return [[0; 2]; 2] };
        let frozen = if self.frozen { self.through() } else { NodeId::INPUT };
        [[plan.total_cost().macs; 2], [frozen, NodeId::INPUT].map(|through| plan.backward_macs(through))]
    }

    /// As links say it.
    pub fn print(&self) -> String {
        let blocks = self.blocks.map_or_else(|| "all".to_owned(), |blocks| blocks.to_string());
        format!("{}.{blocks}.{}.{}", named(&CASES, self.case), named(&WAYS, self.frozen), self.examples)
    }

    /// Reads it.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [case, blocks, way, examples] = parts[..] else { return None };
        let case = by_name(&CASES, case)?;
        let blocks = match blocks {
            "all" => None,
            number => Some(number.parse().ok().filter(|blocks| (1..=case.blocks().len()).contains(blocks))?),
        };
        let examples = examples.parse().ok().filter(|examples| EXAMPLES.contains(examples))?;
        Some(Self { case, blocks, frozen: by_name(&WAYS, way)?, examples })
    }
}
