//! What Convolve and Pool have in common: links, settings, pictures, the timeline, grids and exports.

use super::link::short;
use crate::app::text::{Text, tr};
use crate::shape::Shape;

// Settings.
pub const SETTINGS: Text = Text("Settings");
pub const EXAMPLE: Text = Text("Example");
pub const NEW_NUMBERS: Text = Text("New numbers");
pub const OUTPUT_SIZE: Text = Text("Output size");
pub const ROWS: Text = Text("rows");
pub const COLUMNS: Text = Text("columns");

pub fn floor_leaves_out(rows: usize, columns: usize) -> String {
    tr!(
        "The floor leaves out {rows, plural, one {# row} other {# rows}} and {columns, plural, one {# column} other {# columns}}: they are hatched."
    )
}

pub const WHAT_IS_SHOWN: Text = Text("What is shown");
pub const FORWARD: Text = Text("Forward");
/// The views of Convolve with links of their own.
pub const LINKED_VIEWS: [Text; 5] =
    [Text("Stack"), Text("Volumes"), Text("Counts"), Text("Functions"), Text("Norms")];
/// What is not said before it is predicted.
pub const UNKNOWN: &str = "?";
pub const TOPICS: Text = Text("What is looked at");
pub const YOUR_OWN: Text = Text("Your own");

/// Settings that cannot be together.
pub fn impossible(why: &str) -> String {
    tr!("That is not possible, so here is an example: {why}.")
}
pub const CHANNELS: Text = Text("Channels");
pub const NO_YES: [Text; 2] = [Text("no"), Text("yes")];

/// A switch, with what it shows.
pub fn toggled(name: &str, is_on: bool) -> String {
    format!("{name}: {}", NO_YES[usize::from(is_on)])
}

pub const LESS: Text = Text("Less");
pub const MORE: Text = Text("More");

pub fn limits(least: &str, largest: &str) -> String {
    tr!("{least} to {largest}")
}

/// What was typed is no number.
pub fn takes_whole_numbers(name: &str, least: usize, largest: usize) -> String {
    tr!("{name} takes a whole number from {least} to {largest}.")
}

/// What was typed is too small or too large.
pub fn out_of_bounds(name: &str, [least, largest]: [usize; 2], typed: &str, kept: usize) -> String {
    match least == largest {
        true => tr!("{name} can only be {least} here."),
        false => tr!("{name} goes from {least} to {largest} here, so {typed} became {kept}."),
    }
}

/// A setting and its value, or what part of it.
pub fn setting(name: &str, of: &str) -> String {
    format!("{name} {of}")
}

// The picture.
pub const INPUT: Text = Text("Input");
pub const KERNEL: Text = Text("Kernel");
pub const OUTPUT: Text = Text("Output");
pub const UPSTREAM: Text = Text("Upstream ∂L/∂Y");
pub const INPUT_GRADIENT: Text = Text("∂L/∂X so far");

/// Rows and columns, without and with the padding.
pub fn size([h, w]: [usize; 2], padded: [usize; 2]) -> String {
    match padded {
        padded if padded == [h, w] => format!("{h}×{w}"),
        [rows, columns] => tr!("{h}×{w}, padded to {rows}×{columns}"),
    }
}

pub const KERNEL_IS: Text = Text("kernel");
pub const STRIDE_IS: Text = Text("stride");
pub const PADDING_IS: Text = Text("padding");

pub fn stride_and_padding(stride: &str, padding: &str) -> String {
    tr!("stride {stride} · padding {padding}")
}

/// All settings in one line: those between input and output that there are.
pub fn settings<const N: usize>(input: Shape, between: [Option<String>; N], output: Shape) -> String {
    let between: String = between.into_iter().flatten().map(|setting| setting + " · ").collect();
    format!("{} · {between}{}", tr!("input {input}"), tr!("output {output}"))
}

/// One of the grids of an operand.
pub fn grid(operand: &str, channel: usize, channels: usize) -> String {
    if channels > 1 { tr!("{operand}, channel {channel}") } else { operand.to_owned() }
}

/// The bias of a filter, and what filters make at a step.
pub const BIAS_IS: Text = Text("bias");
pub const FILTER: Text = Text("Filter");
pub const THE_SUM: Text = Text("The sum");

/// One of several, as "Filter 1".
pub fn numbered(name: &str, number: usize) -> String {
    format!("{name} {number}")
}

/// What belongs to a filter.
pub fn of_filter(name: &str, filter: usize) -> String {
    tr!("{name}, filter {filter}")
}

pub fn filter(filter: usize) -> String {
    tr!("filter {filter}")
}

pub fn channel(channel: usize) -> String {
    tr!("channel {channel}")
}

