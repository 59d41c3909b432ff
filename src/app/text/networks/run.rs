//! What is said about a network that looks at a photograph.

use crate::app::text::{Text, tr};
use crate::network::Bytes;

pub const VIEW: Text = Text("way to look at it");
pub const VIEWS: [Text; 3] = [Text("Diagram"), Text("Run"), Text("Why")];
pub const PICTURE: Text = Text("photograph");
pub const PHOTOGRAPHS: [Text; 5] =
    [Text("Chelsea, a cat"), Text("coffee"), Text("astronaut"), Text("photographer"), Text("rocket")];
pub const YOUR_PICTURE: Text = Text("your picture");
pub const OPEN_PICTURE: Text = Text("Open …");
pub const CAMERA: Text = Text("Camera");
pub const STAGE: Text = Text("stage");
pub const MAP: Text = Text("map of the stage");
pub const STRONGEST: Text = Text("Where is it strongest?");
pub const CLOSE: Text = Text("Best guesses again");
pub const SEARCHING: Text = Text("looking at the photographs …");

/// A map of a stage.
pub fn looks_for(stage: &str, map: usize) -> String {
    tr!("What does {stage}, map {map} look for?")
}

/// Of what a cell of it sees.
pub fn cell_sees([rows, columns]: [usize; 2], side: usize) -> String {
    if rows.min(columns) >= side {
        Text("The strongest place in each photograph. A cell sees all of it: the dot is its middle.").into()
    } else {
        tr!("The strongest place in each photograph, and the {rows}×{columns} pixels that the cell sees.")
    }
}

/// A photograph and what the map is there.
pub fn strongest_in(photograph: &str, value: &str, row: usize, column: usize) -> String {
    tr!("{photograph}: {value} at row {row}, column {column}")
}
pub const STAGES: Text = Text("Stages");
pub const STAGES_SHOW: Text = Text("the liveliest map of each, its time and its memory");
pub const TAKES_NO_PHOTOGRAPHS: Text =
    Text("This network takes no photographs: its input is no square of red, green and blue.");
pub const RUNS_ELSEWHERE: Text = Text(
    "Your last run looks at samples like those it was trained on: at what you draw, if it reads digits, and in Train.",
);
pub const NOT_SHIPPED: Text = Text(
    "No weights of this network come with this site. Open a file of them, from torchvision or in its names (.pth, .safetensors), or the network as ONNX: it then runs here.",
);
pub const OPEN_WEIGHTS: Text = Text("Open its weights …");
pub const RUN_ENDED: Text = Text("The part of the page that runs the network has ended.");
pub const LOADING_WEIGHTS: Text = Text("Loading the weights");
pub const OPENING_WEIGHTS: Text = Text("Opening the weights …");
pub const LOAD_WEIGHTS: Text = Text("Load the weights");
pub const CANCEL: Text = Text("Cancel");
pub const TRY_AGAIN: Text = Text("Try again");
pub const THE_PICTURE: Text = Text("The photograph as the network receives it");
pub const FOR_THIS_PICTURE: Text = Text("for this photograph");
pub const IN_MEMORY: Text = Text("in memory: weights and all feature maps");
pub const FIRST_FILTERS: Text = Text("first filters");
pub const GUESSES: Text = Text("Best guesses");

/// How sure it is of its first guess, and of its second.
pub fn sure(percent: &str, second: &str, second_percent: &str) -> String {
    tr!("{percent} sure, and {second} at {second_percent}")
}

/// A network that a browser's tab has no room for.
pub fn too_large(bytes: Bytes) -> String {
    tr!("Running this network takes {bytes} of memory, more than a browser’s tab gets.")
}

/// What is fetched, and what it takes.
pub fn fetches(file: Bytes, memory: Bytes) -> String {
    tr!("{file} are fetched once; running it takes {memory} of memory.")
}

/// How much of a file is here.
pub fn received(bytes: Bytes, of: Bytes) -> String {
    tr!("{bytes} of {of}")
}

/// A stage and its maps.
pub fn all_maps(name: &str, count: usize, side: [usize; 2]) -> [String; 2] {
    let [rows, columns] = side;
    [tr!("{name}, all {count} maps"), format!("{rows}×{columns}")]
}

/// The shape of a stage's maps.
pub fn maps(count: usize, side: [usize; 2]) -> String {
    let [rows, columns] = side;
    format!("{count} · {rows}×{columns}")
}

/// How many filters of which size.
pub fn filters(count: usize, rows: usize, columns: usize, channels: usize) -> String {
    tr!("{count} of {rows}×{columns}×{channels}")
}

pub fn milliseconds(time: f64) -> String {
    format!("{time:.0} ms")
}

/// A class by its number, where nobody knows its name.
pub fn class(index: usize) -> String {
    tr!("class {index}")
}
