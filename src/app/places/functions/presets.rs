//! Functions to begin with.

use super::{Functions, Topic};
use crate::app::lab::Preset;
use crate::app::text::functions as text;

/// All examples.
pub const fn presets() -> &'static [Preset<Functions>] {
    const {
        &[
            Preset::new("sigmoid", text::SIGMOID, || curves(0)),
            Preset::new("tanh", text::TANH, || curves(1)),
            Preset::new("relu", text::DEAD, || curves(2)),
            Preset::new("leaky-relu", text::LEAKY, || curves(3)),
            Preset::new("gelu", text::SMOOTH, || curves(6)),
            Preset::new("linear", text::LINEAR, || of(Topic::Linear, 2)),
            Preset::new("between", text::RELU_BETWEEN, || Functions {
                x: [1.0, -1.0],
                ..of(Topic::Linear, 2)
            }),
            Preset::new("maps", text::MAPS, || of(Topic::Maps, 2)),
            Preset::new("sigmoid-maps", text::SIGMOID_MAPS, || of(Topic::Maps, 0)),
        ]
    }
}

fn of(topic: Topic, function: usize) -> Functions {
    Functions {
        topic,
        function,
        layers: 4,
        second: [2.0, 0.0, 1.0, -1.0],
        first: [1.0, 2.0, 3.0, 1.0],
        x: [1.0, 1.0],
        at: 0,
    }
}

/// At x = 0, where the slope of a sigmoid is largest.
fn curves(function: usize) -> Functions {
    Functions { at: super::curves::ORIGIN, ..of(Topic::Curves, function) }
}

impl Functions {
    /// The first example of a topic, with the same function.
    pub fn about(&self, topic: Topic) -> Self {
        let first = presets().iter().map(Preset::example).find(|example| example.topic == topic);
        Self { function: self.function, ..first.unwrap_or_default() }
    }
}
