//! What Convolve and Pool have in common: links, settings, pictures, the timeline, grids and exports.

use super::link::short;
use crate::shape::Shape;

// Settings.
pub const SETTINGS: &str = "Settings";
pub const EXAMPLE: &str = "Example";
pub const NEW_NUMBERS: &str = "New numbers";
pub const OUTPUT_SIZE: &str = "Output size";
pub const ROWS: &str = "rows";
pub const COLUMNS: &str = "columns";

pub fn floor_leaves_out(rows: usize, columns: usize) -> String {
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let columns = if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") };
    format!("The floor leaves out {rows} and {columns}: they are hatched.")
}

pub const WHAT_IS_SHOWN: &str = "What is shown";
pub const FORWARD: &str = "Forward";
/// The views of Convolve with links of their own.
pub const LINKED_VIEWS: [&str; 5] = ["Stack", "Volumes", "Counts", "Functions", "Norms"];
/// What is not said before it is predicted.
pub const UNKNOWN: &str = "?";
pub const TOPICS: &str = "What is looked at";
pub const YOUR_OWN: &str = "Your own";

/// Settings that cannot be together.
pub fn impossible(why: &str) -> String {
    format!("That is not possible, so here is an example: {why}.")
}
pub const CHANNELS: &str = "Channels";
pub const NO_YES: [&str; 2] = ["no", "yes"];

/// A switch, with what it shows.
pub fn toggled(name: &str, is_on: bool) -> String {
    format!("{name}: {}", NO_YES[usize::from(is_on)])
}

pub const LESS: &str = "Less";
pub const MORE: &str = "More";

pub fn limits(least: &str, largest: &str) -> String {
    format!("{least} to {largest}")
}

/// What was typed is no number.
pub fn takes_whole_numbers(name: &str, least: usize, largest: usize) -> String {
    format!("{name} takes a whole number from {least} to {largest}.")
}

/// What was typed is too small or too large.
pub fn out_of_bounds(name: &str, [least, largest]: [usize; 2], typed: &str, kept: usize) -> String {
    match least == largest {
        true => format!("{name} can only be {least} here."),
        false => format!("{name} goes from {least} to {largest} here, so {typed} became {kept}."),
    }
}

/// A setting and its value, or what part of it.
pub fn setting(name: &str, of: &str) -> String {
    format!("{name} {of}")
}

// The picture.
pub const INPUT: &str = "Input";
pub const KERNEL: &str = "Kernel";
pub const OUTPUT: &str = "Output";
pub const UPSTREAM: &str = "Upstream ∂L/∂Y";
pub const INPUT_GRADIENT: &str = "∂L/∂X so far";

/// Rows and columns, without and with the padding.
pub fn size([h, w]: [usize; 2], padded: [usize; 2]) -> String {
    match padded {
        padded if padded == [h, w] => format!("{h}×{w}"),
        [rows, columns] => format!("{h}×{w}, padded to {rows}×{columns}"),
    }
}

pub const KERNEL_IS: &str = "kernel";
pub const STRIDE_IS: &str = "stride";
pub const PADDING_IS: &str = "padding";

pub fn stride_and_padding(stride: &str, padding: &str) -> String {
    format!("{STRIDE_IS} {stride} · {PADDING_IS} {padding}")
}

/// All settings in one line: those between input and output that there are.
pub fn settings<const N: usize>(input: Shape, between: [Option<String>; N], output: Shape) -> String {
    let between: String = between.into_iter().flatten().map(|setting| setting + " · ").collect();
    format!("input {input} · {between}output {output}")
}

/// One of the grids of an operand.
pub fn grid(operand: &str, channel: usize, channels: usize) -> String {
    if channels > 1 { format!("{operand}, channel {channel}") } else { operand.to_owned() }
}

/// The bias of a filter, and what filters make at a step.
pub const BIAS_IS: &str = "bias";
pub const FILTER: &str = "Filter";
pub const THE_SUM: &str = "The sum";

/// One of several, as "Filter 1".
pub fn numbered(name: &str, number: usize) -> String {
    format!("{name} {number}")
}

/// What belongs to a filter.
pub fn of_filter(name: &str, filter: usize) -> String {
    format!("{name}, filter {filter}")
}

pub fn filter(filter: usize) -> String {
    format!("filter {filter}")
}

