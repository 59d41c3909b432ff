//! Networks that say where things are in a picture: small ones, for pictures of 48 × 48 pixels with few objects.

use super::blocks::{conv_norm, named, relu};
use crate::layers::Layer;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::merge::{Add, Concat};
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// What goes in.
const INPUT: Shape = Shape::new(3, 48, 48);
/// The same where digits are found.
const INK: Shape = Shape::new(1, 48, 48);
/// Digits.
const DIGITS: usize = 10;
/// Kinds of objects.
const KINDS: usize = 3;
/// Anchors of a cell.
const ANCHORS: usize = 3;
/// The features of a region.
const FEATURES: Shape = Shape::new(24, 7, 7);
/// The features of a mask.
const MASK_FEATURES: Shape = Shape::new(24, 14, 14);

/// A network of this project for scenes of 48 × 48, whose trained weights come with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SceneNetwork {
    /// [`one_stage_detector`].
    Find,
    /// [`fully_convolutional`] with its skips.
    Segment,
    /// The same without them.
    SegmentWithoutSkips,
    /// [`small_u_net`].
    UNet,
    /// [`region_proposal_network`].
    Propose,
    /// [`region_head`].
    Refine,
    /// [`mask_head`].
    Mask,
    /// [`one_stage_detector`] of digits in ink.
    FindDigits,
}

impl SceneNetwork {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Find,
        Self::Segment,
        Self::SegmentWithoutSkips,
        Self::UNet,
        Self::Propose,
        Self::Refine,
        Self::Mask,
        Self::FindDigits,
    ];

    /// Its name in links and in commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Segment => "segment",
            Self::SegmentWithoutSkips => "segment-without-skips",
            Self::UNet => "u-net",
            Self::Propose => "propose",
            Self::Refine => "refine",
            Self::Mask => "mask-head",
            Self::FindDigits => "digits",
        }
    }

    /// The one that is called so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }

    /// The file of its weights in the site and in the repository.
    pub fn weights_path(self) -> String {
        format!("assets/weights/scenes-{}.safetensors", self.name())
    }

    /// The network.
    pub fn network(self) -> Network {
        match self {
            Self::Find => one_stage_detector(INPUT, KINDS),
            Self::Segment => fully_convolutional(INPUT, 1 + KINDS, true),
            Self::SegmentWithoutSkips => fully_convolutional(INPUT, 1 + KINDS, false),
            Self::UNet => small_u_net(INPUT, 1 + KINDS),
            Self::Propose => region_proposal_network(INPUT, ANCHORS),
            Self::Refine => region_head(FEATURES, KINDS),
            Self::Mask => mask_head(MASK_FEATURES, KINDS),
            Self::FindDigits => one_stage_detector(INK, DIGITS),
        }
    }
}

/// Adds a 3 × 3 convolution, its norm and a ReLU, named as their places in a `torch.nn.Sequential`.
fn conv3(network: &mut Network, from: NodeId, name: &str, filters: usize, stride: usize) -> NodeId {
    let names = [format!("{name}.0"), format!("{name}.1")];
    let conv = Conv::new(filters, 3).padding(1).stride(stride);
    let norm = conv_norm(network, from, names, conv, BatchNorm::default());
    relu(network, norm)
}

/// A transposed convolution that doubles rows and columns.
fn doubled(filters: usize, size: usize) -> ConvTranspose {
    let padding = (size - 2) / 2;
    ConvTranspose {
        window: [Window::new(size).stride(2).padding(padding); 2],
        ..ConvTranspose::new(filters, size)
    }
}

