//! What Scenes says of restyling.

use crate::app::numbers::{sig3, thousands};
use crate::app::text::{Text, tr};

// Keys of the link.
pub const STYLE: Text = Text("style");
pub const CONTENT: Text = Text("content");
pub const WEIGHT: Text = Text("weight of the content in per cent");
pub const SIZE: Text = Text("size of the pictures");
pub const ENTRY: Text = Text("entry of a Gram matrix");

pub const STYLES: [Text; 4] = [Text("Brick"), Text("Grass"), Text("Wood"), Text("Fur")];
pub const CONTENTS: [Text; 5] =
    [Text("Noise"), Text("Cat"), Text("Astronaut"), Text("Cup"), Text("Photographer")];
pub const SIZES: [&str; 3] = ["48 × 48", "64 × 64", "96 × 96"];

// The pictures.
pub const THE_PICTURE: Text = Text("The restyled picture");
pub const IN_THE_STYLE_OF: Text = Text("Style");
pub const WHAT_IS_SHOWN: Text = Text("Content");
pub const OWN: Text = Text("Your picture");
pub const OPEN: Text = Text("Open …");
pub const PICTURES: Text = Text("The pictures");
pub const WAITS: Text = Text("The pictures are on their way.");
pub const WORKER_ENDED: Text = Text("The part of the page that restyles has ended.");

pub fn no_picture(name: &str) -> String {
    tr!("{name} is no picture that the browser can read.")
}

pub fn too_large(name: &str) -> String {
    tr!("{name} is larger than 32 MB.")
}

// The way.
pub const PLAY: Text = Text("Restyle");
pub const GO_ON: Text = Text("Go on");
pub const STOP: Text = Text("Stop");
pub const RESET: Text = Text("Reset");
pub const ANOTHER: Text = Text("Other filters");
pub const ON_ITS_WAY: Text = Text("On its way");
pub const SIDE: Text = Text("Size");

/// How far it is.
pub fn steps(steps: usize, seconds: f64) -> String {
    if steps == 0 {
        return Text("before the first step").into();
    }
    tr!("{steps, plural, one {# step} other {# steps}} of L-BFGS, {seconds:.1} s")
}

pub fn content_weight(percent: usize) -> String {
    tr!("content counts {percent} %")
}

pub const STYLE_LOSS: Text = Text("style loss");
pub const CONTENT_LOSS: Text = Text("content loss");

pub fn loss(value: Option<f32>) -> String {
    value.map_or("–".to_owned(), sig3)
}

// The Gram matrix.
pub const GRAM: Text = Text("Gram matrix");
pub const FILTERS: Text = Text("Filters");
pub const OF_THE_STYLE: Text = Text("of the style");
pub const OF_THE_PICTURE: Text = Text("of the picture");
pub const POINT: Text = Text("Point at an entry, or move it with the arrow keys.");

/// A bank of filters.
pub fn bank(side: usize) -> String {
    format!("{side} × {side}")
}

/// A matrix for those who hear it.
pub fn matrix(is_style: bool, filters: usize, [row, column]: [usize; 2], value: f32) -> String {
    let value = number(value);
    match is_style {
        true => tr!("Gram matrix of the style, {filters} × {filters}: row {row}, column {column} is {value}"),
        false => {
            tr!("Gram matrix of the picture, {filters} × {filters}: row {row}, column {column} is {value}")
        }
    }
}

pub fn filter(index: usize) -> String {
    tr!("filter {index}")
}

pub fn responds(index: usize) -> String {
    tr!("map F{}", subscript(index))
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
    tr!(
        "G({i}, {j}) = mean of F{} · F{} over {} cells = {}",
        subscript(i),
        subscript(j),
        thousands(cells as u64),
        number(mean)
    )
}

/// What it is in the picture.
pub fn entry_now(value: f32) -> String {
    tr!("in the picture: {}", number(value))
}

/// What it says.
pub const fn meaning(is_diagonal: bool) -> Text {
    if is_diagonal {
        Text("On the diagonal: how strongly this filter responds, wherever that is.")
    } else {
        Text(
            "How much both filters respond at the same places, wherever these are: order is forgotten, texture stays.",
        )
    }
}

pub fn number(value: f32) -> String {
    sig3(value)
}

// The idea.
pub const IDEA: [Text; 3] = [
    Text(
        "A picture’s style is which filters respond together, on average over all places: the Gram matrix of their maps. Noise, or a photograph, follows the gradient of its own pixels until its matrices are those of the style.",
    ),
    Text(
        "A photograph also keeps its content: how bright it is at a quarter of its size, with mean 0 and deviation 1, so that colours are free.",
    ),
    Text(
        "Smaller here: 128 random filters of three sizes in one layer, instead of five layers of a VGG-19 that was trained on a million photographs.",
    ),
];
pub const SOURCE: Text = Text(
    "Gatys et al., “Texture synthesis using convolutional neural networks”, 2015, and “Image style transfer”, 2016; random filters: Ustyuzhaninov et al., 2016",
);
