//! What both networks learn from, and what they are scored on.

use std::sync::Arc;

use super::examples::{Example, Examples, LARGEST};
use crate::app::places::scenes::teach::EPOCH;
use crate::app::text::scenes_teach_own as text;
use crate::data::{Dataset, Scale};
use crate::random::Random;
use crate::shape::Shape;

/// One of so many examples of a class is held out, where every class has as many.
pub const HELD_OUT: usize = 4;

/// The same examples as each of both networks takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// Of the network that takes layers over, and of the one that begins fresh: first those that are learnt from, as often as they come in an
    /// epoch, then those that are scored.
    pub of_runs: [Arc<Dataset>; 2],
    /// How many examples are learnt from.
    pub learnt: usize,
    /// How many are held out, and scored.
    pub scored: usize,
    /// How many samples an epoch has.
    pub epoch: usize,
}

/// How a network takes an example.
pub struct Taken<'a> {
    pub shape: Shape,
    pub scale: Scale,
    pub sample: &'a dyn Fn(&Example) -> Option<Vec<u8>>,
}

/// How many examples of each class are held out; `learnt` is how many of each are learnt from, where that is said.
pub fn held_out(counts: &[usize], learnt: Option<usize>) -> Vec<usize> {
    if let Some(learnt) = learnt {
        return counts.iter().map(|count| count.saturating_sub(learnt)).collect();
    }
    let enough = counts.iter().all(|count| *count >= HELD_OUT);
    counts.iter().map(|count| if enough { count / HELD_OUT } else { 0 }).collect()
}

/// How many samples an epoch has: every class comes as often as the most frequent one, and few examples come again.
pub fn epoch(examples: &Examples) -> usize {
    let (counts, classes) = (examples.counts(), examples.classes.len());
    let learnt = counts.iter().zip(examples.held_out_of_each()).map(|(count, held_out)| count - held_out);
    classes * learnt.max().unwrap_or(0).max(EPOCH.div_ceil(classes))
}

impl Samples {
    /// `seed` draws which examples are held out.
    pub fn of(examples: &Examples, takes: [Taken<'_>; 2], seed: u64) -> Result<Self, String> {
        let held_out = examples.held_out_of_each();
        let classes = examples.classes.len();
        let times = epoch(examples) / classes;
        let (mut learnt, mut scored, mut distinct) = (Vec::new(), Vec::new(), 0);
        for (label, (class, held_out)) in examples.classes.iter().zip(held_out).enumerate() {
            let mut drawn: Vec<&Example> = class.examples.iter().collect();
            Random::split(seed, label as u64).shuffle(&mut drawn);
            let behind = drawn.split_off(drawn.len() - held_out);
            distinct += drawn.len();
            learnt.extend(drawn.into_iter().cycle().take(times).map(|example| (example, label as u8)));
            scored.extend(behind.into_iter().map(|example| (example, label as u8)));
        }
        let (epoch, held_out) = (learnt.len(), scored.len());
        let all: Vec<(&Example, u8)> = learnt.into_iter().chain(scored).collect();
        let dataset = |Taken { shape, scale, sample }: Taken<'_>| {
            if all.len() * shape.len() > LARGEST {
                return Err(text::samples_too_large(&shape.to_string(), LARGEST >> 20));
            }
            let mut images = Vec::with_capacity(all.len() * shape.len());
            for (example, _) in &all {
                images.extend(sample(example).ok_or(text::NOTHING_DRAWN)?);
            }
            let labels = all.iter().map(|(_, label)| *label).collect();
            Ok(Arc::new(Dataset { shape, scale, images, labels, names: examples.names() }))
        };
        let [first, second] = takes.map(dataset);
        Ok(Self { of_runs: [first?, second?], learnt: distinct, scored: held_out, epoch })
    }
}

#[cfg(test)]
mod tests {
    use super::held_out;

    #[test]
    fn enough_examples_are_held_out_in_every_class_or_in_none() {
        assert_eq!(held_out(&[4, 9], None), [1, 2]);
        assert_eq!(held_out(&[3, 40], None), [0, 0]);
        assert_eq!(held_out(&[10, 5, 3], Some(4)), [6, 1, 0]);
    }
}
