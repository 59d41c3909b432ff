//! A network that is opened, and what it made of a photograph.

use std::rc::Rc;

use super::{Guess, guesses, usual_largest};
use crate::app::text::networks::run as text;
use crate::network::Weights;

/// How far the weights are.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// They were not asked for, or that was taken back.
    No,
    /// So many of the file's bytes are here.
    Fetching(u64),
    /// The worker opens them.
    Opening,
    /// They are open.
    Ready(Rc<Opened>),
    /// They cannot be opened, and why.
    Failed(String),
}

/// A network that the worker has opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its weights.
    pub weights: Weights,
    /// What its classes are called; empty if nobody knows.
    pub names: Vec<String>,
}

impl Opened {
    /// What a class is called: the first of its names.
    pub fn name(&self, class: usize) -> Option<&str> {
        self.names.get(class)?.split(", ").next()
    }

    /// Its name, or its number where nobody knows that.
    pub fn called(&self, class: usize) -> String {
        self.name(class).map_or_else(|| text::class(class), str::to_owned)
    }
}

/// What a network made of a photograph.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The values of the last node of each stage.
    pub maps: Vec<Vec<f32>>,
    /// What 99 of 100 magnitudes of each of these do not exceed.
    pub ranges: Vec<f32>,
    /// The best guesses.
    pub guesses: Vec<Guess>,
    /// Milliseconds from the question to the answer.
    pub milliseconds: f64,
    /// Milliseconds of each stage, and behind the last one of what comes after it.
    pub times: Vec<f64>,
}

impl Seen {
    /// From what came out of the ends of all stages and, last, of the network, and when.
    pub(super) fn new(mut maps: Vec<Vec<f32>>, milliseconds: f64, there: &[f64]) -> Self {
        let logits = maps.pop().unwrap_or_default();
        let ranges = maps.iter().map(|values| usual_largest(values)).collect();
        let before = std::iter::once(0.0).chain(there.iter().copied());
        let times = there.iter().zip(before).map(|(there, before)| there - before).collect();
        Self { maps, ranges, guesses: guesses(&logits), milliseconds, times }
    }
}
