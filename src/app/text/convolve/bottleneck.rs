//! What Convolve says of 1×1 convolutions.

use std::cmp::Ordering;

// 1×1 convolutions.
/// Examples: those of the lecture, GoogLeNet and ResNet.
pub const DEPTH_EXAMPLES: [&str; 3] =
    ["Lecture: 200 channels, 5×5", "GoogLeNet 3a: 192, 5×5", "ResNet-50: 256, 3×3"];
pub const YOUR_OWN_SIZES: &str = "Your own sizes";
/// The sizes, in the order of the link.
pub const SIZES: [&str; 6] =
    ["Channels", "Height", "Width", "Kernel", "Filters", "Filters of the 1×1 convolution"];
pub const WHAT_1X1_SAVES: &str = "What a 1×1 convolution saves";
pub const WAYS: [&str; 2] = ["Directly", "Through a 1×1 convolution"];
pub const WHAT_1X1_DOES: &str =
    "A 1×1 convolution multiplies the channels of each pixel with the same matrix. ";
/// The head of what both ways cost, and the row of all convolutions of a way.
pub const COSTS: [&str; 4] = ["Way", "Convolution", "Multiply-adds", "Parameters"];
pub const TOGETHER: &str = "together";
pub const SEE_IN_NUMBERS: &str = "See one in numbers";

/// What the way through a 1×1 convolution costs, and how many times less or more that is.
pub fn verdict(cost: Ordering, times: &str) -> String {
    match cost {
        Ordering::Less => format!("With a 1×1 convolution: {times} times fewer multiply-adds"),
        Ordering::Greater => format!("With a 1×1 convolution: {times} times more multiply-adds"),
        Ordering::Equal => "With a 1×1 convolution: as many multiply-adds".to_owned(),
    }
}

/// Of c channels, k × k kernels and f filters: how many filters are too many.
pub fn pays_below([c, k, f]: [usize; 3], filters: &str) -> String {
    format!(
        "It pays as long as it has fewer than c · k² · f / (c + k² · f) = {c} · {k}² · {f} / ({c} + {k}² · {f}) = {filters} filters."
    )
}

pub fn stage(size: usize, filters: usize) -> String {
    format!("{size}×{size}, {filters} filter{}", if filters == 1 { "" } else { "s" })
}

/// Behind a number.
pub const MULTIPLY_ADDS: &str = " multiply-adds";
pub const PARAMETERS: &str = " parameters";
