//! What of teaching one's own classes belongs in the link.

use crate::app::link::{by_name, named};
use crate::app::places::scenes::teach::WAYS;
use crate::app::text::Text;
use crate::app::text::scenes_teach_own as text;

/// A network whose first layers are taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceNetwork {
    /// The network that reads digits and comes with the page.
    Digits,
    /// That of the last run of Train.
    LastRun,
    /// EfficientNet-Lite0, which has learnt from ImageNet's photographs.
    Lite0,
}

/// The networks, as links and people call them.
pub const SOURCE_NETWORKS: [(SourceNetwork, &str, Text); 3] = [
    (SourceNetwork::Digits, "digits", text::SOURCE_NETWORKS[0]),
    (SourceNetwork::LastRun, "last-run", text::SOURCE_NETWORKS[1]),
    (SourceNetwork::Lite0, "lite0", text::SOURCE_NETWORKS[2]),
];

/// The most places that a network may be cut at.
pub const MOST_CUTS: usize = 5;

/// What the user's classes are learnt with. `teach=own.digits.4.frozen` in the link; `teach=own` is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnConfig {
    /// The network that lends its first layers.
    pub source: SourceNetwork,
    /// Behind which of the layers that it may be cut behind, 1 to [`MOST_CUTS`]; of EfficientNet-Lite0 there is one.
    pub cut: usize,
    /// Whether they stay as they are; those of EfficientNet-Lite0 do.
    pub frozen: bool,
}

impl Default for OwnConfig {
    fn default() -> Self {
        Self { source: SourceNetwork::Digits, cut: 4, frozen: true }
    }
}

impl OwnConfig {
    /// The word that it begins with in links.
    pub const NAME: &str = "own";

    /// The same with what the network offers alone.
    pub fn offered(self) -> Self {
        match self.source {
            SourceNetwork::Lite0 => Self { cut: 1, frozen: true, ..self },
            _ => self,
        }
    }

    /// As links say it.
    pub fn print(&self) -> String {
        if *self == Self::default() {
            return Self::NAME.to_owned();
        }
        let Self { source, cut, frozen } = *self;
        format!("{}.{}.{cut}.{}", Self::NAME, named(&SOURCE_NETWORKS, source), named(&WAYS, frozen))
    }

    /// Reads it.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        match parts[..] {
            [Self::NAME] => Some(Self::default()),
            [Self::NAME, source, cut, way] => {
                let cut = cut.parse().ok().filter(|cut| (1..=MOST_CUTS).contains(cut))?;
                let source = by_name(&SOURCE_NETWORKS, source)?;
                Some(Self { source, cut, frozen: by_name(&WAYS, way)? }.offered())
            }
            _ => None,
        }
    }
}
