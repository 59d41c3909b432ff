//! What the view Counts of Convolve says.

use crate::app::numbers::{in_language, thousands};
use crate::app::text::{Text, tr};

pub const TOPICS: [Text; 4] = [Text("Connections"), Text("Dense layers"), Text("Pooling"), Text("Flatten")];
pub const TITLES: [Text; 4] = [
    Text("Connections and weights"),
    Text("Parameters of dense layers"),
    Text("What pooling saves"),
    Text("Flatten: rows that line up"),
];

// Examples.
pub const SMALL: Text = Text("5×5, one 3×3 kernel");
pub const STRIDED: Text = Text("7×7, stride 2");
pub const CIFAR: &str = "32×32×3, 5×5";
pub const PHOTOGRAPH: Text = Text("256×256×3, 64 of 3×3");
pub const LECTURE: &str = "256×256×3 → 1000 → 100";
pub const FULL_HD: &str = "1920×1080×3 → 1000 → 100";
pub const DIGITS: &str = "28×28 → 30 → 10";
pub const MAPS: Text = Text("64 maps of 28×28");
pub const SMALL_MAPS: Text = Text("6 maps of 28×28, as LeNet-5");
pub const ROWS_OF_14: &str = "14×14 → 196";
pub const COLOURS: &str = "3×32×32 → 3072";

// Settings.
pub const ROWS: Text = Text("Rows H");
pub const COLUMNS: Text = Text("Columns W");
pub const CHANNELS: Text = Text("Channels C");
pub const FILTERS: Text = Text("Filters");
pub const KERNEL: Text = Text("Kernel");
pub const STRIDE: Text = Text("Stride");
pub const PADDING: Text = Text("Padding");
pub const LAYERS: Text = Text("Dense layers");
pub const POOL: Text = Text("Pool window");
pub const UNITS: [Text; 4] =
    [Text("Units of layer 1"), Text("Units of layer 2"), Text("Units of layer 3"), Text("Units of layer 4")];
pub const KERNEL_TOO_LARGE: Text = Text("the window is larger than the padded input");
pub const TOPIC: Text = Text("topic");
pub const UNITS_KEY: Text = Text("units");
pub const ONE_TO_FOUR: Text = Text("1 to 4 whole numbers between points were expected, as in 1000.100");

// Tables.
pub const KINDS: [Text; 3] = [Text("Dense"), Text("Locally connected"), Text("Convolution")];
pub const WHY: [Text; 3] = [
    Text("every output sees every input"),
    Text("every output sees its window"),
    Text("and all windows share their weights"),
];
pub const CONNECTIONS_HEAD: [Text; 5] =
    [Text::EMPTY, Text("Connections"), Text("Weights"), Text("Biases"), Text("Weights in memory")];
pub const DENSE_HEAD: [Text; 5] =
    [Text("Layer"), Text("(M × D) · (D × 1)"), Text("Weights"), Text("Biases"), Text("Parameters")];
pub const TOTAL: Text = Text("In all");
pub const POOLING_HEAD: [Text; 4] = [Text::EMPTY, Text("Without"), Text("With pooling"), Text("Share left")];
pub const SAVINGS: [Text; 3] = [
    Text("Compute: multiply-adds of the next convolution"),
    Text("Memory: values of the maps"),
    Text("Parameters of a dense layer behind it"),
];
pub const FLATTEN_HEAD: [Text; 4] = [Text::EMPTY, Text("Channel"), Text("Row"), Text("Places in the vector")];
pub const THIS_ROW: Text = Text("This row");
pub const ALL_ROWS: Text = Text("All rows");
pub const WEIGHTS_OF: Text = Text("weights of the convolution");
pub const PARAMETERS: Text = Text("parameters");
pub const PLACE: Text = Text("place of row y, column 0");
pub const SHRINKS_BY: Text = Text("the maps shrink by");
pub const WITHOUT_AND_WITH: [Text; 2] = [Text("without"), Text("with pooling")];
pub const CANCELS: Text = Text("D cancels");

pub fn layer(index: usize) -> String {
    tr!("dense {}", index + 1)
}

/// About how much memory so many numbers of 4 bytes take.
pub fn memory(numbers: u64) -> String {
    let bytes = 4.0 * numbers as f64;
    let unit = [("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15), ("EB", 1e18)];
    let (name, size) = unit.into_iter().rfind(|(_, size)| bytes >= *size).unwrap_or(unit[0]);
    let decimals = usize::from(size > 1.0 && bytes / size < 100.0);
    in_language(format!("{:.decimals$} {name}", bytes / size))
}

pub fn fewer(dense: u64, shared: u64) -> String {
    let times = dense as f64 / shared.max(1) as f64;
    let times =
        if times < 100.0 { in_language(format!("{times:.1}")) } else { thousands(times.round() as u64) };
    tr!("For the same input and output, the convolution has {times} times fewer weights than a dense layer.")
}

pub fn dense(parameters: u64, memory: &str) -> String {
    tr!(
        "{} parameters with biases: {memory} as 32-bit floats, before anything is learnt.",
        thousands(parameters)
    )
}

pub fn pooling(window: usize, [from, to]: [usize; 2]) -> String {
    tr!(
        "{window}×{window} at stride {window} keeps {} of {} values of each map, and learns nothing itself.",
        thousands(to as u64),
        thousands(from as u64)
    )
}

pub fn flatten([c, h, w]: [usize; 3], length: usize) -> String {
    tr!(
        "{c}×{h}×{w} becomes one vector of {}: row after row, channel after channel.",
        thousands(length as u64)
    )
}

/// Which part of a larger input is drawn.
pub fn drawn(units: usize, of: usize) -> String {
    if units == of { tr!("one row, one channel") } else { tr!("one channel, {units} cells of a row of {of}") }
}

pub fn of_row([connections, weights]: [usize; 2]) -> String {
    tr!("{connections} lines, {weights} weights")
}

pub fn channel(index: usize) -> String {
    tr!("channel {index}")
}

pub fn caption(topic: &str, remark: &str) -> String {
    tr!("{topic}. {remark}")
}
