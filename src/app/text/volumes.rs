//! What the view Volumes of Convolve says.

use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};

pub const TITLE: Text = Text("A convolution as volumes");
pub const LECTURE: &str = "32×32×3 ∗ 5×5×3";
pub const FIVE_MAPS: &str = "3@64×64 → 5@64×64";
pub const ALEXNET: Text = Text("AlexNet's first layer");
pub const VGG: Text = Text("VGG16's first layer");
pub const POINTWISE: Text = Text("1×1 on 200 channels");

pub const INPUT: Text = Text("Input");
pub const FILTERS: Text = Text("Filters");
pub const OUTPUT: Text = Text("Output");
pub const BIASES: Text = Text("Biases");
pub const MULTIPLY_ADDS: Text = Text("Multiply-adds");
pub const HEAD: [Text; 4] = [Text::EMPTY, Text("Axes"), Text("Shape"), Text("Numbers")];
pub const AXES: [Text; 4] =
    [Text("(C_in, H, W)"), Text("(C_out, C_in, h, w)"), Text("(C_out)"), Text("(C_out, H′, W′)")];
pub const OUTPUT_HEIGHT: &str = "H′";

pub const ROWS: Text = Text("Rows H");
pub const COLUMNS: Text = Text("Columns W");
pub const CHANNELS: Text = Text("Channels C_in");
pub const KERNEL: Text = Text("Kernel h = w");
pub const FILTERS_C: Text = Text("Filters C_out");
pub const STRIDE: Text = Text("Stride");
pub const PADDING: Text = Text("Padding");

pub const SEE_IN_NUMBERS: Text = Text("See channels in numbers");
pub const KERNEL_TOO_LARGE: Text = Text("the kernel is larger than the padded input");

/// How one number comes about.
pub fn remark(channels: usize, kernel: usize, filters: usize) -> String {
    let products = thousands((kernel * kernel * channels) as u64);
    tr!(
        "A filter reaches through all {channels} channels: {kernel}·{kernel}·{channels} = {products} products make one number. {filters, plural, one {# filter makes # map} other {# filters make # maps}}."
    )
}

pub fn caption(input: &str, filters: &str, output: &str) -> String {
    tr!("An input of {input}, filters of {filters}, an output of {output}")
}

/// Where the window is and what it makes.
pub fn position([row, column]: [usize; 2]) -> String {
    tr!("output row {row}, column {column}")
}

/// More filters than are drawn.
pub fn more(count: usize) -> String {
    tr!("… {count} in all")
}
