//! What the place Scenes says.

mod ideas;

pub use ideas::*;

use crate::app::numbers::{compact, sig3, thousands, whole_percent};
use crate::app::text::{Text, tr};
use crate::data::scenes::{SceneShape, ShapeColor, ShapeKind};
use crate::zoo::SceneNetwork;

// Keys of the link.
pub const TASK: Text = Text("task");
pub const NETWORK: Text = Text("network");
pub const SCENE: Text = Text("scene");
pub const THRESHOLD: Text = Text("threshold");
pub const CELL: Text = Text("cell");
pub const TRAINING_SCENES: Text = Text("number of scenes to learn from");
pub const EPOCHS: Text = Text("number of epochs");
pub const SEED: Text = Text("seed");

// The tasks.
pub const FIND: Text = Text("Find");
pub const SEGMENT: Text = Text("Segment");
pub const DESCRIBE: Text = Text("Describe");
pub const RESTYLE: Text = Text("Restyle");

/// The fully convolutional network with its skips and without, the U-Net, the mask head behind two stages.
pub const NETWORKS: [Text; 4] = [Text("with skips"), Text("without"), Text("U-Net"), Text("mask head")];

// The scene.
pub const THE_SCENE: Text = Text("The scene");
pub const ANOTHER: Text = Text("Another scene");
pub const SHAPES: Text = Text("Shapes");
pub const ADD: Text = Text("Add");
pub const REMOVE: Text = Text("Remove");
pub const SMALLER: Text = Text("Smaller");
pub const LARGER: Text = Text("Larger");
pub const KIND: Text = Text("Kind");
pub const COLOR: Text = Text("Colour");
pub const NO_SHAPES: Text = Text("an empty scene");
pub const DRAG: Text = Text("Drag a shape, or choose one and move it with the arrow keys.");

pub const fn kind(kind: ShapeKind) -> Text {
    match kind {
        ShapeKind::Circle => Text("circle"),
        ShapeKind::Square => Text("square"),
        ShapeKind::Triangle => Text("triangle"),
    }
}

pub const fn color(color: ShapeColor) -> Text {
    match color {
        ShapeColor::Red => Text("red"),
        ShapeColor::Green => Text("green"),
        ShapeColor::Blue => Text("blue"),
        ShapeColor::Yellow => Text("yellow"),
        ShapeColor::Purple => Text("purple"),
        ShapeColor::Orange => Text("orange"),
    }
}

/// The kind of a class of objects.
pub fn class(class: usize) -> Text {
    ShapeKind::ALL.get(class).map_or(Text::EMPTY, |it| kind(*it))
}

/// The class of a pixel.
pub fn pixel_class(pixel: usize) -> Text {
    if pixel == 0 { Text("background") } else { class(pixel - 1) }
}

/// As in "blue triangle".
pub fn shape(shape: &SceneShape) -> String {
    let of_kinds = match shape.color {
        ShapeColor::Red => [Text("red circle"), Text("red square"), Text("red triangle")],
        ShapeColor::Green => [Text("green circle"), Text("green square"), Text("green triangle")],
        ShapeColor::Blue => [Text("blue circle"), Text("blue square"), Text("blue triangle")],
        ShapeColor::Yellow => [Text("yellow circle"), Text("yellow square"), Text("yellow triangle")],
        ShapeColor::Purple => [Text("purple circle"), Text("purple square"), Text("purple triangle")],
        ShapeColor::Orange => [Text("orange circle"), Text("orange square"), Text("orange triangle")],
    };
    of_kinds[shape.kind.class()].into()
}

/// A shape for those who hear it: what, and where.
pub fn shape_at(it: &SceneShape) -> String {
    let [x, y] = it.center.map(compact);
    tr!("{} at {x}, {y}: arrow keys move it", shape(it))
}

