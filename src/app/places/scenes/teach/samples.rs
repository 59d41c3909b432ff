//! The digits: 0 to 4, which a network learns first, and 5 to 9, which both learn from few examples.

use std::sync::Arc;

use crate::data::{Dataset, Generator, Scale, Source, Split};
use crate::network::Network;
use crate::session::Data;
use crate::zoo::digit_classifier;

/// Digits of a half: so many classes.
pub const HALF: u8 = 5;
/// Samples of each class that both networks are scored on and do not learn from.
pub const SCORED: usize = 40;
/// Samples of an epoch: few examples come again until there are as many.
pub(super) const EPOCH: usize = 200;
/// Digits 0 to 4 that are learnt first, and those that this is scored on.
pub(super) const SOURCE: [usize; 2] = [1000, 100];

/// The network: that which learns first, and both others.
pub fn network() -> Network {
    digit_classifier(usize::from(HALF))
}

/// The names of the classes that are new.
pub fn names() -> Vec<String> {
    (HALF..2 * HALF).map(|digit| digit.to_string()).collect()
}

fn row(seed: u64) -> Generator {
    Generator { seed, ..Generator::of(Source::Digits) }
}

fn drawn(generator: Generator, index: u64) -> Vec<f32> {
    let mut values = vec![0.0; generator.shape().len()];
    generator.sample(index, &mut values);
    values
}

/// Samples of a row, with the first of these labels as class 0.
fn samples(generator: Generator, indices: &[u64], first: u8, names: Vec<String>) -> Dataset {
    let bytes = |&index: &u64| drawn(generator, index).into_iter().map(|value| Scale::Unit.byte(value));
    Dataset {
        shape: generator.shape(),
        scale: Scale::Unit,
        images: indices.iter().flat_map(bytes).collect(),
        labels: indices.iter().map(|&index| generator.label(index) - first).collect(),
        names,
    }
}

/// What is learnt: first `examples` of each class, class by class, as often as they come in an epoch, then those that are scored. The
/// latter are the same however many there are of the others.
pub fn data(examples: usize, seed: u64) -> Dataset {
    let generator = row(seed);
    let mut of_class = vec![Vec::new(); usize::from(HALF)];
    let mut index = 0;
    while of_class.iter().any(|indices: &Vec<u64>| indices.len() < SCORED + examples) {
        if let Some(class) = generator.label(index).checked_sub(HALF) {
            of_class[usize::from(class)].push(index);
        }
        index += 1;
    }
    let part = |from: usize, to: usize| of_class.iter().flat_map(move |it| it[from..to].iter().copied());
    let taken: Vec<u64> = part(SCORED, SCORED + examples).collect();
    let times = EPOCH.div_ceil(taken.len().max(1));
    let all: Vec<u64> = taken.repeat(times).into_iter().chain(part(0, SCORED)).collect();
    samples(generator, &all, HALF, names())
}

/// A new digit that is neither learnt from nor scored.
pub fn unseen(number: usize) -> Vec<f32> {
    let generator = row(u64::MAX);
    let index = (0..).filter(|index| generator.label(*index) >= HALF).nth(number).unwrap_or(0);
    drawn(generator, index)
}

/// What is learnt first.
pub fn source(seed: u64) -> Data {
    let generator = row(seed.wrapping_add(1));
    let indices: Vec<u64> =
        (0..).filter(|index| generator.label(*index) < HALF).take(SOURCE[0] + SOURCE[1]).collect();
    let names = (0..HALF).map(|digit| digit.to_string()).collect();
    let data = Arc::new(samples(generator, &indices, 0, names));
    Data::Given { data, validation: Split::Last(SOURCE[1] as u32) }
}
