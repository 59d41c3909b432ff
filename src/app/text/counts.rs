//! What the view Counts of Convolve says.

use crate::app::numbers::thousands;

pub const TOPICS: [&str; 4] = ["Connections", "Dense layers", "Pooling", "Flatten"];
pub const TITLES: [&str; 4] = [
    "Connections and weights",
    "Parameters of dense layers",
    "What pooling saves",
    "Flatten: rows that line up",
];

// Examples.
pub const SMALL: &str = "5×5, one 3×3 kernel";
pub const STRIDED: &str = "7×7, stride 2";
pub const CIFAR: &str = "32×32×3, 5×5";
pub const PHOTOGRAPH: &str = "256×256×3, 64 of 3×3";
pub const LECTURE: &str = "256×256×3 → 1000 → 100";
pub const FULL_HD: &str = "1920×1080×3 → 1000 → 100";
pub const DIGITS: &str = "28×28 → 30 → 10";
pub const MAPS: &str = "64 maps of 28×28";
pub const SMALL_MAPS: &str = "6 maps of 28×28, as LeNet-5";
pub const ROWS_OF_14: &str = "14×14 → 196";
pub const COLOURS: &str = "3×32×32 → 3072";

// Settings.
pub const ROWS: &str = "Rows H";
pub const COLUMNS: &str = "Columns W";
pub const CHANNELS: &str = "Channels C";
pub const FILTERS: &str = "Filters";
pub const KERNEL: &str = "Kernel";
pub const STRIDE: &str = "Stride";
pub const PADDING: &str = "Padding";
pub const LAYERS: &str = "Dense layers";
pub const POOL: &str = "Pool window";
pub const UNITS: [&str; 4] = ["Units of layer 1", "Units of layer 2", "Units of layer 3", "Units of layer 4"];
pub const KERNEL_TOO_LARGE: &str = "the window is larger than the padded input";
pub const TOPIC: &str = "topic";
pub const UNITS_KEY: &str = "units";
pub const ONE_TO_FOUR: &str = "1 to 4 whole numbers between points were expected, as in 1000.100";

// Tables.
pub const KINDS: [&str; 3] = ["Dense", "Locally connected", "Convolution"];
pub const WHY: [&str; 3] =
    ["every output sees every input", "every output sees its window", "and all windows share their weights"];
pub const CONNECTIONS_HEAD: [&str; 5] = ["", "Connections", "Weights", "Biases", "Weights in memory"];
pub const DENSE_HEAD: [&str; 5] = ["Layer", "(M × D) · (D × 1)", "Weights", "Biases", "Parameters"];
pub const TOTAL: &str = "In all";
pub const POOLING_HEAD: [&str; 4] = ["", "Without", "With pooling", "Share"];
pub const SAVINGS: [&str; 3] = [
    "Compute: multiply-adds of the next convolution",
    "Memory: values of the maps",
    "Parameters of a dense layer behind it",
];
pub const FLATTEN_HEAD: [&str; 4] = ["", "Channel", "Row", "Places in the vector"];
pub const THIS_ROW: &str = "This row";
pub const ALL_ROWS: &str = "All rows";
pub const WEIGHTS_OF: &str = "weights of the convolution";
pub const PARAMETERS: &str = "parameters";
pub const PLACE: &str = "place of row y, column 0";
pub const SHRINKS_BY: &str = "the maps shrink by";
pub const WITHOUT_AND_WITH: [&str; 2] = ["without", "with pooling"];
pub const CANCELS: &str = "D cancels";

pub fn layer(index: usize) -> String {
    format!("dense {}", index + 1)
}

/// About how much memory so many numbers of 4 bytes take.
pub fn memory(numbers: u64) -> String {
    let bytes = 4.0 * numbers as f64;
    let unit = [("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15), ("EB", 1e18)];
    let (name, size) = unit.into_iter().rfind(|(_, size)| bytes >= *size).unwrap_or(unit[0]);
    let decimals = usize::from(size > 1.0 && bytes / size < 100.0);
    format!("{:.decimals$} {name}", bytes / size)
}

pub fn fewer(dense: u64, shared: u64) -> String {
    let times = dense as f64 / shared.max(1) as f64;
    let times = if times < 100.0 { format!("{times:.1}") } else { thousands(times.round() as u64) };
    format!(
        "For the same input and output, the convolution has {times} times fewer weights than a dense layer."
    )
}

pub fn dense(parameters: u64, memory: &str) -> String {
    format!(
        "{} parameters with biases: {memory} as 32-bit floats, before anything is learnt.",
        thousands(parameters)
    )
}

pub fn pooling(window: usize, [from, to]: [usize; 2]) -> String {
    format!(
        "{window}×{window} at stride {window} keeps {} of {} values of each map, and learns nothing itself.",
        thousands(to as u64),
        thousands(from as u64)
    )
}

pub fn flatten([c, h, w]: [usize; 3], length: usize) -> String {
    format!(
        "{c}×{h}×{w} becomes one vector of {}: row after row, channel after channel.",
        thousands(length as u64)
    )
}

/// Which part of a larger input is drawn.
pub fn drawn(units: usize, of: usize) -> String {
    if units == of {
        "one row, one channel".to_owned()
    } else {
        format!("one channel, {units} cells of a row of {of}")
    }
}

pub fn of_row([connections, weights]: [usize; 2]) -> String {
    format!("{connections} lines, {weights} weights")
}

pub fn channel(index: usize) -> String {
    format!("channel {index}")
}

pub fn caption(topic: &str, remark: &str) -> String {
    format!("{topic}. {remark}")
}
