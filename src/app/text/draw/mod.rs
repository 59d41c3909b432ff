//! What the place Draw says.

use crate::app::text::cell;
use crate::drawing::pipeline::Step;
use crate::layers::pool::PoolKind;

pub mod analysis;
pub mod backward;
pub mod columns;
pub mod networks;
pub mod walk;
pub mod why;

/// A link opens what the network does not have.
pub fn link_opens_nothing(layer: &str, unit: usize) -> String {
    format!("This link opens {layer}, map {unit}, which this network does not have.")
}

/// A stroke that was taken away again.
pub const NO_ROOM: &str = "A link has no room for that many strokes, so the last one was taken back.";

/// The class of a link is none of the network's.
pub fn link_asks_for_class(class: usize, classes: usize) -> String {
    format!("This link asks about class {class}, but this network has the classes 0 to {}.", classes - 1)
}

/// The layer of a link is none of the network's, or has no maps.
pub fn link_asks_for_layer(layer: &str) -> String {
    format!("This link asks for Grad-CAM at {layer}, but this network has no such layer with maps.")
}

pub const DIRECTION: &str = "Which way to look at the network";
pub const FORWARD: &str = "Forward";
pub const BACKWARD: &str = "Backward";
pub const WHY: &str = "Why";

// The pad.

pub const YOUR_DRAWING: &str = "Your drawing";
pub const PAD: &str = "Pad: draw a digit with mouse, pen or finger, or press a digit key for a sample";
pub const INVITATION: &str = "Draw a digit here";
pub const UNDO: &str = "Undo";
pub const ERASE: &str = "Erase";
pub const CLEAR: &str = "Clear";
pub const PEN: &str = "Pen";
/// The widths of the pen, from the finest.
pub const PENS: [&str; 3] = ["Fine pen", "Medium pen", "Broad pen"];
pub const SAMPLES: &str = "Samples";
pub const SAMPLE_DIGITS: &str = "Sample digits";

/// A sample: its digit, and how it is written.
pub fn sample(digit: u8, style: &str) -> String {
    format!("{digit}, {style}")
}

// What the network receives.

pub const RECEIVES: &str = "What the network receives";

/// A step from the pad to the network, and what it does.
pub const fn step(step: Step) -> [&'static str; 2] {
    match step {
        Step::Strokes => ["strokes", "what you drew"],
        Step::Crop => ["crop", "cut to the box around the ink"],
        Step::Fit => ["20×20", "fitted into 20×20 pixels, proportions kept"],
        Step::Centre => ["centre", "centre of mass moved to the middle of 28×28 pixels"],
    }
}

// The answer.

pub const NETWORK_LOADING: &str = "The network is loading.";
pub const NO_DRAWING: &str = "No drawing, no guess.";
/// Less than what is shown as 0 %.
pub const ALMOST_NOTHING: &str = "<\u{a0}0.01\u{a0}%";

pub fn sure(percent: &str) -> String {
    format!("{percent} sure")
}

pub fn second_guess(class: usize, percent: &str) -> String {
    format!("then\u{a0}{class}, at {percent}")
}

/// The answer for those who do not see it.
pub fn guess(class: usize, sure: &str) -> String {
    format!("{class}, {sure}")
}

// The network.

pub const NETWORK: &str = "The network";
pub const INPUT: &str = "input";
pub const SOFTMAX: &str = "softmax";
pub const LAYERS_BEFORE: &str = "The layers before";
pub const LAYERS_AFTER: &str = "The layers after";
pub const RANGE: &str = "Where the palette of this layer ends";

/// The title of a convolution.
pub fn conv([rows, columns]: [usize; 2]) -> String {
    format!("conv {rows}×{columns}")
}

/// The title of a pool.
pub fn pool(kind: PoolKind, [rows, columns]: [usize; 2]) -> String {
    let kind = pool_kind(kind);
    if rows == columns { format!("{kind} pool {rows}") } else { format!("{kind} pool {rows}×{columns}") }
}

pub fn pool_kind(kind: PoolKind) -> &'static str {
    if kind == PoolKind::Max { "max" } else { "average" }
}

pub fn probabilities(count: usize) -> String {
    format!("{count} probabilities")
}

pub fn column(title: &str, size: &str) -> String {
    format!("{title} {size}")
}

pub fn map_of(title: &str, map: usize) -> String {
    format!("{title}, map {map}")
}

pub fn unit_of(title: &str, unit: usize) -> String {
    format!("{title}, unit {unit}")
}

pub fn digit_of(title: &str, digit: usize) -> String {
    format!("{title}, digit {digit}")
}

// What is opened.

pub const DRAW_SOMETHING: &str = "Draw something to see its arithmetic.";
pub const NO_ARITHMETIC: &str = "This layer has no arithmetic to show.";
pub const SEES_ALL: &str = "sees all of your drawing";
pub const ESCAPE: &str = "Esc";

