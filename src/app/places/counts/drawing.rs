use super::{Counts, Topic, connections, dense, flatten, pooling};
use crate::app::color::Theme;
use crate::app::figure::{Draw, Item, Spot};
use crate::app::text::counts as text;

/// What is counted, at a step.
pub struct Counted {
    pub counts: Counts,
    pub at: usize,
    pub remark: String,
}

impl Draw for Counted {
    fn items(&self, size: [f32; 2], theme: Theme) -> Vec<Item> {
        let Self { counts, at, .. } = self;
        match counts.topic {
            Topic::Connections => connections::items(counts, *at, size, theme),
            Topic::Dense => dense::items(counts, *at, size, theme),
            Topic::Pooling => pooling::items(counts, *at, size, theme),
            Topic::Flatten => flatten::items(counts, *at, size, theme),
        }
    }

    fn spot_at(&self, size: [f32; 2], at: [f32; 2]) -> Option<Spot> {
        (self.counts.topic == Topic::Flatten).then(|| flatten::row_at(&self.counts, self.at, size, at))?
    }

    fn caption(&self) -> String {
        text::caption(text::TITLES[self.counts.topic as usize].get(), &self.remark)
    }
}