pub fn channel(channel: usize) -> String {
    format!("channel {channel}")
}

pub const HIDDEN: &str = "hidden";
pub const PADDED_CELL: &str = ", padding";
pub const CROPPED_CELL: &str = ", cropped";
pub const UNUSED_CELL: &str = ", unused";

/// A cell, its value, and how it takes part.
pub fn cell([row, column]: [isize; 2], value: &str, role: &str) -> String {
    format!("row {row}, column {column}, {value}{role}")
}

// An input that is moved.
pub const NUDGE: &str = "Nudge";
pub const MOVE_THE_INPUT: &str = "Move the input by one pixel";
pub const ARROWS: [&str; 5] = ["Up", "Left", "Back to its place", "Right", "Down"];
pub const INPUT_MOVED: &str = "Input, moved";
pub const BEFORE_AFTER: [&str; 2] = ["Before", "After"];
pub const MOVED_ALONG: &str = "moved along";

// Changes.
/// What the two buttons do, and their keys.
pub const UNDO_REDO: [&str; 2] = ["Undo (Ctrl Z)", "Redo (Ctrl Shift Z or Ctrl Y)"];

// The timeline.
pub const PLAYBACK: &str = "Playback";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const STEPS: [&str; 4] = ["One row back", "One cell back", "One cell on", "One row on"];
pub const POSITION: &str = "Position";
pub const SPEED: &str = "Speed";
pub const LOOP: &str = "Loop";
pub const LOOP_TITLE: &str = "Begin again at the end";
pub const BY_PRODUCT: &str = "By product";
pub const BY_PRODUCT_TITLE: &str = "One product after the other";
pub const PREDICT: &str = "Predict first";
pub const PREDICT_TITLE: &str = "Hides each result until the next press";

pub fn step_of(step: usize, steps: usize) -> String {
    format!("step {step} of {steps}")
}

/// Where a timeline is that goes product by product.
pub fn product_of(step: &str, product: usize, products: usize) -> String {
    format!("{step}, product {product} of {products}")
}

pub fn change_speed(speed: f32, next: f32) -> String {
    format!("Speed {speed}×, change to {next}×")
}

/// Keys and what they do.
pub const TIMELINE_KEYS: [(&str, &str); 5] = [
    ("Space", "play or pause"),
    ("← →", "one cell back, one cell on"),
    ("↑ ↓", "one row back, one row on"),
    ("Home, End", "to the first cell, to the last"),
    ("Page ↑, Page ↓", "the same, and past the end to the next example: what a clicker sends"),
];

/// Keys that lead to other examples and modes.
pub const LAB_KEYS: [(&str, &str); 2] =
    [("N, Shift N", "the next example, the one before"), ("1 to 4", "what the timeline steps through")];

// Entry.
/// What stays where there was no number.
pub const NO_NUMBER_THERE: &str = "the empty field";

pub fn no_number(typed: &str, old: &str) -> String {
    format!("“{}” is not a number, so {old} stays.", short(typed))
}

/// A number that is too small or too large, and what it became.
pub fn out_of_limits(least: &str, largest: &str, typed: &str, kept: &str) -> String {
    format!("Possible are {}, so {} became {kept}.", limits(least, largest), short(typed))
}

pub fn new_value_of(cell: &str) -> String {
    format!("New value of {cell}")
}

// Exports.
pub const EXPORT: &str = "Export";
pub const EXPORTS: [&str; 6] = [
    "Drawing (SVG)",
    "Picture (PNG)",
    "Animation (GIF)",
    "Copy PyTorch code",
    "PyTorch file",
    "Table (Markdown)",
];
pub const PYTORCH_COPIED: &str = "The PyTorch code is on the clipboard.";
pub const STOP_EXPORT: &str = "Stop the export";
pub const EXPORT_STOPPED: &str = "The export was stopped.";
pub const CANNOT_MAKE_FILE: &str = "The browser could not make this file.";

pub fn gif_progress(percent: usize) -> String {
    format!("GIF, {percent} %")
}

/// A file was saved, perhaps with one step of several.
pub fn saved(file: &str, every: usize) -> String {
    match every {
        1 => format!("Saved as {file}."),
        _ => format!("Saved as {file}, which shows one step in {every}."),
    }
}
