//! Examples for what is counted.

use super::{Counts, Topic};
use crate::app::lab::Preset;
use crate::app::text::Text;
use crate::app::text::counts as text;
use crate::shape::Shape;

/// All examples; the first of each topic is the one that it begins with.
pub const fn presets() -> &'static [Preset<Counts>] {
    const {
        &[
            Preset::new("small", text::SMALL, || of(Topic::Connections, [1, 5, 5])),
            Preset::new("strided", text::STRIDED, || Counts {
                stride: 2,
                ..of(Topic::Connections, [1, 7, 7])
            }),
            Preset::new("cifar", Text::of(text::CIFAR), || Counts {
                kernel: 5,
                ..of(Topic::Connections, [3, 32, 32])
            }),
            Preset::new("photograph", text::PHOTOGRAPH, || Counts {
                filters: 64,
                padding: 1,
                ..of(Topic::Connections, [3, 256, 256])
            }),
            Preset::new("lecture", Text::of(text::LECTURE), || dense([3, 256, 256], &[1000, 100])),
            Preset::new("hd", Text::of(text::FULL_HD), || dense([3, 1080, 1920], &[1000, 100])),
            Preset::new("digits", Text::of(text::DIGITS), || dense([1, 28, 28], &[30, 10])),
            Preset::new("maps", text::MAPS, || Counts { filters: 64, ..of(Topic::Pooling, [64, 28, 28]) }),
            Preset::new("lenet5", text::SMALL_MAPS, || Counts {
                filters: 16,
                kernel: 5,
                units: vec![120],
                ..of(Topic::Pooling, [6, 28, 28])
            }),
            Preset::new("rows", Text::of(text::ROWS_OF_14), || of(Topic::Flatten, [1, 14, 14])),
            Preset::new("colours", Text::of(text::COLOURS), || of(Topic::Flatten, [3, 32, 32])),
        ]
    }
}

fn of(topic: Topic, [c, h, w]: [usize; 3]) -> Counts {
    let input = Shape { c, h, w };
    Counts { topic, input, filters: 1, kernel: 3, stride: 1, padding: 0, units: vec![10], pool: 2, at: 0 }
}

fn dense(input: [usize; 3], units: &[usize]) -> Counts {
    Counts { units: units.to_vec(), ..of(Topic::Dense, input) }
}

impl Counts {
    /// The first example of a topic.
    pub fn about(topic: Topic) -> Self {
        presets().iter().map(Preset::example).find(|example| example.topic == topic).unwrap_or_default()
    }

    /// The examples of a topic.
    pub fn presets_about(topic: Topic) -> Vec<&'static Preset<Self>> {
        presets().iter().filter(|preset| preset.example().topic == topic).collect()
    }
}
