//! What is said about a network that looks at a photograph.

use crate::network::Bytes;

pub const VIEW: &str = "way to look at it";
pub const VIEWS: [&str; 3] = ["Diagram", "Run", "Why"];
pub const PICTURE: &str = "photograph";
pub const PHOTOGRAPHS: [&str; 5] = ["Chelsea, a cat", "coffee", "astronaut", "photographer", "rocket"];
pub const YOUR_PICTURE: &str = "your picture";
pub const OPEN_PICTURE: &str = "Open …";
pub const CAMERA: &str = "Camera";
pub const STAGE: &str = "stage";
pub const MAP: &str = "map of the stage";
pub const STRONGEST: &str = "Where is it strongest?";
pub const CLOSE: &str = "Best guesses again";
pub const SEARCHING: &str = "looking at the photographs …";

/// A map of a stage.
pub fn looks_for(stage: &str, map: usize) -> String {
    format!("What does {stage}, map {map} look for?")
}

/// Of what a cell of it sees.
pub fn cell_sees([rows, columns]: [usize; 2], side: usize) -> String {
    if rows.min(columns) >= side {
        "The strongest place in each photograph. A cell sees all of it: the dot is its middle.".to_owned()
    } else {
        format!("The strongest place in each photograph, and the {rows}×{columns} pixels that the cell sees.")
    }
}

/// A photograph and what the map is there.
pub fn strongest_in(photograph: &str, value: &str, row: usize, column: usize) -> String {
    format!("{photograph}: {value} at row {row}, column {column}")
}
pub const STAGES: &str = "Stages";
pub const STAGES_SHOW: &str = "the liveliest map of each, its time and its memory";
pub const TAKES_NO_PHOTOGRAPHS: &str =
    "This network takes no photographs: its input is no square of red, green and blue.";
pub const RUNS_ELSEWHERE: &str = "Your last run looks at samples like those it was trained on: at what you draw, if it reads digits, and in Train.";
pub const NOT_SHIPPED: &str = "No weights of this network come with this site. Open a file of them, from torchvision or in its names (.pth, .safetensors), or the network as ONNX: it then runs here.";
pub const OPEN_WEIGHTS: &str = "Open its weights …";
pub const RUN_ENDED: &str = "The part of the page that runs the network has ended.";
pub const LOADING_WEIGHTS: &str = "Loading the weights";
pub const OPENING_WEIGHTS: &str = "Opening the weights …";
pub const LOAD_WEIGHTS: &str = "Load the weights";
pub const CANCEL: &str = "Cancel";
pub const TRY_AGAIN: &str = "Try again";
pub const THE_PICTURE: &str = "The photograph as the network receives it";
pub const FOR_THIS_PICTURE: &str = "for this photograph";
pub const IN_MEMORY: &str = "in memory: weights and all feature maps";
pub const FIRST_FILTERS: &str = "first filters";
pub const GUESSES: &str = "Best guesses";

/// How sure it is of its first guess, and of its second.
pub fn sure(percent: &str, second: &str, second_percent: &str) -> String {
    format!("{percent} sure, and {second} at {second_percent}")
}

/// A network that a browser's tab has no room for.
pub fn too_large(bytes: Bytes) -> String {
    format!("Running this network takes {bytes} of memory, more than a browser’s tab gets.")
}

/// What is fetched, and what it takes.
pub fn fetches(file: Bytes, memory: Bytes) -> String {
    format!("{file} are fetched once; running it takes {memory} of memory.")
}

/// How much of a file is here.
pub fn received(bytes: Bytes, of: Bytes) -> String {
    format!("{bytes} of {of}")
}

/// A stage and its maps.
pub fn all_maps(name: &str, count: usize, side: [usize; 2]) -> [String; 2] {
    let [rows, columns] = side;
    [format!("{name}, all {count} maps"), format!("{rows}×{columns}")]
}

/// The shape of a stage's maps.
pub fn maps(count: usize, side: [usize; 2]) -> String {
    let [rows, columns] = side;
    format!("{count} · {rows}×{columns}")
}

/// How many filters of which size.
pub fn filters(count: usize, rows: usize, columns: usize, channels: usize) -> String {
    format!("{count} of {rows}×{columns}×{channels}")
}

pub fn milliseconds(time: f64) -> String {
    format!("{time:.0} ms")
}

/// A class by its number, where nobody knows its name.
pub fn class(index: usize) -> String {
    format!("class {index}")
}
