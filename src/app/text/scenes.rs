//! What the place Scenes says.

use crate::app::numbers::{compact, plural, sig3, thousands, whole_percent};
use crate::data::scenes::{SceneShape, ShapeColor, ShapeKind};
use crate::zoo::SceneNetwork;

// Keys of the link.
pub const TASK: &str = "task";
pub const NETWORK: &str = "network";
pub const SCENE: &str = "scene";
pub const THRESHOLD: &str = "threshold";
pub const CELL: &str = "cell";
pub const TRAINING_SCENES: &str = "number of scenes to learn from";
pub const EPOCHS: &str = "number of epochs";
pub const SEED: &str = "seed";

// The tasks.
pub const FIND: &str = "Find";
pub const SEGMENT: &str = "Segment";
pub const DESCRIBE: &str = "Describe";
pub const RESTYLE: &str = "Restyle";

/// The fully convolutional network with its skips and without, the U-Net, the mask head behind two stages.
pub const NETWORKS: [&str; 4] = ["with skips", "without", "U-Net", "mask head"];

// The scene.
pub const THE_SCENE: &str = "The scene";
pub const ANOTHER: &str = "Another scene";
pub const SHAPES: &str = "Shapes";
pub const ADD: &str = "Add";
pub const REMOVE: &str = "Remove";
pub const SMALLER: &str = "Smaller";
pub const LARGER: &str = "Larger";
pub const KIND: &str = "Kind";
pub const COLOR: &str = "Colour";
pub const NO_SHAPES: &str = "an empty scene";
pub const DRAG: &str = "Drag a shape, or choose one and move it with the arrow keys.";

pub const fn kind(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Circle => "circle",
        ShapeKind::Square => "square",
        ShapeKind::Triangle => "triangle",
    }
}

pub const fn color(color: ShapeColor) -> &'static str {
    match color {
        ShapeColor::Red => "red",
        ShapeColor::Green => "green",
        ShapeColor::Blue => "blue",
        ShapeColor::Yellow => "yellow",
        ShapeColor::Purple => "purple",
        ShapeColor::Orange => "orange",
    }
}

/// The kind of a class of objects.
pub fn class(class: usize) -> &'static str {
    ShapeKind::ALL.get(class).map_or("", |it| kind(*it))
}

/// The class of a pixel.
pub fn pixel_class(pixel: usize) -> &'static str {
    if pixel == 0 { "background" } else { class(pixel - 1) }
}

/// As in "blue triangle".
pub fn shape(shape: &SceneShape) -> String {
    format!("{} {}", color(shape.color), kind(shape.kind))
}

/// A shape for those who hear it: what, and where.
pub fn shape_at(it: &SceneShape) -> String {
    let [x, y] = it.center.map(compact);
    format!("{} at {x}, {y}: arrow keys move it", shape(it))
}

// The trained network.
pub const LOADING: &str = "Loading the trained network …";
pub const NETWORK_ENDED: &str = "The part of the page that runs the network has ended.";
pub const TRAINING_ENDED: &str =
    "The part of the page that trains has ended; the trained network answers again.";

pub fn cannot_train(why: &str) -> String {
    format!("It cannot learn: {why}")
}

// Finding.
/// "5 boxes for 3 shapes".
pub fn boxes_for(boxes: usize, shapes: usize) -> String {
    let noun = if boxes == 1 { "box" } else { "boxes" };
    format!("{boxes} {noun} for {}", plural(shapes, "shape"))
}

/// "circle 98 %".
pub fn box_label(class: &str, score: f32) -> String {
    format!("{class} {}", whole_percent(score))
}

/// A true box, and how well the best box of its kind covers it.
pub fn true_box(iou: Option<f32>) -> String {
    iou.map_or("not found".to_owned(), |iou| format!("IoU {}", compact(iou)))
}

