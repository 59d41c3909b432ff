//! What of teaching belongs in the link.

use super::samples::{EPOCH, HALF, network};
use super::{BATCH, EPOCHS, OwnConfig};
use crate::app::link::{by_name, named};
use crate::app::text::Text;
use crate::app::text::scenes_teach as text;
use crate::network::{NodeId, Plan};
use crate::zoo::block_ends;

/// What is taught: `teach=` in the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeachConfig {
    /// The digits 5 to 9.
    Digits(DigitsConfig),
    /// Classes of the user's own.
    Own(OwnConfig),
}

impl Default for TeachConfig {
    fn default() -> Self {
        Self::Digits(DigitsConfig::default())
    }
}

impl TeachConfig {
    /// As links say it.
    pub fn print(&self) -> String {
        match self {
            Self::Digits(config) => config.print(),
            Self::Own(config) => config.print(),
        }
    }

    /// Reads it.
    pub fn read(text: &str) -> Option<Self> {
        OwnConfig::read(text).map(Self::Own).or_else(|| DigitsConfig::read(text).map(Self::Digits))
    }
}

/// What is transferred to the digits 5 to 9, and how. `teach=2.frozen.1` in the link: how many blocks are taken over, whether they are frozen, and how many
/// examples of each class there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitsConfig {
    /// So many blocks are taken over, 1 to [`BLOCKS`].
    pub blocks: usize,
    /// Whether they stay as they are.
    pub frozen: bool,
    /// Examples of each class, one of [`EXAMPLES`].
    pub examples: usize,
}

/// The blocks of the network.
pub const BLOCKS: usize = 3;

/// How many examples of each class there may be.
pub const EXAMPLES: [usize; 3] = [1, 5, 20];

/// Whether blocks stay as they are, as links and people call it.
pub const WAYS: [(bool, &str, Text); 2] =
    [(true, "frozen", text::FROZEN), (false, "fine-tuned", text::FINE_TUNED)];

/// A case where it helps, and one where it does not.
pub const CASES: [DigitsConfig; 2] = [
    DigitsConfig { blocks: 2, frozen: true, examples: 1 },
    DigitsConfig { blocks: BLOCKS, frozen: true, examples: 20 },
];

impl Default for DigitsConfig {
    fn default() -> Self {
        CASES[0]
    }
}

impl DigitsConfig {
    /// The last node that is taken over.
    pub fn through(&self) -> NodeId {
        block_ends(&network())[self.blocks.clamp(1, BLOCKS) - 1]
    }

    /// Steps of each network.
    pub fn steps(&self) -> u64 {
        let samples = self.examples * usize::from(HALF);
        let epoch = samples * EPOCH.div_ceil(samples);
        u64::from(EPOCHS) * epoch.div_ceil(BATCH) as u64
    }

    /// Multiply-adds of a sample forward, and backward: of the network that takes features over, and of the one that does not.
    pub fn macs(&self) -> [[u64; 2]; 2] {
        let Ok(plan) = Plan::new(network()) else { return [[0; 2]; 2] };
        let frozen = if self.frozen { self.through() } else { NodeId::INPUT };
        [[plan.total_cost().macs; 2], [frozen, NodeId::INPUT].map(|through| plan.backward_macs(through))]
    }

    /// As links say it.
    pub fn print(&self) -> String {
        format!("{}.{}.{}", self.blocks, named(&WAYS, self.frozen), self.examples)
    }

    /// Reads it.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [blocks, way, examples] = parts[..] else { return None };
        let blocks = blocks.parse().ok().filter(|blocks| (1..=BLOCKS).contains(blocks))?;
        let examples = examples.parse().ok().filter(|examples| EXAMPLES.contains(examples))?;
        Some(Self { blocks, frozen: by_name(&WAYS, way)?, examples })
    }
}