/// A detector in one stage: convolutions that make cells of 8 × 8 pixels, and behind them a 1 × 1 convolution that says for
/// each cell whether an object's centre lies in it, where, how large it is, and of which class (Redmon, Divvala, Girshick and
/// Farhadi, "You only look once: unified, real-time object detection", 2016). c × h × w in, (5 + classes) × h/8 × w/8 out, as `detection::Grid`
/// reads it. The paper's dense layers at the end are left out, as in its successors
/// (Redmon and Farhadi, "YOLO9000", 2017).
pub fn one_stage_detector(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    let halved = conv3(&mut network, NodeId::INPUT, "conv1", 12, 2);
    conv3(&mut network, halved, "conv2", 24, 1);
    let pooled = network.chain([Pool::max(2).into()]);
    conv3(&mut network, pooled, "conv3", 32, 1);
    let pooled = network.chain([Pool::max(2).into()]);
    let deep = conv3(&mut network, pooled, "conv4", 48, 1);
    let deeper = conv3(&mut network, deep, "conv5", 48, 1);
    named(&mut network, deeper, "grid", Conv::new(5 + classes, 1));
    network
}

/// The first stage of a detector in two: convolutions that make cells of 4 × 4 pixels, and behind them a convolution of 3 × 3 and one
/// of 1 × 1 that says for each of the anchors of a cell whether an object is there, and how to move the anchor to it (Ren, He,
/// Girshick and Sun, "Faster R-CNN: towards real-time object detection with region proposal networks", 2015). c × h × w in,
/// 5 · anchors × h/4 × w/4 out, as `detection::Anchors` reads it.
pub fn region_proposal_network(input: Shape, anchors: usize) -> Network {
    let mut network = Network::new(input);
    let halved = conv3(&mut network, NodeId::INPUT, "conv1", 12, 2);
    conv3(&mut network, halved, "conv2", 24, 1);
    let pooled = network.chain([Pool::max(2).into()]);
    let deep = conv3(&mut network, pooled, "conv3", 32, 1);
    let deeper = conv3(&mut network, deep, "conv4", 32, 1);
    let last = conv3(&mut network, deeper, "rpn", 32, 1);
    named(&mut network, last, "anchors", Conv::new(5 * anchors, 1));
    network
}

/// The node of a [`region_proposal_network`] whose maps the second stage looks at: those before the pool, h/2 × w/2, since edges
/// of small objects are lost in coarser ones (Lin et al., "Feature pyramid networks for object detection", 2017, which takes
/// small regions from fine maps, too).
pub fn features_of(network: &Network) -> Option<NodeId> {
    let pool = network.nodes.iter().find(|node| matches!(node.layer, Layer::Pool(_)))?;
    pool.inputs.first().copied()
}

/// The second stage: a convolution and two dense layers over the features of one region, which say a score for each class and how to
/// move the region to its object (Girshick, "Fast R-CNN", 2015). c × h × w in, classes + 4 out.
pub fn region_head(features: Shape, classes: usize) -> Network {
    let mut network = Network::new(features);
    let names = ["conv.0", "conv.1"].map(str::to_owned);
    let norm = conv_norm(&mut network, NodeId::INPUT, names, Conv::new(32, 3), BatchNorm::default());
    relu(&mut network, norm);
    let flat = network.chain([Flatten.into()]);
    let hidden = named(&mut network, flat, "hidden", Dense::new(48));
    let hidden = relu(&mut network, hidden);
    named(&mut network, hidden, "region", Dense::new(classes + 4));
    network
}

/// What a detector in two stages says about the pixels of a region: convolutions over its features, and a mask for each class, so that
/// classes do not compete (He, Gkioxari, Dollár and Girshick, "Mask R-CNN", 2017). c × h × w in, classes × h × w out.
pub fn mask_head(features: Shape, classes: usize) -> Network {
    let mut network = Network::new(features);
    let first = conv3(&mut network, NodeId::INPUT, "conv1", 32, 1);
    let second = conv3(&mut network, first, "conv2", 32, 1);
    named(&mut network, second, "masks", Conv::new(classes, 1));
    network
}

/// The detector's features of a whole picture: the mean of each of its last maps, 48 numbers (as Krizhevsky, Sutskever and Hinton,
/// "ImageNet classification with deep convolutional neural networks", 2012, compared pictures by their last hidden layer). Its weights
/// are those of the detector: the cells' numbers are computed still, and lead nowhere.
pub fn detector_features(input: Shape, classes: usize) -> Network {
    let mut network = one_stage_detector(input, classes);
    let cells = network.last();
    let maps = NodeId(cells.0 - 1);
    let mean = network.add(GlobalAvgPool, &[maps]);
    network.named(mean, "features");
    network
}

