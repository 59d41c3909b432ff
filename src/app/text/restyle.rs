//! What Scenes says of restyling.

use crate::app::numbers::{plural, sig3, thousands};

// Keys of the link.
pub const STYLE: &str = "style";
pub const CONTENT: &str = "content";
pub const WEIGHT: &str = "weight of the content in per cent";
pub const SIZE: &str = "size of the pictures";
pub const ENTRY: &str = "entry of a Gram matrix";

pub const STYLES: [&str; 4] = ["Brick", "Grass", "Wood", "Fur"];
pub const CONTENTS: [&str; 5] = ["Noise", "Cat", "Astronaut", "Cup", "Photographer"];
pub const SIZES: [&str; 3] = ["48 × 48", "64 × 64", "96 × 96"];

// The pictures.
pub const THE_PICTURE: &str = "The restyled picture";
pub const IN_THE_STYLE_OF: &str = "Style";
pub const WHAT_IS_SHOWN: &str = "Content";
pub const OWN: &str = "Your picture";
pub const OPEN: &str = "Open …";
pub const PICTURES: &str = "The pictures";
pub const WAITS: &str = "The pictures are on their way.";
pub const WORKER_ENDED: &str = "The part of the page that restyles has ended.";

pub fn no_picture(name: &str) -> String {
    format!("{name} is no picture that the browser can read.")
}

pub fn too_large(name: &str) -> String {
    format!("{name} is larger than 32 MB.")
}

// The way.
pub const PLAY: &str = "Restyle";
pub const GO_ON: &str = "Go on";
pub const STOP: &str = "Stop";
pub const RESET: &str = "Reset";
pub const ANOTHER: &str = "Other filters";
pub const ON_ITS_WAY: &str = "On its way";
pub const SIDE: &str = "Size";

/// How far it is.
pub fn steps(steps: usize, seconds: f64) -> String {
    if steps == 0 {
        return "before the first step".to_owned();
    }
    format!("{} of L-BFGS, {seconds:.1} s", plural(steps, "step"))
}

pub fn content_weight(percent: usize) -> String {
    format!("content counts {percent} %")
}

pub const STYLE_LOSS: &str = "style loss";
pub const CONTENT_LOSS: &str = "content loss";

pub fn loss(value: Option<f32>) -> String {
    value.map_or("–".to_owned(), sig3)
}

// The Gram matrix.
pub const GRAM: &str = "Gram matrix";
pub const FILTERS: &str = "Filters";
pub const OF_THE_STYLE: &str = "of the style";
pub const OF_THE_PICTURE: &str = "of the picture";
pub const POINT: &str = "Point at an entry, or move it with the arrow keys.";

/// A bank of filters.
pub fn bank(side: usize) -> String {
    format!("{side} × {side}")
}

/// A matrix for those who hear it.
pub fn matrix(whose: &str, filters: usize, [row, column]: [usize; 2], value: f32) -> String {
    format!("{GRAM} {whose}, {filters} × {filters}: row {row}, column {column} is {}", number(value))
}

pub fn filter(index: usize) -> String {
    format!("filter {index}")
}

pub fn responds(index: usize) -> String {
    format!("map F{}", subscript(index))
}

pub fn product([i, j]: [usize; 2]) -> String {
    format!("F{} · F{}", subscript(i), subscript(j))
}

fn subscript(index: usize) -> String {
    let digit = |digit: char| char::from_u32('₀' as u32 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit);
    index.to_string().chars().map(digit).collect()
}

/// What an entry is: the mean of the product.
pub fn entry([i, j]: [usize; 2], cells: usize, mean: f32) -> String {
    format!(
        "G({i}, {j}) = mean of F{} · F{} over {} cells = {}",
        subscript(i),
        subscript(j),
        thousands(cells as u64),
        number(mean)
    )
}

/// What it is in the picture.
pub fn entry_now(value: f32) -> String {
    format!("in the picture: {}", number(value))
}

/// What it says.
pub const fn meaning(is_diagonal: bool) -> &'static str {
    if is_diagonal {
        "On the diagonal: how strongly this filter responds, wherever that is."
    } else {
        "How much both filters respond at the same places, wherever these are: order is forgotten, texture stays."
    }
}

pub fn number(value: f32) -> String {
    sig3(value)
}

// The idea.
pub const IDEA: [&str; 3] = [
    "A picture’s style is which filters respond together, on average over all places: the Gram matrix of their maps. Noise, or a photograph, follows the gradient of its own pixels until its matrices are those of the style.",
    "A photograph also keeps its content: how bright it is at a quarter of its size, with mean 0 and deviation 1, so that colours are free.",
    "Smaller here: 128 random filters of three sizes in one layer, instead of five layers of a VGG-19 that was trained on a million photographs.",
];
pub const SOURCE: &str = "Gatys et al., “Texture synthesis using convolutional neural networks”, 2015, and “Image style transfer”, 2016; random filters: Ustyuzhaninov et al., 2016";
