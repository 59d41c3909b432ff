//! The network of the last run of Train, or of a file, looks at drawings.

use std::sync::Arc;

use super::{ChosenNetwork, Draw, Effect};
use crate::app::text::draw::networks as text;
use crate::app::trained_network::TrainedNetwork;
use crate::data::SIDE;
use crate::shape::Shape;

/// What a network of digits takes and answers.
const DIGITS: (Shape, Shape) = (Shape::new(1, SIDE, SIDE), Shape::flat(10));

impl Draw {
    /// The page goes elsewhere. Until it comes back, another run may be the last one, or another file opened.
    pub fn leave(&mut self) {
        self.is_stale = !matches!(self.network, ChosenNetwork::Shipped(_));
    }

    /// Whether the network may be another one by now.
    pub const fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// Opens what the store has of the network that is chosen, if it reads digits.
    pub(super) fn open_last_run(&mut self, stored: Option<&[u8]>) -> Vec<Effect> {
        let Some((trained, plan)) = stored.and_then(TrainedNetwork::from_bytes) else {
            let nothing =
                if self.network == ChosenNetwork::Opened { text::NO_OPENED } else { text::NO_LAST_RUN };
            self.fail(nothing.to_string());
            return Vec::new();
        };
        if (plan.network().input, plan.output()) != DIGITS {
            self.fail(text::no_digits(&trained.name));
            return Vec::new();
        }
        let weights = trained.weights.to_safetensors(&plan, Default::default());
        (self.plan, self.dataset) = (Arc::new(plan), trained.dataset);
        vec![Effect::Send(self.open_network(weights))]
    }
}