pub const LEGEND: &str = "Dashed: what there is, and the cell that is held responsible. In each cell: how sure it is of a centre there.";
/// Columns of the table of boxes.
pub const BOX_COLUMNS: [&str; 5] = ["score", "kind", "cell", "IoU", ""];
pub const KEPT: &str = "kept";
pub const SUPPRESSED: &str = "suppressed";
pub const OPEN: &str = "–";
pub const NO_BOXES: &str = "No box is above the threshold.";
pub const SUPPRESSION: &str = "Suppression, step by step";
pub const BACK: &str = "One step back";
pub const NEXT: &str = "One step on";

/// Where suppression stands.
pub fn step(step: usize, steps: usize) -> String {
    format!("step {step} of {steps}")
}

/// Before the first step.
pub fn before_suppression(boxes: usize) -> String {
    let them = if boxes == 1 { "One box is" } else { "All boxes are" };
    format!("{them} still there: each cell has spoken for itself.")
}

/// A step of suppression: what is kept, and what goes with which intersection over union.
pub fn suppression(kept: &str, gone: &[f32]) -> String {
    let all: Vec<String> = gone.iter().map(|iou| compact(*iou)).collect();
    match &all[..] {
        [] => format!("Keep {kept}: no other box of its kind overlaps it by half."),
        [iou] => format!("Keep {kept}, and suppress one box that overlaps it: IoU {iou}."),
        several => format!(
            "Keep {kept}, and suppress {} that overlap it: IoU {}.",
            plural_boxes(several.len()),
            several.join(", ")
        ),
    }
}

fn plural_boxes(boxes: usize) -> String {
    format!("{boxes} boxes")
}

pub fn threshold(percent: usize) -> String {
    format!("score above {percent} %")
}

/// What a cell says.
pub fn cell([row, column]: [usize; 2]) -> String {
    format!("Cell {row}, {column}")
}

pub const CELL_COLUMNS: [&str; 4] = ["of the cell", "target", "weight", "network"];
/// The channels of a cell before those of the classes.
pub const CHANNELS: [&str; 5] = ["object", "x", "y", "√width", "√height"];
pub const IS_RESPONSIBLE: &str = "responsible: a centre lies in it";
pub const IS_NOT_RESPONSIBLE: &str = "no centre lies in it: only “sure” counts";
/// Left, up, down, right.
pub const CELL_MOVES: [&str; 4] = ["Cell to the left", "Cell above", "Cell below", "Cell to the right"];
pub const NO_NUMBER: &str = "–";

pub fn number(value: f32) -> String {
    compact(value)
}

// Segmenting.
pub const MASK: &str = "What the network says";
pub const TRUE_MASK: &str = "What there is";
pub const CLASS: &str = "class";
pub const IOU: &str = "IoU";
pub const PIXELS: &str = "pixels";
pub const BOUNDARIES: &str = "Where shapes end";
/// Of the network alone, of what there is alone, of both.
pub const BOUNDARY_KINDS: [&str; 3] = ["for the network alone", "in truth alone", "for both"];
pub const NOT_THERE: &str = "not there";
pub const IN_THIS_SCENE: &str = "In this scene";
pub const RIGHT_PIXELS: &str = "of the pixels are right";

pub fn pixels_of(pixels: usize, name: &str) -> String {
    format!("{pixels} pixels {name}")
}

/// The IoU of the boundaries of each class that there is.
pub fn boundary_ious(ious: &[(usize, f32)]) -> String {
    let one = |(class, iou): &(usize, f32)| format!("{} {}", pixel_class(*class), metric(*iou));
    format!("Boundary IoU: {}.", ious.iter().map(one).collect::<Vec<_>>().join(" · "))
}

/// The networks that segment with their figures, in one line.
pub fn compared(figures: &[(SceneNetwork, f32)]) -> String {
    let one = |(network, iou): &(SceneNetwork, f32)| format!("{} {}", segmenting(*network), metric(*iou));
    format!("Foreground IoU on unseen scenes: {}.", figures.iter().map(one).collect::<Vec<_>>().join(" · "))
}

const fn segmenting(network: SceneNetwork) -> &'static str {
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
    format!("Scores of “{}”, scale by scale", pixel_class(of_class))
}

/// From below, of this scale, both.
pub const PARTS: [&str; 3] = ["from below", "of its own", "sum"];