/// The way down of the two networks below: maps of 8, 16, 32 and 48 channels, each with half the rows and columns of the last.
fn contracting(network: &mut Network) -> [NodeId; 4] {
    let mut from = NodeId::INPUT;
    let mut scale = 0;
    [8, 16, 32, 48].map(|filters| {
        if scale > 0 {
            from = network.add(Pool::max(2), &[from]);
        }
        scale += 1;
        from = conv3(network, from, &format!("down{scale}"), filters, 1);
        from
    })
}

/// A fully convolutional network: the scores of the classes for each cell of the coarsest maps, enlarged by transposed
/// convolutions to every pixel. With `skips` the scores of the finer maps are added on the way, which know better where edges are
/// (Long, Shelhamer and Darrell, "Fully convolutional networks for semantic segmentation", 2015: FCN-8s with them, FCN-32s without).
/// c × h × w in, classes × h × w out, h and w multiples of 8.
pub fn fully_convolutional(input: Shape, classes: usize, skips: bool) -> Network {
    let mut network = Network::new(input);
    let maps = contracting(&mut network);
    let score = |network: &mut Network, scale: usize| {
        named(network, maps[scale], format!("score{}", scale + 1), Conv::new(classes, 1))
    };
    let mut scores = score(&mut network, 3);
    for scale in (0..3).rev() {
        scores = named(&mut network, scores, format!("up{}", scale + 1), doubled(classes, 4));
        if skips {
            let finer = score(&mut network, scale);
            scores = network.add(Add, &[finer, scores]);
        }
    }
    network
}

/// A small U-Net: on the way up, the maps of each scale on the way down are put beside those that come from below, so that what
/// is decided for a pixel sees both (Ronneberger, Fischer and Brox, "U-Net: convolutional networks for biomedical image
/// segmentation", 2015, with padded convolutions, one of them at each scale). c × h × w in, classes × h × w out, h and w
/// multiples of 8.
pub fn small_u_net(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    let [finest, fine, coarse, mut from] = contracting(&mut network);
    for (scale, skip, filters) in [(3, coarse, 24), (2, fine, 12)] {
        let up = named(&mut network, from, format!("up{scale}"), doubled(filters, 2));
        let both = network.add(Concat, &[up, skip]);
        from = conv3(&mut network, both, &format!("conv{scale}"), filters, 1);
    }
    let up = named(&mut network, from, "up1", doubled(8, 2));
    let both = network.add(Concat, &[up, finest]);
    named(&mut network, both, "score", Conv::new(classes, 1));
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Plan, Weights};

    /// The figures of the PyTorch models that were tried before these were built.
    #[test]
    fn parameters_and_shapes_are_those_of_the_proofs() {
        let expected = [
            (45_108, Shape::new(8, 6, 6)),
            (21_220, Shape::new(4, 48, 48)),
            // Without the scores of three scales.
            (21_220 - 4 * (8 + 16 + 32) - 12, Shape::new(4, 48, 48)),
            (41_456, Shape::new(4, 48, 48)),
            (29_019, Shape::new(15, 12, 12)),
            (45_767, Shape::flat(7)),
            (16_355, Shape::new(3, 14, 14)),
        ];
        for (network, (params, output)) in SceneNetwork::ALL.into_iter().zip(expected) {
            let plan = Plan::new(network.network()).unwrap();
            assert_eq!((plan.params(), plan.output()), (params, output), "{network:?}");
            assert_eq!(SceneNetwork::named(network.name()), Some(network));
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
    fn every_scene_network_has_its_trained_weights() {
        for network in SceneNetwork::ALL {
            let plan = Plan::new(network.network()).unwrap();
            let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), network.weights_path());
            let file = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(file.len() < 150_000, "{path}");
            Weights::from_safetensors(&plan, &file).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}