pub const HIDDEN: Text = Text("hidden");
pub const PADDED_CELL: Text = Text("padding");
pub const CROPPED_CELL: Text = Text("cropped");
pub const UNUSED_CELL: Text = Text("unused");

/// A cell, its value, and how it takes part where that has to be said.
pub fn cell(at: [isize; 2], value: &str, role: Option<Text>) -> String {
    let [row, column] = at.map(|index| index.to_string().replace('-', "−"));
    match role {
        Some(role) => tr!("row {row}, column {column}, {value}, {role}"),
        None => tr!("row {row}, column {column}, {value}"),
    }
}

// An input that is moved.
pub const NUDGE: Text = Text("Nudge");
pub const MOVE_THE_INPUT: Text = Text("Move the input by one pixel");
pub const ARROWS: [Text; 5] =
    [Text("Up"), Text("Left"), Text("Back to its place"), Text("Right"), Text("Down")];
pub const INPUT_MOVED: Text = Text("Input, moved");
pub const BEFORE_AFTER: [Text; 2] = [Text("Before"), Text("After")];
pub const MOVED_ALONG: Text = Text("moved along");

// Changes.
/// What the two buttons do, and their keys.
pub const UNDO_REDO: [Text; 2] = [Text("Undo (Ctrl Z)"), Text("Redo (Ctrl Shift Z or Ctrl Y)")];

// The timeline.
pub const PLAYBACK: Text = Text("Playback");
pub const PLAY: Text = Text("Play");
pub const PAUSE: Text = Text("Pause");
pub const STEPS: [Text; 4] =
    [Text("One row back"), Text("One cell back"), Text("One cell on"), Text("One row on")];
pub const POSITION: Text = Text("Position");
pub const SPEED: Text = Text("Speed");
pub const LOOP: Text = Text("Loop");
pub const LOOP_TITLE: Text = Text("Begin again at the end");
pub const BY_PRODUCT: Text = Text("By product");
pub const BY_PRODUCT_TITLE: Text = Text("One product after the other");
pub const PREDICT: Text = Text("Predict first");
pub const PREDICT_TITLE: Text = Text("Hides each result until the next press");

pub fn step_of(step: usize, steps: usize) -> String {
    tr!("step {step} of {steps}")
}

/// Where a timeline is that goes product by product.
pub fn product_of(step: &str, product: usize, products: usize) -> String {
    tr!("{step}, product {product} of {products}")
}

pub fn change_speed(speed: f32, next: f32) -> String {
    tr!("Speed {speed}×, change to {next}×")
}

/// Keys and what they do.
pub const TIMELINE_KEYS: [(Text, Text); 5] = [
    (Text("Space"), Text("play or pause")),
    (Text::of("← →"), Text("one cell back, one cell on")),
    (Text::of("↑ ↓"), Text("one row back, one row on")),
    (Text("Home, End"), Text("to the first cell, to the last")),
    (Text("Page ↑, Page ↓"), Text("the same, and past the end to the next example: what a clicker sends")),
];

/// Keys that lead to other examples and modes.
pub const LAB_KEYS: [(Text, Text); 2] = [
    (Text("N, Shift N"), Text("the next example, the one before")),
    (Text("1 to 4"), Text("what the timeline steps through")),
];

// Entry.
/// What stays where there was no number.
pub const NO_NUMBER_THERE: Text = Text("the empty field");

pub fn no_number(typed: &str, old: &str) -> String {
    tr!("“{}” is not a number, so {old} stays.", short(typed))
}

/// A number that is too small or too large, and what it became.
pub fn out_of_limits(least: &str, largest: &str, typed: &str, kept: &str) -> String {
    tr!("Possible are {least} to {largest}, so {} became {kept}.", short(typed))
}

pub fn new_value_of(cell: &str) -> String {
    tr!("New value of {cell}")
}

// Exports.
pub const EXPORT: Text = Text("Export");
pub const EXPORTS: [Text; 6] = [
    Text("Drawing (SVG)"),
    Text("Picture (PNG)"),
    Text("Animation (GIF)"),
    Text("Copy PyTorch code"),
    Text("PyTorch file"),
    Text("Table (Markdown)"),
];
pub const PYTORCH_COPIED: Text = Text("The PyTorch code is on the clipboard.");
pub const STOP_EXPORT: Text = Text("Stop the export");
pub const EXPORT_STOPPED: Text = Text("The export was stopped.");
pub const CANNOT_MAKE_FILE: Text = Text("The browser could not make this file.");

pub fn gif_progress(percent: usize) -> String {
    tr!("GIF, {percent} %")
}

/// A file was saved, perhaps with one step of several.
pub fn saved(file: &str, every: usize) -> String {
    match every {
        1 => tr!("Saved as {file}."),
        _ => tr!("Saved as {file}, which shows one step in {every}."),
    }
}
