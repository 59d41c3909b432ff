//! Batches to begin with.

use super::{Kind, Norms};
use crate::app::lab::Preset;
use crate::app::text::norms as text;

/// Columns with means 4, 3 and 5, all with variance 5.
const BATCH: [f32; 12] = [1.0, 4.0, 2.0, 3.0, 0.0, 8.0, 5.0, 2.0, 6.0, 7.0, 6.0, 4.0];

/// All examples.
pub const fn presets() -> &'static [Preset<Norms>] {
    const {
        &[
            Preset::new("batch", text::LECTURE, || Norms::new(Kind::Batch, 3, &BATCH)),
            Preset::new("inference", text::RUNNING, || Norms {
                infers: true,
                running: vec![3.0, 3.5, 5.0, 4.0, 6.0, 5.0],
                ..Norms::new(Kind::Batch, 3, &BATCH)
            }),
            Preset::new("two", text::SMALL_BATCH, || Norms::new(Kind::Batch, 3, &BATCH[..6])),
            Preset::new("one", text::ONE_SAMPLE, || Norms::new(Kind::Batch, 3, &BATCH[..3])),
            Preset::new("layer", text::LAYER, || Norms::new(Kind::Layer, 3, &BATCH)),
            Preset::new("local", text::LOCAL, || Norms::new(Kind::LocalResponse, 3, &BATCH)),
            Preset::new("inhibition", text::INHIBITION, || {
                Norms::new(Kind::LocalResponse, 5, &[1.0, 1.0, 4.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
            }),
        ]
    }
}

impl Norms {
    /// The example that this is, at whichever step.
    pub fn preset(&self) -> Option<usize> {
        presets().iter().position(|preset| Self { at: self.at, ..preset.example() } == *self)
    }
}
