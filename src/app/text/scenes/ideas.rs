//! The ideas of the papers whose networks the place Scenes has.

use crate::app::text::{Text, scenes_digits, scenes_stages};
use crate::zoo::SceneNetwork;

pub const IDEA: Text = Text("The idea");

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const fn idea(network: SceneNetwork) -> [Text; 3] {
    match network {
        SceneNetwork::Find => [
            Text(
                "You only look once: one pass through the network says for every cell of a grid whether a shape has its centre there, where its box lies and of which kind it is.",
            ),
            Text(
                "The cell with the centre is held responsible in training; where several cells speak of one shape, suppression keeps the surest.",
            ),
            Text(
                "Smaller here: 6 × 6 cells with one box each instead of 7 × 7 with two, three kinds instead of twenty, and no network that saw photographs before.",
            ),
        ],
        SceneNetwork::FindDigits => scenes_digits::IDEA,
        SceneNetwork::Propose | SceneNetwork::Refine => scenes_stages::IDEA,
        SceneNetwork::Mask => scenes_stages::MASK_IDEA,
        SceneNetwork::Segment | SceneNetwork::SegmentWithoutSkips => [
            Text(
                "A network of convolutions alone scores every class at every cell of its coarsest maps, and transposed convolutions bring these scores back to every pixel.",
            ),
            Text(
                "Skips add the scores of finer maps on the way up: these know where edges are, and without them masks are blobs.",
            ),
            Text(
                "Smaller here: four scales of at most 48 maps instead of a VGG of 4096, three kinds instead of twenty, and no training on photographs before.",
            ),
        ],
        SceneNetwork::UNet => [
            Text(
                "On the way up, the maps of each scale on the way down are put beside those from below, so that every pixel is decided with both: what, and where exactly.",
            ),
            Text(
                "Unlike skips that add scores, it is the features themselves that are carried over, and convolutions combine them.",
            ),
            Text(
                "Smaller here: one padded convolution at each scale instead of two, at most 48 maps instead of 1024, and drawn shapes instead of cells under a microscope.",
            ),
        ],
    }
}

/// Whose idea it is.
pub const fn source(network: SceneNetwork) -> Text {
    match network {
        SceneNetwork::Find | SceneNetwork::FindDigits => Text("Redmon et al., “You only look once”, 2016"),
        SceneNetwork::Propose | SceneNetwork::Refine => scenes_stages::SOURCE,
        SceneNetwork::Mask => scenes_stages::MASK_SOURCE,
        SceneNetwork::Segment | SceneNetwork::SegmentWithoutSkips => {
            Text("Long et al., “Fully convolutional networks for semantic segmentation”, 2015")
        }
        SceneNetwork::UNet => Text("Ronneberger et al., “U-Net”, 2015"),
    }
}
