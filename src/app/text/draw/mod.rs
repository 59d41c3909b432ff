//! What the place Draw says.

use crate::app::text::cell;
use crate::app::text::{Text, tr};
use crate::drawing::pipeline::Step;
use crate::layers::pool::PoolKind;

pub mod analysis;
pub mod backward;
pub mod columns;
pub mod networks;
mod sum;
pub mod walk;
pub mod why;

pub use sum::*;

/// A link opens what the network does not have.
pub fn link_opens_nothing(layer: &str, unit: usize) -> String {
    tr!("This link opens {layer}, map {unit}, which this network does not have.")
}

/// A stroke that was taken away again.
pub const NO_ROOM: Text = Text("A link has no room for that many strokes, so the last one was taken back.");

/// The class of a link is none of the network's.
pub fn link_asks_for_class(class: usize, classes: usize) -> String {
    tr!("This link asks about class {class}, but this network has the classes 0 to {}.", classes - 1)
}

/// The layer of a link is none of the network's, or has no maps.
pub fn link_asks_for_layer(layer: &str) -> String {
    tr!("This link asks for Grad-CAM at {layer}, but this network has no such layer with maps.")
}

pub const DIRECTION: Text = Text("Which way to look at the network");
pub const FORWARD: Text = Text("Forward");
pub const BACKWARD: Text = Text("Backward");
pub const WHY: Text = Text("Why");

// The pad.

pub const YOUR_DRAWING: Text = Text("Your drawing");
pub const PAD: Text = Text("Pad: draw a digit with mouse, pen or finger, or press a digit key for a sample");
pub const INVITATION: Text = Text("Draw a digit here");
pub const UNDO: Text = Text("Undo");
pub const ERASE: Text = Text("Erase");
pub const CLEAR: Text = Text("Clear");
pub const PEN: Text = Text("Pen");
/// The widths of the pen, from the finest.
pub const PENS: [Text; 3] = [Text("Fine pen"), Text("Medium pen"), Text("Broad pen")];
pub const SAMPLES: Text = Text("Samples");
pub const SAMPLE_DIGITS: Text = Text("Sample digits");

/// A sample: its digit, and how it is written.
pub fn sample(digit: u8, style: &str) -> String {
    format!("{digit}, {style}")
}

// What the network receives.

pub const RECEIVES: Text = Text("What the network receives");

/// A step from the pad to the network, and what it does.
pub const fn step(step: Step) -> [Text; 2] {
    match step {
        Step::Strokes => [Text("strokes"), Text("what you drew")],
        Step::Crop => [Text("crop"), Text("cut to the box around the ink")],
        Step::Fit => [Text::of("20×20"), Text("fitted into 20×20 pixels, proportions kept")],
        Step::Centre => [Text("centre"), Text("centre of mass moved to the middle of 28×28 pixels")],
    }
}

// The answer.

pub const NETWORK_LOADING: Text = Text("The network is loading.");
pub const NO_DRAWING: Text = Text("No drawing, no guess.");
/// Less than what is shown as 0 %.
pub const ALMOST_NOTHING: &str = "<\u{a0}0.01\u{a0}%";

pub fn sure(percent: &str) -> String {
    tr!("{percent} sure")
}

pub fn second_guess(class: usize, percent: &str) -> String {
    tr!("then\u{a0}{class}, at {percent}")
}

/// The answer for those who do not see it.
pub fn guess(class: usize, sure: &str) -> String {
    format!("{class}, {sure}")
}

// The network.

pub const NETWORK: Text = Text("The network");
pub const INPUT: Text = Text("input");
pub const SOFTMAX: Text = Text("softmax");
pub const LAYERS_BEFORE: Text = Text("The layers before");
pub const LAYERS_AFTER: Text = Text("The layers after");
pub const RANGE: Text = Text("Where the palette of this layer ends");

/// The title of a convolution.
pub fn conv([rows, columns]: [usize; 2]) -> String {
    tr!("conv {rows}×{columns}")
}

/// The title of a pool.
pub fn pool(kind: PoolKind, [rows, columns]: [usize; 2]) -> String {
    match (kind, rows == columns) {
        (PoolKind::Max, true) => tr!("max pool {rows}"),
        (PoolKind::Max, false) => tr!("max pool {rows}×{columns}"),
        (PoolKind::Average { .. }, true) => tr!("average pool {rows}"),
        (PoolKind::Average { .. }, false) => tr!("average pool {rows}×{columns}"),
    }
}