pub fn scale(side: usize) -> String {
    format!("{side} × {side}")
}

// Learning.
pub const PLAY: &str = "Train it here";
pub const PAUSE: &str = "Pause";
pub const RESET: &str = "Reset";
pub const USE_TRAINED: &str = "Trained network";
pub const LOSS: &str = "loss";
pub const METRICS: [&str; 2] = ["mAP50", "mAP75"];
pub const SEGMENT_METRICS: [&str; 2] = ["pixel accuracy", "foreground IoU"];
pub const WHILE_IT_LEARNT: &str = "While it learnt";
pub const UNSEEN: &str = "on 1000 scenes that it has not seen";
pub const NOT_SCORED: &str = "scored after each epoch";

pub fn metric(value: f32) -> String {
    sig3(value)
}

/// How far a course is.
pub fn learnt(epochs: u64, all: usize, scenes: usize, seconds: f64) -> String {
    format!("{epochs} of {all} epochs of {} scenes, {seconds:.0} s", thousands(scenes as u64))
}

/// What it would take.
pub fn course(epochs: usize, scenes: usize) -> String {
    format!("{epochs} epochs of {} scenes", thousands(scenes as u64))
}

/// What it costs.
pub fn costs(parameters: u64, macs: u64) -> String {
    format!("{} parameters, {} multiply-adds", thousands(parameters), thousands(macs))
}

// The ideas.
pub const IDEA: &str = "The idea";

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const fn idea(network: SceneNetwork) -> [&'static str; 3] {
    match network {
        SceneNetwork::Find => [
            "You only look once: one pass through the network says for every cell of a grid whether a shape has its centre there, where its box lies and of which kind it is.",
            "The cell with the centre is held responsible in training; where several cells speak of one shape, suppression keeps the surest.",
            "Smaller here: 6 × 6 cells with one box each instead of 7 × 7 with two, three kinds instead of twenty, and no network that saw photographs before.",
        ],
        SceneNetwork::FindDigits => super::scenes_digits::IDEA,
        SceneNetwork::Propose | SceneNetwork::Refine => super::scenes_stages::IDEA,
        SceneNetwork::Mask => super::scenes_stages::MASK_IDEA,
        SceneNetwork::Segment | SceneNetwork::SegmentWithoutSkips => [
            "A network of convolutions alone scores every class at every cell of its coarsest maps, and transposed convolutions bring these scores back to every pixel.",
            "Skips add the scores of finer maps on the way up: these know where edges are, and without them masks are blobs.",
            "Smaller here: four scales of at most 48 maps instead of a VGG of 4096, three kinds instead of twenty, and no training on photographs before.",
        ],
        SceneNetwork::UNet => [
            "On the way up, the maps of each scale on the way down are put beside those from below, so that every pixel is decided with both: what, and where exactly.",
            "Unlike skips that add scores, it is the features themselves that are carried over, and convolutions combine them.",
            "Smaller here: one padded convolution at each scale instead of two, at most 48 maps instead of 1024, and drawn shapes instead of cells under a microscope.",
        ],
    }
}

/// Whose idea it is.
pub const fn source(network: SceneNetwork) -> &'static str {
    match network {
        SceneNetwork::Find | SceneNetwork::FindDigits => "Redmon et al., “You only look once”, 2016",
        SceneNetwork::Propose | SceneNetwork::Refine => super::scenes_stages::SOURCE,
        SceneNetwork::Mask => super::scenes_stages::MASK_SOURCE,
        SceneNetwork::Segment | SceneNetwork::SegmentWithoutSkips => {
            "Long et al., “Fully convolutional networks for semantic segmentation”, 2015"
        }
        SceneNetwork::UNet => "Ronneberger et al., “U-Net”, 2015",
    }
}

// What lies on the scene, for those who hear it.
pub const AND_BOXES: &str = "The scene and the boxes that are found";
pub const AND_MASK: &str = "The scene and its mask";

/// What the picture shows, for those who hear it.
pub fn said(what: &str, sentence: &str) -> String {
    format!("{what}: {}", if sentence.is_empty() { NO_SHAPES } else { sentence })
}
