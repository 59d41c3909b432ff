//! What is said of the network, of what is inside, and of how it goes.

use super::some;
use crate::app::text::cell;
use crate::session::Look;
use crate::zoo::Template;

// The network.

pub const NETWORK: &str = "Network";
/// Before and behind the number of parameters.
pub const NETWORK_PARAMETERS: [&str; 2] = ["", " parameters"];
pub const TEMPLATE: &str = "Template";
pub const YOUR_OWN_NETWORK: &str = "Your own network";
pub const ADD_LAYER: &str = "Add a layer";
pub const PLUS_LAYER: &str = "+ layer";
pub const INPUT: &str = "input";
pub const NAME: &str = "Name";
pub const THIS_LAYER: &str = "This layer";
pub const UP: &str = "Up";
pub const DOWN: &str = "Down";
pub const DUPLICATE: &str = "Duplicate";

/// As in "plain network, 10 layers".
pub fn template(template: Template) -> String {
    match template {
        Template::Dense { hidden } => format!("{hidden} × 30 sigmoid"),
        Template::Plain { depth } | Template::Residual { depth } => {
            format!("{}, {depth} layers", template.name())
        }
        _ => template.name().to_owned(),
    }
}

pub fn parameters(count: usize) -> String {
    some(count, "parameter", "parameters")
}

/// One of a layer's inputs, counted from 0.
pub fn input(index: usize) -> String {
    format!("Input {}", index + 1)
}

pub fn from(layer: &str) -> String {
    format!("from {layer}")
}

// What is inside.

pub const INSIDE: &str = "Inside the network";
pub const WHAT_IS_SHOWN: &str = "What is shown";
pub const ACTIVATIONS: &str = "Activations";
pub const GRADIENTS: &str = "Gradients";
pub const WEIGHTS: &str = "Weights";
pub const WEIGHT_GRADIENTS: &str = "∂L/∂W";
pub const UPDATES: &str = "Updates";
pub const STATISTICS: &str = "Batch-norm statistics";
pub const MASKS: &str = "Dropout masks";
/// The two bands of a batch norm.
pub const MEAN_AND_VARIANCE: [&str; 2] = ["mean", "variance"];
pub const DROPOUT: &str = "dropout";
pub const BASELINE: &str = "baseline";

/// What all of a look belongs to, where it is not a sample.
pub const fn of_what(look: Look) -> &'static str {
    match look {
        Look::Activations | Look::Gradients | Look::Planes => "",
        Look::Weights => "as they are now",
        Look::WeightGradients | Look::Updates => "of the last batch",
        Look::RunningStatistics => "running, for inference",
        Look::Statistics => "left: of the last batch, right: running, for inference",
        Look::Masks => "of the last batch's first sample; what is white was left out",
    }
}

pub fn of_every_layer(look: &str) -> String {
    format!("{look} of every layer")
}

pub fn for_sample(sample: &str, class: &str) -> String {
    format!("for sample {sample}: {class}")
}

/// The tiles of a layer, and the largest magnitude of their values.
pub fn tiles(layer: &str, count: usize, most: &str) -> String {
    format!("{layer}: {} of values up to ±{most}", some(count, "picture", "pictures"))
}

pub fn more(hidden: usize) -> String {
    format!("and {hidden} more")
}

/// A value of a tile, at its row and column where there are more.
pub fn value(tile: usize, at: Option<[usize; 2]>, value: &str) -> String {
    let at = at.map_or(String::new(), |at| format!(", {}", cell(at)));
    format!("{tile}{at}: {value}")
}

pub fn histogram(count: u32, least: &str, most: &str) -> String {
    format!("{count} values from {least} to {most}")
}

pub const OVER_TIME: &str = "Over time";

// The samples.

pub const SAMPLES: &str = "Samples";
pub const ALL_SAMPLES: &str = "All samples";
pub const PAGE_BEFORE: &str = "Page before";
pub const NEXT_PAGE: &str = "Next page";
pub const AUGMENTED: &str = "The chosen one as augmentation varies it:";

pub fn samples_on_page(first: u32, last: u32, all: &str) -> String {
    format!("Samples {first} to {last} of {all}")
}

pub fn click_sample(samples: usize) -> String {
    format!("{} for training and validation; click one to look at it.", some(samples, "sample", "samples"))
}

pub fn sample(index: u32, class: &str) -> String {
    format!("sample {index}: {class}")
}

// Over time.

pub const HISTORY: &str = "History";
pub const KERNEL_OVER_TIME: &str = "A kernel over time";

