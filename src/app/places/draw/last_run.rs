//! The network of the last run of Train looks at drawings.

use std::sync::Arc;

use super::{Draw, Effect};
use crate::app::text::draw::networks as text;
use crate::app::trained_network::TrainedNetwork;
use crate::data::SIDE;
use crate::shape::Shape;

/// What a network of digits takes and answers.
const DIGITS: (Shape, Shape) = (Shape::new(1, SIDE, SIDE), Shape::flat(10));

impl Draw {
    /// Opens what the store has of the last run, if it reads digits.
    pub(super) fn open_last_run(&mut self, stored: Option<&[u8]>) -> Vec<Effect> {
        let Some((trained, plan)) = stored.and_then(TrainedNetwork::from_bytes) else {
            self.fail(text::NO_LAST_RUN.to_owned());
            return Vec::new();
        };
        if (plan.network().input, plan.output()) != DIGITS {
            self.fail(text::no_digits(&trained.name));
            return Vec::new();
        }
        let weights = trained.weights.to_safetensors(&plan, Default::default());
        self.plan = Arc::new(plan);
        vec![Effect::Send(self.open_network(weights))]
    }
}