// The trained network.
pub const LOADING: Text = Text("Loading the trained network …");
pub const NETWORK_ENDED: Text = Text("The part of the page that runs the network has ended.");
pub const TRAINING_ENDED: Text =
    Text("The part of the page that trains has ended; the trained network answers again.");

pub fn cannot_train(why: &str) -> String {
    tr!("It cannot learn: {why}")
}

// Finding.
/// "5 boxes for 3 shapes".
pub fn boxes_for(boxes: usize, shapes: usize) -> String {
    tr!("{boxes, plural, one {# box} other {# boxes}} for {shapes, plural, one {# shape} other {# shapes}}")
}

/// "circle 98 %".
pub fn box_label(class: &str, score: f32) -> String {
    format!("{class} {}", whole_percent(score))
}

/// A true box, and how well the best box of its kind covers it.
pub fn true_box(iou: Option<f32>) -> String {
    iou.map_or(Text("not found").into(), |iou| tr!("IoU {}", compact(iou)))
}

pub const LEGEND: Text = Text(
    "Dashed: what there is, and the cell that is held responsible. In each cell: how sure it is of a centre there.",
);
/// Columns of the table of boxes.
pub const BOX_COLUMNS: [Text; 5] = [Text("score"), Text("kind"), Text("cell"), Text("IoU"), Text::EMPTY];
pub const KEPT: Text = Text("kept");
pub const SUPPRESSED: Text = Text("suppressed");
pub const OPEN: &str = "–";
pub const NO_BOXES: Text = Text("No box is above the threshold.");
pub const SUPPRESSION: Text = Text("Suppression, step by step");
pub const BACK: Text = Text("One step back");
pub const NEXT: Text = Text("One step on");

/// Where suppression stands.
pub fn step(step: usize, steps: usize) -> String {
    tr!("step {step} of {steps}")
}

/// Before the first step.
pub fn before_suppression(boxes: usize) -> String {
    match boxes {
        1 => Text("One box is still there: each cell has spoken for itself."),
        _ => Text("All boxes are still there: each cell has spoken for itself."),
    }
    .into()
}

/// A step of suppression: what is kept, and what goes with which intersection over union.
pub fn suppression(kept: &str, gone: &[f32]) -> String {
    let all: Vec<String> = gone.iter().map(|iou| compact(*iou)).collect();
    match &all[..] {
        [] => tr!("Keep {kept}: no other box of its kind overlaps it by half."),
        [iou] => tr!("Keep {kept}, and suppress one box that overlaps it: IoU {iou}."),
        several => tr!(
            "Keep {kept}, and suppress {} boxes that overlap it: IoU {}.",
            several.len(),
            several.join(", ")
        ),
    }
}

pub fn threshold(percent: usize) -> String {
    tr!("score above {percent} %")
}

/// What a cell says.
pub fn cell([row, column]: [usize; 2]) -> String {
    tr!("Cell {row}, {column}")
}

pub const CELL_COLUMNS: [Text; 4] = [Text("of the cell"), Text("target"), Text("weight"), Text("network")];
/// The channels of a cell before those of the classes.
pub const CHANNELS: [Text; 5] = [Text("object"), Text("x"), Text("y"), Text("√width"), Text("√height")];
pub const IS_RESPONSIBLE: Text = Text("responsible: a centre lies in it");
pub const IS_NOT_RESPONSIBLE: Text = Text("no centre lies in it: only “sure” counts");
/// Left, up, down, right.
pub const CELL_MOVES: [Text; 4] =
    [Text("Cell to the left"), Text("Cell above"), Text("Cell below"), Text("Cell to the right")];
pub const NO_NUMBER: &str = "–";

pub fn number(value: f32) -> String {
    compact(value)
}

// Segmenting.
pub const MASK: Text = Text("What the network says");
pub const TRUE_MASK: Text = Text("What there is");
pub const CLASS: Text = Text("class");
pub const IOU: Text = Text("IoU");
pub const PIXELS: Text = Text("pixels");
pub const BOUNDARIES: Text = Text("Where shapes end");
pub const NOT_THERE: Text = Text("not there");
pub const IN_THIS_SCENE: Text = Text("In this scene");
pub const RIGHT_PIXELS: Text = Text("of the pixels are right");

