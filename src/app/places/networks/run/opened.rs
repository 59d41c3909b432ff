//! [`Opened`]: what is known of a network that the worker has opened.

use crate::network::Weights;

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
}
