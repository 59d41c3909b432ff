//! What the place Networks says.

pub mod export;
pub mod file;
mod literature;
pub mod run;
pub mod why;

pub use literature::*;

use crate::app::text::{Text, tr};

/// "2014 · 138.4 M": below a network's name.
pub fn year_and_size(year: u16, params: &str) -> String {
    format!("{year} · {params}")
}

// The page.
pub const NETWORKS: Text = Text("Networks");
pub const VERSION: Text = Text("Version");
pub const HINT: Text = Text("Height: side of the maps. Width: channels. Click opens.");
pub const NOT_COMPARED: Text = Text("no other");
pub const COMPARE_WITH: Text = Text("Compare with");
pub const DIAGRAM: Text = Text("Diagram of the network");
pub const LAYERS: Text = Text("Layers");
/// A small network of this kind in Train, for digits and for shapes.
pub const OPEN_IN_TRAIN: [Text; 2] =
    [Text("Train it small on digits 28×28"), Text("Train it small on shapes 32×32")];
pub const GO_ON_IN_TRAIN: Text = Text("Go on with it in Train");
pub const WHAT_ONE_CELL_SEES: Text = Text("What one cell sees");
pub const CONNECTION_TABLE: Text = Text("Which maps before (rows) each filter (columns) sees");
pub const TAKE_BACK: Text = Text("Take all changes back");
/// Below the totals.
pub const A_PICTURE: Text = Text("multiply-adds a picture");
pub const QUANTITIES: [Text; 4] = [PARAMETERS, MULTIPLY_ADDS, MEMORY, LAYERS_WITH_WEIGHTS];

/// Rows and columns of a stretch of the axis: "224×224", or one number.
pub fn side([rows, columns]: [usize; 2]) -> String {
    if rows * columns == 1 { "1".to_owned() } else { format!("{rows}×{columns}") }
}

// The table.
pub const LAYER: Text = Text("layer");
pub const KIND: Text = Text("kind");
pub const OUTPUT: Text = Text("output");
pub const KERNEL: Text = Text("kernel / stride");
pub const PARAMETERS: Text = Text("parameters");
pub const MULTIPLY_ADDS: Text = Text("multiply-adds");
pub const CONNECTIONS: Text = Text("connections");
pub const MEMORY: Text = Text("memory");
pub const SEES: Text = Text("sees");
pub const TOTAL: Text = Text("total");
/// Heads of the columns of a table for programs.
pub const CSV_HEADS: [&str; 16] = [
    "layer",
    "kind",
    "channels",
    "height",
    "width",
    "kernel_h",
    "kernel_w",
    "stride_h",
    "stride_w",
    "parameters",
    "multiply_adds",
    "connections",
    "bytes",
    "receptive_field",
    "jump",
    "start",
];
pub const NORM_IS_MERGED: Text = Text("A batch norm is counted with its convolution.");
pub const BYTES_ARE: Text = Text("for all feature maps, 32 bit");
/// In front of the window of a pool.
pub const MAX: Text = Text("max");
pub const AVERAGE: Text = Text("mean");

/// "107 px", rows and columns where they differ.
pub fn pixels([rows, columns]: [u64; 2]) -> String {
    if rows == columns { format!("{rows} px") } else { format!("{rows}×{columns} px") }
}

/// Where most of a quantity is.
pub fn most_in(name: &str, percent: &str) -> String {
    tr!("most in {name}: {percent}")
}

/// What a join of branches says that look at different places.
pub fn misaligned(name: &str) -> String {
    tr!("{name} joins branches that look at different places of the picture.")
}

// Small examples.
/// What a 1×1 convolution saves, in numbers.
pub fn reduction(reduced: usize, kernel: usize, filters: usize) -> String {
    tr!("1×1 to {reduced} before {kernel}×{kernel} to {filters}, in numbers")
}

pub const RESIDUAL: Text = Text("The sum, in numbers");
pub const RESIDUAL_INPUT: [&str; 2] = ["x₁", "x₂"];
pub const ORDER: Text = Text("order of the unit");
/// The order of 2015, and that of 2016.
pub const ORDERS: [Text; 2] = [Text("2015"), Text("pre-activation")];
pub const GRADIENT_RETURNS: Text = Text("Back along the sum dL/dy reaches x as it is, whatever F does.");

/// What the unit computes: with a projection on its skip or without, in the order of 2015 or that of 2016.
pub const fn residual_formula(projected: bool, pre_activation: bool) -> &'static str {
    match (projected, pre_activation) {
        (false, false) => "y = ReLU(F(x) + x), F(x) = W₂ ReLU(W₁ x + b₁)",
        (true, false) => "y = ReLU(F(x) + W_S x), F(x) = W₂ ReLU(W₁ x + b₁)",
        (false, true) => "y = F(x) + x, F(x) = W₂ ReLU(W₁ ReLU(x) + b₁)",
        (true, true) => "y = F(x) + W_S x, F(x) = W₂ ReLU(W₁ ReLU(x) + b₁)",
    }
}

/// The steps of the unit.
pub const ACTIVATED: &str = "ReLU(x)";
pub const FIRST: &str = "W₁ · + b₁";
pub const HIDDEN: &str = "ReLU";
pub const F: &str = "F(x) = W₂ ·";
pub const SKIP: [&str; 2] = ["x", "W_S x"];
pub const SUM: Text = Text("sum");
pub const OUT: &str = "y";

// The last run.
pub const LAST_RUN: Text = Text("My last run");
pub const NO_LAST_RUN: Text = Text("No run is kept in this browser: train a network in Train first.");
pub const DRAW_FOR_IT: Text = Text("Draw for it");

/// How far a run has come.
pub fn trained(steps: &str, accuracy: Option<&str>) -> String {
    let right = accuracy.map(|accuracy| tr!("It has {accuracy} of the validation samples right."));
    let said = [Some(tr!("Trained in this browser for {steps} steps.")), right];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

// Comparing.
pub const LAYERS_WITH_WEIGHTS: Text = Text("layers with weights");

/// How many times as much the first of two has: "9.2 times as many", to three digits at most.
pub fn times(factor: &str) -> String {
    tr!("{factor} times")
}

// The link.
pub const NETWORK: Text = Text("network");
pub const SECOND_NETWORK: Text = Text("network to compare with");
pub const OPENED: Text = Text("opened module");
pub const SELECTED: Text = Text("row of the table");
pub const CHANGES: Text = Text("changed settings");
pub const A_CHANGE: Text = Text(
    "a layer, and a setting of it with a number, remove, or insert with a layer, between points were expected",
);

pub fn no_such_layer(name: &str) -> String {
    tr!("This network has no {name}.")
}

pub fn no_such_setting(name: &str, setting: &str) -> String {
    tr!("{name} has no setting {setting}.")
}

pub fn no_such_new_layer(name: &str) -> String {
    tr!("There is no layer {name} to insert.")
}

// Adding and removing layers.
pub const ROW_LAYERS: Text = Text("Its layers");
pub const REMOVE: Text = Text("Remove");
pub const INSERT: Text = Text("Insert behind it");
pub const CHOOSE_LAYER: Text = Text("a layer …");
