//! What is said of the network, of what is inside, and of how it goes.

use super::around;
use crate::app::text::cell;
use crate::app::text::{Text, tr};
use crate::session::Look;
use crate::zoo::Template;

// The network.

pub const NETWORK: Text = Text("Network");
pub const TEMPLATE: Text = Text("Template");
pub const YOUR_OWN_NETWORK: Text = Text("Your own network");
pub const ADD_LAYER: Text = Text("Add a layer");
pub const PLUS_LAYER: Text = Text("+ layer");
pub const INPUT: Text = Text("input");
pub const NAME: Text = Text("Name");
pub const THIS_LAYER: Text = Text("This layer");
pub const UP: Text = Text("Up");
pub const DOWN: Text = Text("Down");
pub const DUPLICATE: Text = Text("Duplicate");

/// As in "plain network, 10 layers".
pub fn template(template: Template) -> String {
    match template {
        Template::Dense { hidden } => tr!("{hidden} × 30 sigmoid"),
        Template::Plain { depth } | Template::Residual { depth } => {
            tr!("{}, {depth} layers", Text::of(template.name()))
        }
        _ => Text::of(template.name()).into(),
    }
}

pub fn parameters(count: usize) -> String {
    tr!("{count, plural, one {# parameter} other {# parameters}}")
}

/// The number of a network's parameters, and what stands before and behind it.
pub fn network_parameters(count: &str) -> [String; 3] {
    around(&tr!("{count, plural, one {# parameter} other {# parameters}}"), count)
}

/// One of a layer's inputs, counted from 0.
pub fn input(index: usize) -> String {
    tr!("Input {}", index + 1)
}

pub fn from(layer: &str) -> String {
    tr!("from {layer}")
}

// What is inside.

pub const INSIDE: Text = Text("Inside the network");
pub const WHAT_IS_SHOWN: Text = Text("What is shown");
pub const ACTIVATIONS: Text = Text("Activations");
pub const GRADIENTS: Text = Text("Gradients");
pub const WEIGHTS: Text = Text("Weights");
pub const WEIGHT_GRADIENTS: &str = "∂L/∂W";
pub const UPDATES: Text = Text("Updates");
pub const STATISTICS: Text = Text("Batch-norm statistics");
pub const MASKS: Text = Text("Dropout masks");
/// The two bands of a batch norm.
pub const MEAN_AND_VARIANCE: [Text; 2] = [Text("mean"), Text("variance")];
pub const DROPOUT: Text = Text("dropout");
pub const BASELINE: Text = Text("baseline");

/// What all of a look belongs to, where it is not a sample.
pub const fn of_what(look: Look) -> Text {
    match look {
        Look::Activations | Look::Gradients | Look::Planes => Text::EMPTY,
        Look::Weights => Text("as they are now"),
        Look::WeightGradients | Look::Updates => Text("of the last batch"),
        Look::RunningStatistics => Text("running, for inference"),
        Look::Statistics => Text("left: of the last batch, right: running, for inference"),
        Look::Masks => Text("of the last batch's first sample; what is white was left out"),
    }
}

pub fn of_every_layer(look: &str) -> String {
    tr!("{look} of every layer")
}

pub fn for_sample(sample: &str, class: &str) -> String {
    tr!("for sample {sample}: {class}")
}

/// The tiles of a layer, and the largest magnitude of their values.
pub fn tiles(layer: &str, count: usize, most: &str) -> String {
    tr!("{layer}: {count, plural, one {# picture} other {# pictures}} of values up to ±{most}")
}

pub fn more(hidden: usize) -> String {
    tr!("and {hidden} more")
}

/// A value of a tile, at its row and column where there are more.
pub fn value(tile: usize, at: Option<[usize; 2]>, value: &str) -> String {
    match at {
        Some(at) => format!("{tile}, {}: {value}", cell(at)),
        None => format!("{tile}: {value}"),
    }
}

pub fn histogram(count: u32, least: &str, most: &str) -> String {
    tr!("{count} values from {least} to {most}")
}

pub const OVER_TIME: Text = Text("Over time");

// The samples.

pub const SAMPLES: Text = Text("Samples");
pub const ALL_SAMPLES: Text = Text("All samples");
pub const PAGE_BEFORE: Text = Text("Page before");
pub const NEXT_PAGE: Text = Text("Next page");
pub const AUGMENTED: Text = Text("The chosen one as augmentation varies it:");

pub fn samples_on_page(first: u32, last: u32, all: &str) -> String {
    tr!("Samples {first} to {last} of {all}")
}

pub fn click_sample(samples: usize) -> String {
    tr!(
        "{samples, plural, one {# sample} other {# samples}} for training and validation; click one to look at it."
    )
}

pub fn sample(index: u32, class: &str) -> String {
    tr!("sample {index}: {class}")
}

// Over time.

