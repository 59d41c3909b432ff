//! What Convolve says of 1×1 convolutions.

use std::cmp::Ordering;

use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};

// 1×1 convolutions.
/// Examples: those of the lecture, GoogLeNet and ResNet.
pub const DEPTH_EXAMPLES: [Text; 3] =
    [Text("Lecture: 200 channels, 5×5"), Text("GoogLeNet 3a: 192, 5×5"), Text("ResNet-50: 256, 3×3")];
pub const YOUR_OWN_SIZES: Text = Text("Your own sizes");
/// The sizes, in the order of the link.
pub const SIZES: [Text; 6] = [
    Text("Channels"),
    Text("Height"),
    Text("Width"),
    Text("Kernel"),
    Text("Filters"),
    Text("Filters of the 1×1 convolution"),
];
pub const WHAT_1X1_SAVES: Text = Text("What a 1×1 convolution saves");
pub const WAYS: [Text; 2] = [Text("Directly"), Text("Through a 1×1 convolution")];
pub const WHAT_1X1_DOES: Text =
    Text("A 1×1 convolution multiplies the channels of each pixel with the same matrix.");
/// The head of what both ways cost, and the row of all convolutions of a way.
pub const COSTS: [Text; 4] = [Text("Way"), Text("Convolution"), Text("Multiply-adds"), Text("Parameters")];
pub const TOGETHER: Text = Text("together");
pub const SEE_IN_NUMBERS: Text = Text("See one in numbers");

/// What the way through a 1×1 convolution costs, and how many times less or more that is.
pub fn verdict(cost: Ordering, times: &str) -> String {
    match cost {
        Ordering::Less => tr!("With a 1×1 convolution: {times} times fewer multiply-adds"),
        Ordering::Greater => tr!("With a 1×1 convolution: {times} times more multiply-adds"),
        Ordering::Equal => tr!("With a 1×1 convolution: as many multiply-adds"),
    }
}

/// Of c channels, k × k kernels and f filters: how many filters are too many.
pub fn pays_below([c, k, f]: [usize; 3], filters: &str) -> String {
    tr!(
        "It pays as long as it has fewer than c · k² · f / (c + k² · f) = {c} · {k}² · {f} / ({c} + {k}² · {f}) = {filters} filters."
    )
}

pub fn stage(size: usize, filters: usize) -> String {
    tr!("{size}×{size}, {filters, plural, one {# filter} other {# filters}}")
}

pub fn multiply_adds(count: u64) -> String {
    tr!("{n} multiply-adds", n = thousands(count))
}

pub fn parameters(count: u64) -> String {
    tr!("{n} parameters", n = thousands(count))
}