pub fn probabilities(count: usize) -> String {
    tr!("{count} probabilities")
}

pub fn column(title: &str, size: &str) -> String {
    format!("{title} {size}")
}

pub fn map_of(title: &str, map: usize) -> String {
    tr!("{title}, map {map}")
}

pub fn unit_of(title: &str, unit: usize) -> String {
    tr!("{title}, unit {unit}")
}

pub fn digit_of(title: &str, digit: usize) -> String {
    tr!("{title}, digit {digit}")
}

// What is opened.

pub const DRAW_SOMETHING: Text = Text("Draw something to see its arithmetic.");
pub const NO_ARITHMETIC: Text = Text("This layer has no arithmetic to show.");
pub const SEES_ALL: Text = Text("sees all of your drawing");
pub const ESCAPE: Text = Text("Esc");

/// The cell that the arithmetic is about.
pub fn cell_shown(at: [usize; 2], pinned: bool) -> String {
    let [row, column] = at;
    if pinned { tr!("row {row}, column {column} (pinned)") } else { cell(at) }
}

pub fn sees(rows: u64, columns: u64) -> String {
    tr!("sees {rows}×{columns} cells of your drawing")
}

/// A cell of a grid of numbers, for those who do not see it.
pub fn cell_of_grid(at: [usize; 2], value: &str) -> String {
    format!("{}, {value}", cell(at))
}

/// The map in large, for those who do not see it.
pub fn opened_map(at: [usize; 2], value: &str) -> String {
    tr!("{}: {value}. Arrow keys choose another cell.", cell(at))
}

pub fn input_about(numbers: usize) -> String {
    tr!("{numbers} numbers, 0 for paper and 1 for ink: all that the network knows of your drawing.")
}

pub fn ink(pixels: &str) -> String {
    tr!("Together they are {pixels} pixels of ink.")
}

/// Before the value of a cell.
pub fn cell_is(at: [usize; 2]) -> String {
    format!("{} = ", cell(at))
}

pub fn window_on(source: &str, map: usize) -> String {
    tr!("the window on {source}, map {map}")
}

pub const VALUES_IN_WINDOW: Text = Text("values in the window");

/// Before what comes out of a pool.
pub fn pool_of(kind: PoolKind, values: usize, equals: &str) -> String {
    let what = match kind {
        PoolKind::Max => tr!("max of {values} values"),
        PoolKind::Average { .. } => tr!("average of {values} values"),
    };
    format!("{what} {equals} ")
}

pub const POOL_HAS_NO_WEIGHTS: Text = Text(". A pool has no weights.");

// Softmax.

pub const DIGIT: Text = Text("digit");
pub const LOGIT: Text = Text("logit z");

pub fn digit(class: usize) -> String {
    tr!("digit {class}")
}

/// How a logit is made.
pub fn logit_of(class: usize, units: usize) -> String {
    tr!("The logit of {class}: {units} units, each times its weight, and a bias.")
}

/// The same, where it is minus a squared distance.
pub fn logit_by_distance(class: usize, units: usize) -> String {
    tr!("The logit of {class}: how far {units} units are from the code of {class}, squared, with a minus.")
}

pub fn distance_of(units: usize) -> String {
    tr!("−Σ (unit − code)² of {units} units = ")
}

// How to read it.

pub const HOW_TO_READ: Text = Text("How to read it");
/// A palette: its name, and what its ends mean.
pub const INK: [Text; 3] = [Text("your drawing"), Text("paper"), Text("ink")];
pub const ACTIVATIONS: [Text; 3] = [Text("activations"), Text::of("−"), Text::of("+")];
pub const WEIGHTS_RAMP: [Text; 3] = [Text("weights"), Text::of("−"), Text::of("+")];
/// What there is, and what it does.
pub const LEGEND: [[Text; 2]; 3] = [
    [Text("A tile"), Text("is one feature map; below its layer stands where the palette ends.")],
    [Text("Point"), Text("at a map: lines from what it is made of, the darker the more it matters.")],
    [Text("Click"), Text("it: every product and sum behind it. Esc goes back.")],
];
pub const LEGEND_KEYS: [Text; 2] =
    [Text("Keys"), Text("0 … 9 draw a sample, arrows walk, P presents, ? lists all.")];

/// What a guess costs.
pub fn cost(params: &str, macs: &str) -> String {
    tr!("{params} parameters · {macs} multiply-adds for every guess · all of it computed in this page")
}