/// The cell that the arithmetic is about.
pub fn cell_shown(at: [usize; 2], pinned: bool) -> String {
    let pinned = if pinned { " (pinned)" } else { "" };
    format!("{}{pinned}", cell(at))
}

pub fn sees(rows: u64, columns: u64) -> String {
    format!("sees {rows}×{columns} cells of your drawing")
}

/// A cell of a grid of numbers, for those who do not see it.
pub fn cell_of_grid(at: [usize; 2], value: &str) -> String {
    format!("{}, {value}", cell(at))
}

/// The map in large, for those who do not see it.
pub fn opened_map(at: [usize; 2], value: &str) -> String {
    format!("{}: {value}. Arrow keys choose another cell.", cell(at))
}

pub fn input_about(numbers: usize) -> String {
    format!("{numbers} numbers, 0 for paper and 1 for ink: all that the network knows of your drawing.")
}

pub fn ink(pixels: &str) -> String {
    format!("Together they are {pixels} pixels of ink.")
}

/// Before the value of a cell.
pub fn cell_is(at: [usize; 2]) -> String {
    format!("{} = ", cell(at))
}

pub fn window_on(source: &str, map: usize) -> String {
    format!("the window on {}", map_of(source, map))
}

pub const VALUES_IN_WINDOW: &str = "values in the window";

/// Before what comes out of a pool.
pub fn pool_of(kind: PoolKind, values: usize, equals: &str) -> String {
    format!("{} of {values} values {equals} ", pool_kind(kind))
}

pub const POOL_HAS_NO_WEIGHTS: &str = ". A pool has no weights.";

// Softmax.

pub const DIGIT: &str = "digit";
pub const LOGIT: &str = "logit z";

pub fn digit(class: usize) -> String {
    format!("digit {class}")
}

/// How a logit is made.
pub fn logit_of(class: usize, units: usize) -> String {
    format!("The logit of {class}: {units} units, each times its weight, and a bias.")
}

/// The same, where it is minus a squared distance.
pub fn logit_by_distance(class: usize, units: usize) -> String {
    format!(
        "The logit of {class}: how far {units} units are from the code of {class}, squared, with a minus."
    )
}

pub fn distance_of(units: usize) -> String {
    format!("−Σ (unit − code)² of {units} units = ")
}

// A sum of products.

/// What a layer takes its input from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Map,
    Unit,
}

/// What the input is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    Kernel,
    Weights,
    Weight,
}

fn noun(source: Source) -> &'static str {
    match source {
        Source::Map => "map",
        Source::Unit => "unit",
    }
}

/// A term, its value as it is shown, and that with all its digits.
pub fn term_exactly(source: Source, index: usize, value: &str, exact: f32) -> String {
    format!("{} {index}: {value} (exactly {exact})", noun(source))
}

pub fn times(source: Source, index: usize, factor: Factor) -> String {
    let factor = match factor {
        Factor::Kernel => "kernel",
        Factor::Weights => "weights",
        Factor::Weight => "weight",
    };
    format!("{} {index} × its {factor}", noun(source))
}

/// A value, the code that it is compared with, and what is made of both.
pub fn compared(source: Source, index: usize) -> String {
    format!("−({} {index} − its code)²", noun(source))
}

pub fn values_of(source: Source, index: usize) -> String {
    format!("values of {} {index}", noun(source))
}

pub const WEIGHTS: &str = "weights";
pub const TERMS_OF_MAPS: &str =
    "From above: a map, its kernel, what the two make together, and that at the chosen cell";
pub const TERMS_OF_WEIGHTS: &str = "From above: a map, its weights, and the sum of their products";

pub fn sum_of(source: Source, terms: usize) -> String {
    let noun = noun(source);
    if terms == 1 { format!("one {noun} ") } else { format!("{terms} {noun}s ") }
}

pub const PLUS_BIAS: &str = " + bias ";

/// Before what an activation makes of a sum.
pub fn activated(name: &str) -> String {
    format!(" → {} → ", if name == "relu" { "ReLU" } else { name })
}

// How to read it.

pub const HOW_TO_READ: &str = "How to read it";
/// A palette: its name, and what its ends mean.
pub const INK: [&str; 3] = ["your drawing", "paper", "ink"];
pub const ACTIVATIONS: [&str; 3] = ["activations", "−", "+"];
pub const WEIGHTS_RAMP: [&str; 3] = ["weights", "−", "+"];
/// What there is, and what it does.
pub const LEGEND: [[&str; 2]; 3] = [
    ["A tile", "is one feature map; below its layer stands where the palette ends."],
    ["Point", "at a map: lines from what it is made of, the darker the more it matters."],
    ["Click", "it: every product and sum behind it. Esc goes back."],
];
pub const LEGEND_KEYS: [&str; 2] = ["Keys", "0 … 9 draw a sample, arrows walk, P presents, ? lists all."];

/// What a guess costs.
pub fn cost(params: &str, macs: &str) -> String {
    format!("{params} parameters · {macs} multiply-adds for every guess · all of it computed in this page")
}
