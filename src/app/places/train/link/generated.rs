//! The keys of generated samples.

use crate::app::link::{Bounds, Key, non_negative, parsed};
use crate::app::places::train::DataSource;
use crate::app::text::link as text;
use crate::data::{Feature, Features, Generator};

/// The most samples of each kind that a link can ask for.
const COUNTS: Bounds<2> = Bounds([1, 0], [100_000; 2]);

/// How many samples are generated, and how.
pub(super) const GENERATED: &[Key<DataSource>] = &[
    Key {
        name: "count",
        what: text::COUNT,
        print: |to| generated(to, |_, [training, validation]| format!("{training}.{validation}")),
        read: |to, text| {
            let DataSource::Generated { training, validation, .. } = to else { return None };
            [*training, *validation] = COUNTS.read(text)?.map(|count| count as u32);
            Some(())
        },
        expects: |_, _| COUNTS.expected(),
    },
    Key {
        name: "noise",
        what: text::NOISE,
        print: |to| generated(to, |generator, _| generator.noise.to_string()),
        read: |to, text| {
            let DataSource::Generated { generator, .. } = to else { return None };
            generator.noise = non_negative(text).filter(|noise| *noise <= 1.0)?;
            Some(())
        },
        expects: |_, _| text::between(0.0, 1.0),
    },
    Key {
        name: "dataseed",
        what: text::DATA_SEED,
        print: |to| generated(to, |generator, _| generator.seed.to_string()),
        read: |to, text| {
            let DataSource::Generated { generator, .. } = to else { return None };
            generator.seed = parsed(text)?;
            Some(())
        },
        expects: |_, _| text::WHOLE_NUMBER.to_string(),
    },
    Key {
        name: "features",
        what: text::FEATURES,
        print: |to| generated(to, |generator, _| generator.features.to_link()),
        read: |to, text| {
            let DataSource::Generated { generator, .. } = to else { return None };
            generator.features = Features::from_link(text).filter(|_| generator.source.is_plane())?;
            Some(())
        },
        expects: |_, _| text::some_of(&Feature::ALL.map(Feature::name)),
    },
];

/// What is printed of generated samples; nothing of others.
fn generated(data: &DataSource, print: impl Fn(&Generator, [u32; 2]) -> String) -> String {
    match data {
        DataSource::Generated { generator, training, validation } => {
            print(generator, [*training, *validation])
        }
        DataSource::Custom(_) => String::new(),
    }
}
