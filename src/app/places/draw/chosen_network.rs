//! Which network looks at a drawing.

use crate::app::text::Text;
use crate::app::text::draw::networks as text;
use crate::zoo::DigitNetwork;

/// A network that can look at a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenNetwork {
    /// One that comes with the site.
    Shipped(DigitNetwork),
    /// That of the last run of Train.
    LastRun,
    /// That which was opened from a file in Networks.
    Opened,
}

impl Default for ChosenNetwork {
    fn default() -> Self {
        Self::Shipped(DigitNetwork::default())
    }
}

impl From<DigitNetwork> for ChosenNetwork {
    fn from(network: DigitNetwork) -> Self {
        Self::Shipped(network)
    }
}

/// The networks, with their names in links and for people.
pub const NETWORKS: [(ChosenNetwork, &str, Text); 6] = [
    shipped(DigitNetwork::Cnn, text::NETWORKS[0]),
    shipped(DigitNetwork::LeNet5, text::NETWORKS[1]),
    shipped(DigitNetwork::Dense, text::NETWORKS[2]),
    shipped(DigitNetwork::GlobalAverage, text::NETWORKS[3]),
    (ChosenNetwork::LastRun, "last", text::NETWORKS[4]),
    (ChosenNetwork::Opened, "opened", text::NETWORKS[5]),
];

const fn shipped(network: DigitNetwork, words: Text) -> (ChosenNetwork, &'static str, Text) {
    (ChosenNetwork::Shipped(network), network.name(), words)
}