/// Pixels of boundaries: of the network alone, of what there is alone, of both.
pub fn boundary_pixels([network, truth, both]: [usize; 3]) -> [String; 3] {
    [
        tr!("{network} pixels for the network alone"),
        tr!("{truth} pixels in truth alone"),
        tr!("{both} pixels for both"),
    ]
}

/// The IoU of the boundaries of each class that there is.
pub fn boundary_ious(ious: &[(usize, f32)]) -> String {
    let one = |(class, iou): &(usize, f32)| format!("{} {}", pixel_class(*class), metric(*iou));
    tr!("Boundary IoU: {}.", ious.iter().map(one).collect::<Vec<_>>().join(" · "))
}

/// The networks that segment with their figures, in one line.
pub fn compared(figures: &[(SceneNetwork, f32)]) -> String {
    let one = |(network, iou): &(SceneNetwork, f32)| format!("{} {}", segmenting(*network), metric(*iou));
    tr!("Foreground IoU on unseen scenes: {}.", figures.iter().map(one).collect::<Vec<_>>().join(" · "))
}

const fn segmenting(network: SceneNetwork) -> Text {
    match network {
        SceneNetwork::Find | SceneNetwork::FindDigits | SceneNetwork::Propose | SceneNetwork::Refine => FIND,
        SceneNetwork::Segment => NETWORKS[0],
        SceneNetwork::SegmentWithoutSkips => NETWORKS[1],
        SceneNetwork::UNet => NETWORKS[2],
        SceneNetwork::Mask => NETWORKS[3],
    }
}

/// The scores of a kind, and what 99 of 100 do not exceed.
pub fn scores_of(of_class: usize) -> String {
    tr!("Scores of “{}”, scale by scale", pixel_class(of_class))
}

/// From below, of this scale, both.
pub const PARTS: [Text; 3] = [Text("from below"), Text("of its own"), Text("sum")];

pub fn scale(side: usize) -> String {
    format!("{side} × {side}")
}

// Learning.
pub const PLAY: Text = Text("Train it here");
pub const PAUSE: Text = Text("Pause");
pub const RESET: Text = Text("Reset");
pub const USE_TRAINED: Text = Text("Trained network");
pub const LOSS: Text = Text("loss");
pub const METRICS: [Text; 2] = [Text("mAP50"), Text("mAP75")];
pub const SEGMENT_METRICS: [Text; 2] = [Text("pixel accuracy"), Text("foreground IoU")];
pub const WHILE_IT_LEARNT: Text = Text("While it learnt");
pub const UNSEEN: Text = Text("on 1000 scenes that it has not seen");
pub const NOT_SCORED: Text = Text("scored after each epoch");

pub fn metric(value: f32) -> String {
    sig3(value)
}

/// How far a course is.
pub fn learnt(epochs: u64, all: usize, scenes: usize, seconds: f64) -> String {
    tr!("{epochs} of {all} epochs of {} scenes, {seconds:.0} s", thousands(scenes as u64))
}

/// What it would take.
pub fn course(epochs: usize, scenes: usize) -> String {
    tr!("{epochs} epochs of {} scenes", thousands(scenes as u64))
}

/// What it costs.
pub fn costs(parameters: u64, macs: u64) -> String {
    tr!("{} parameters, {} multiply-adds", thousands(parameters), thousands(macs))
}

// What lies on the scene, for those who hear it.
pub const AND_BOXES: Text = Text("The scene and the boxes that are found");
pub const AND_MASK: Text = Text("The scene and its mask");

/// What the picture shows, for those who hear it.
pub fn said(what: &str, sentence: &str) -> String {
    format!("{what}: {}", if sentence.is_empty() { &NO_SHAPES } else { sentence })
}
