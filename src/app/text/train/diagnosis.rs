//! What is said of a run that goes wrong, and of what to try.

use crate::app::text::{Text, tr};

pub const DIAGNOSIS: Text = Text("Diagnosis");
pub const EQUAL_WEIGHTS: Text = Text(
    "All weights of a layer began equal: they get equal gradients and stay equal, so each layer is a single unit.",
);
pub const TRY_HE: Text = Text("Try He initialization");
pub const TRY_RELU: Text = Text("Try ReLU and He");
pub const TRY_LEAKY: Text = Text("Try leaky ReLU");
pub const TRY_BALANCED: Text = Text("Try balanced batches");
pub const TRY_BATCH_32: Text = Text("Try batches of 32");
pub const TRY_AUGMENTATION: Text = Text("Try augmentation");

pub fn diverging(rate: &str) -> String {
    tr!("The loss grows instead of falling: a learning rate of {rate} is too high.")
}

pub fn tiny_batch_norm(samples: usize) -> String {
    tr!(
        "The loss stays where it began: batch norm over {samples, plural, one {# sample} other {# samples}} at a time takes away what tells samples apart."
    )
}

pub fn dying_units(share: &str) -> String {
    tr!(
        "Dying units: {share} of the ReLU channels give 0 for every validation sample, and no gradient comes through them."
    )
}

pub fn vanishing(factor: &str) -> String {
    tr!("The loss stays where it began: gradients shrink {factor}× from the last layer to the first.")
}

pub fn small_steps(rate: &str) -> String {
    tr!("The loss hardly moves: a learning rate of {rate} takes small steps.")
}

pub fn majority(class: &str, share: &str) -> String {
    tr!(
        "Nearly everything is taken for {class}, which {share} of the samples are: the others are not learnt."
    )
}

pub fn running_statistics(training: &str, validation: &str) -> String {
    tr!(
        "{training} of the batches are right, but {validation} in validation, where batch norm takes running statistics: those of small batches are too noisy."
    )
}

pub fn overfitting(training: &str, validation: &str) -> String {
    tr!(
        "Over-fitting: {training} of the training samples are right and {validation} in validation, whose loss rises again."
    )
}

pub fn try_rate(rate: &str) -> String {
    tr!("Try rate {rate}")
}

pub fn try_l2(lambda: &str) -> String {
    tr!("Try L2 {lambda}")
}
