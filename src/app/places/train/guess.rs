//! What a network says of one sample.

use super::{Effect, Train};
use crate::app::numbers::whole_percent;
use crate::app::text::train as text;
use crate::argsort::argsort_descending;
use crate::session::{Loss, RunCommand};
use std::rc::Rc;

/// The probability of each class: softmax of the logits.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    logits: Vec<f32>,
    probabilities: Vec<f32>,
}

impl Guess {
    /// Of these logits.
    ///
    /// ```
    /// use convoscope::app::places::train::Guess;
    /// let guess = Guess::of(&[0.0, 3f32.ln(), 0.0]);
    /// assert_eq!(guess.ranked(2).map(|(class, _)| class).collect::<Vec<_>>(), [1, 0]);
    /// assert_eq!(guess.sentence(Some(0), &["5", "6", "7"].map(String::from)), "label 5, says 6 with 60 %");
    /// ```
    pub fn of(logits: &[f32]) -> Self {
        let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
        let sum: f32 = powers.iter().sum();
        let probabilities = powers.into_iter().map(|power| power / sum).collect();
        Self { logits: logits.to_vec(), probabilities }
    }

    /// The classes with the largest probabilities, so many at most, the most probable first.
    pub fn ranked(&self, most: usize) -> impl Iterator<Item = (usize, f32)> {
        let order = argsort_descending(self.probabilities.iter().copied()).into_iter().take(most);
        order.map(|class| (class, self.probabilities[class]))
    }

    /// The probabilities, class by class.
    pub fn probabilities(&self) -> &[f32] {
        &self.probabilities
    }

    /// The mean squared distance of the logits from 1 for this class and 0 for the others.
    pub fn squared_error(&self, label: usize) -> f32 {
        let squared = |(class, logit): (usize, &f32)| (logit - f32::from(class == label)).powi(2);
        self.logits.iter().enumerate().map(squared).sum::<f32>() / self.logits.len().max(1) as f32
    }

    /// Huber's loss of the same distances, the mean over the logits.
    pub fn huber(&self, label: usize) -> f32 {
        let own = |(class, logit): (usize, &f32)| Loss::huber(logit - f32::from(class == label));
        self.logits.iter().enumerate().map(own).sum::<f32>() / self.logits.len().max(1) as f32
    }

    /// What it is, if that is known, and what the network says.
    pub fn sentence(&self, label: Option<usize>, names: &[String]) -> String {
        let name = |class: usize| names.get(class).map_or("", String::as_str);
        let Some((best, probability)) = self.ranked(1).next() else { return String::new() };
        text::says(label.map(name), name(best), &whole_percent(probability))
    }
}

impl Train {
    /// Looks at something in place of the chosen sample, or at that again.
    pub(super) fn try_input(&mut self, input: Option<Rc<[f32]>>) -> Vec<Effect> {
        self.tried = input.filter(|input| input.len() == self.config.data.shape().len());
        self.watch()
    }

    /// Asks what the networks say of a sample.
    pub(super) fn point_at(&mut self, sample: Option<u32>) -> Vec<Effect> {
        let Some(sample) = sample else {
            self.runs.list.iter_mut().chain(&mut self.pins.beside).for_each(|run| run.pointed = None);
            return Vec::new();
        };
        if !self.runs.ready() {
            return Vec::new();
        }
        self.each_shown(|_| RunCommand::Classify { sample })
    }
}
