//! Networks that were edited, to go back to.

use super::link::is_cut;
use super::{Effect, Train, TrainConfig};
use crate::app::lab::History;
use crate::app::text::train as text;
use crate::network::Network;
use crate::shape::Shape;

/// The networks before and after the present one, all for the same samples.
#[derive(Debug, Default)]
pub(super) struct NetworkHistory {
    networks: History<Network>,
    /// Shape and classes of these samples.
    samples: Option<(Shape, usize)>,
}

impl NetworkHistory {
    /// Forgets what was for other samples: it would not fit.
    fn of(&mut self, config: &TrainConfig) -> &mut History<Network> {
        let samples = Some(samples(config));
        if self.samples != samples {
            *self = Self { samples, ..Self::default() };
        }
        &mut self.networks
    }
}

fn samples(config: &TrainConfig) -> (Shape, usize) {
    (config.data.shape(), config.data.names().len())
}

impl Train {
    /// Whether there is a network to go back to, and one that was taken back.
    pub fn can_undo_redo(&self) -> [bool; 2] {
        let known = self.network_history.samples == Some(samples(&self.config));
        if known { self.network_history.networks.has() } else { [false; 2] }
    }

    /// Other settings, whose network can be taken back if it is another one.
    pub(super) fn configure(&mut self, new: TrainConfig) -> Vec<Effect> {
        if new.network != self.config.network {
            let before = self.config.network.clone();
            self.network_history.of(&self.config).push(before);
        }
        self.reconfigure(new)
    }

    /// Goes back to the network before.
    pub(super) fn undo_network(&mut self) -> Vec<Effect> {
        let present = self.config.network.clone();
        let network = self.network_history.of(&self.config).undo(present);
        self.restore_network(network)
    }

    /// Goes to the network that was taken back.
    pub(super) fn redo_network(&mut self) -> Vec<Effect> {
        let present = self.config.network.clone();
        let network = self.network_history.of(&self.config).redo(present);
        self.restore_network(network)
    }

    /// Takes other settings, as far as there is room for them, and says what a link to them lacks.
    fn reconfigure(&mut self, mut new: TrainConfig) -> Vec<Effect> {
        let refused = new.drop_comparison();
        let another = new.network != self.config.network;
        let effects = self.apply(new);
        self.add_status(refused);
        self.add_status((another && is_cut(&self.link())).then(|| text::TOO_LONG_FOR_LINK.to_string()));
        effects
    }

    fn restore_network(&mut self, network: Option<Network>) -> Vec<Effect> {
        let config = network.map(|network| TrainConfig { network, ..self.config.clone() });
        config.map_or(Vec::new(), |config| self.reconfigure(config))
    }
}