pub fn over_time(kernel: &str) -> String {
    format!("{kernel} over time")
}

pub fn step_now(step: &str) -> String {
    format!("step {step} · now")
}

pub fn step_of(step: &str, newest: &str) -> String {
    format!("step {step} of {newest}")
}

// A step in slow motion.

pub const SLOW_MOTION: &str = "Slow motion";
pub const END: &str = "End";
pub const LOSS_PART: &str = "Loss: how far the last values are from what the label asks for, as one number.";
pub const GATHER_PART: &str = "Each weight gathers its gradient ∂L/∂W over all samples of the batch.";
pub const UPDATE_PART: &str = "Update: the optimizer moves every weight a little against its gradient.";

pub fn forward_part(layer: &str) -> String {
    format!("Forward: {layer} computes its values from the layer before.")
}

pub fn backward_part(layer: &str) -> String {
    format!("Backward: how the loss would change if a value of {layer} grew, ∂L/∂a.")
}

pub fn next_part(part: usize, parts: usize) -> String {
    format!("Next ({part} of {parts})")
}

// How it goes.

pub const HOW_IT_GOES: &str = "How it goes";
pub const OVER_STEPS: &str = "Over the steps";
pub const WHAT_IS_CHARTED: &str = "What is charted";
/// The charts: loss, accuracy, learning rate, norms of gradients.
pub const CHARTS: [&str; 4] = ["Loss", "Accuracy", "Rate", "‖∂L/∂W‖"];
/// The lines of one run, of two runs, and of the norms.
pub const RUN_LINES: [&str; 2] = ["training ", "validation"];
pub const TWO_RUNS_LINES: [&str; 2] = ["first ", "second, validation"];
pub const NORM_LINES: [&str; 2] = ["first layer ", "last"];
pub const RATE_LINE: &str = "learning rate";
pub const BOUNDARY: &str = "Decision boundary";
pub const BOUNDARY_TITLE: &str = "What the network says about every point, and the samples";
pub const FLOW: &str = "Gradient flow";
pub const FLOW_TITLE: &str = "Gradient flow, ‖∂L/∂W‖ per layer, log scale";

pub fn charted(chart: &str) -> String {
    format!("{chart} over the steps")
}

pub fn dead_of(count: u32, units: usize, layer: &str) -> String {
    format!("{count} of {units} in {layer}")
}

pub fn dead_title(each: &[String]) -> String {
    format!("0 for all validation samples: {}", each.join(", "))
}

/// The share of channels (units of dense layers) that are 0 for every validation sample; the layer with the largest share of its own, and that.
pub fn dead(share: &str, worst: Option<(&str, String)>) -> String {
    let worst = worst.map_or(String::new(), |(layer, share)| format!(", most in {layer} ({share})"));
    format!("Dead ReLU channels: {share}{worst}")
}

/// An activation that follows a layer.
pub fn and_then(activation: &str) -> String {
    format!("→ {activation}")
}

// The confusion matrix.

pub const CONFUSION: &str = "Confusion";
pub const ROWS_AND_COLUMNS: &str = "Rows are what it is, columns what the network says";
pub const RECALLS: &str = "Recall of each class, the least first";
pub const OF_WHICH_RUN: &str = "Of which run";
pub const RUNS: [&str; 2] = ["first", "second"];
pub const MOST_CONFUSED: &str = "Most confused";
pub const HIGHEST_LOSS: &str = "Highest loss";

pub fn confusion(accuracy: &str) -> String {
    format!("Confusion, {accuracy}")
}

/// How many of all validation samples were scored.
pub fn of_images(count: usize, all: usize) -> String {
    match count {
        _ if count < all => format!("of {count} of {}", some(all, "image", "images")),
        _ => format!("of {}", some(count, "image", "images")),
    }
}

/// A class and how many of its samples are right.
pub fn recall(class: &str, recall: &str) -> String {
    format!("{class}: recall {recall}")
}

/// An accuracy that was measured on a part of the samples, and its standard error.
pub fn plus_minus(accuracy: &str, error: &str) -> String {
    format!("{accuracy} ± {error}")
}

pub const NO_VALIDATION: &str = "No sample is left for validation, so nothing is scored.";

pub fn taken_for(is: &str, said: &str) -> String {
    format!("{is} taken for {said}")
}

pub fn times(confused: &str, count: usize) -> String {
    format!("{confused}: {count}")
}

pub fn arrow(is: &str, said: &str) -> String {
    format!("{is} → {said}")
}