pub const HISTORY: Text = Text("History");
pub const KERNEL_OVER_TIME: Text = Text("A kernel over time");

pub fn over_time(kernel: &str) -> String {
    tr!("{kernel} over time")
}

pub fn step_now(step: &str) -> String {
    tr!("step {step} · now")
}

pub fn step_of(step: &str, newest: &str) -> String {
    tr!("step {step} of {newest}")
}

// A step in slow motion.

pub const SLOW_MOTION: Text = Text("Slow motion");
pub const END: Text = Text("End");
pub const LOSS_PART: Text =
    Text("Loss: how far the last values are from what the label asks for, as one number.");
pub const GATHER_PART: Text = Text("Each weight gathers its gradient ∂L/∂W over all samples of the batch.");
pub const UPDATE_PART: Text = Text("Update: the optimizer moves every weight a little against its gradient.");

pub fn forward_part(layer: &str) -> String {
    tr!("Forward: {layer} computes its values from the layer before.")
}

pub fn backward_part(layer: &str) -> String {
    tr!("Backward: how the loss would change if a value of {layer} grew, ∂L/∂a.")
}

pub fn next_part(part: usize, parts: usize) -> String {
    tr!("Next ({part} of {parts})")
}

// How it goes.

pub const HOW_IT_GOES: Text = Text("How it goes");
pub const OVER_STEPS: Text = Text("Over the steps");
pub const WHAT_IS_CHARTED: Text = Text("What is charted");
/// The charts: loss, accuracy, learning rate, norms of gradients.
pub const CHARTS: [Text; 4] = [Text("Loss"), Text("Accuracy"), Text("Rate"), Text("‖∂L/∂W‖")];
/// The lines of one run, of two runs, and of the norms.
pub const RUN_LINES: [Text; 2] = [Text("training"), Text("validation")];
pub const TWO_RUNS_LINES: [Text; 2] = [Text("first"), Text("second, validation")];
pub const NORM_LINES: [Text; 2] = [Text("first layer"), Text("last")];
pub const RATE_LINE: Text = Text("learning rate");
pub const BOUNDARY: Text = Text("Decision boundary");
pub const BOUNDARY_TITLE: Text = Text("What the network says about every point, and the samples");
pub const FLOW: Text = Text("Gradient flow");
pub const FLOW_TITLE: Text = Text("Gradient flow, ‖∂L/∂W‖ per layer, log scale");

pub fn charted(chart: &str) -> String {
    tr!("{chart} over the steps")
}

pub fn dead_of(count: u32, units: usize, layer: &str) -> String {
    tr!("{count} of {units} in {layer}")
}

pub fn dead_title(each: &[String]) -> String {
    tr!("0 for all validation samples: {}", each.join(", "))
}

/// The share of channels (units of dense layers) that are 0 for every validation sample; the layer with the largest share of its own, and that.
pub fn dead(share: &str, worst: Option<(&str, String)>) -> String {
    match worst {
        Some((layer, of_layer)) => tr!("Dead ReLU channels: {share}, most in {layer} ({of_layer})"),
        None => tr!("Dead ReLU channels: {share}"),
    }
}

/// An activation that follows a layer.
pub fn and_then(activation: &str) -> String {
    format!("→ {activation}")
}

// The confusion matrix.

pub const CONFUSION: Text = Text("Confusion");
pub const ROWS_AND_COLUMNS: Text = Text("Rows are what it is, columns what the network says");
pub const RECALLS: Text = Text("Recall of each class, the least first");
pub const OF_WHICH_RUN: Text = Text("Of which run");
pub const RUNS: [Text; 2] = [Text("first"), Text("second")];
pub const MOST_CONFUSED: Text = Text("Most confused");
pub const HIGHEST_LOSS: Text = Text("Highest loss");

pub fn confusion(accuracy: &str) -> String {
    tr!("Confusion, {accuracy}")
}

/// How many of all validation samples were scored.
pub fn of_images(count: usize, all: usize) -> String {
    match count {
        _ if count < all => tr!("of {count} of {all, plural, one {# image} other {# images}}"),
        _ => tr!("of {count, plural, one {# image} other {# images}}"),
    }
}

/// A class and how many of its samples are right.
pub fn recall(class: &str, recall: &str) -> String {
    tr!("{class}: recall {recall}")
}

/// An accuracy that was measured on a part of the samples, and its standard error.
pub fn plus_minus(accuracy: &str, error: &str) -> String {
    format!("{accuracy} ± {error}")
}

pub const NO_VALIDATION: Text = Text("No sample is left for validation, so nothing is scored.");

pub fn taken_for(is: &str, said: &str) -> String {
    tr!("{is} taken for {said}")
}

pub fn times(confused: &str, count: usize) -> String {
    format!("{confused}: {count}")
}

pub fn arrow(is: &str, said: &str) -> String {
    format!("{is} → {said}")
}
