//! What the view Volumes of Convolve says.

use crate::app::numbers::thousands;

pub const TITLE: &str = "A convolution as volumes";
pub const LECTURE: &str = "32×32×3 ∗ 5×5×3";
pub const FIVE_MAPS: &str = "3@64×64 → 5@64×64";
pub const ALEXNET: &str = "AlexNet's first layer";
pub const VGG: &str = "VGG16's first layer";
pub const POINTWISE: &str = "1×1 on 200 channels";

pub const INPUT: &str = "Input";
pub const FILTERS: &str = "Filters";
pub const OUTPUT: &str = "Output";
pub const BIASES: &str = "Biases";
pub const MULTIPLY_ADDS: &str = "Multiply-adds";
pub const HEAD: [&str; 4] = ["", "Axes", "Shape", "Numbers"];
pub const AXES: [&str; 4] = ["(C_in, H, W)", "(C_out, C_in, h, w)", "(C_out)", "(C_out, H′, W′)"];
pub const OUTPUT_HEIGHT: &str = "H′";

pub const ROWS: &str = "Rows H";
pub const COLUMNS: &str = "Columns W";
pub const CHANNELS: &str = "Channels C_in";
pub const KERNEL: &str = "Kernel h = w";
pub const FILTERS_C: &str = "Filters C_out";
pub const STRIDE: &str = "Stride";
pub const PADDING: &str = "Padding";

pub const SEE_IN_NUMBERS: &str = "See channels in numbers";
pub const KERNEL_TOO_LARGE: &str = "the kernel is larger than the padded input";

/// How one number comes about.
pub fn remark(channels: usize, kernel: usize, filters: usize) -> String {
    let products = thousands((kernel * kernel * channels) as u64);
    let maps = if filters == 1 {
        "1 filter makes 1 map".to_owned()
    } else {
        format!("{filters} filters make {filters} maps")
    };
    format!(
        "A filter reaches through all {channels} channels: {kernel}·{kernel}·{channels} = {products} products make one number. {maps}."
    )
}

pub fn caption(input: &str, filters: &str, output: &str) -> String {
    format!("An input of {input}, filters of {filters}, an output of {output}")
}

/// Where the window is and what it makes.
pub fn position([row, column]: [usize; 2]) -> String {
    format!("output row {row}, column {column}")
}

/// More filters than are drawn.
pub fn more(count: usize) -> String {
    format!("… {count} in all")
}
