//! What the place Scenes says about detection in two stages.

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const IDEA: [&str; 3] = [
    "Find in two stages: a first network proposes regions that may have a shape, a second looks at each with features of a fixed size, cut out by RoIAlign, and says of which kind it is and where its box really lies.",
    "Both share the same features, so that a second, closer look costs little; boxes that are measured from a region lie more exactly than those that one cell says at one look.",
    "Smaller here: 432 square anchors instead of about 20 000 of three shapes, ten proposals instead of 300, three kinds, and the second stage learns when the first is over, from its frozen features, instead of both at once.",
];
/// Whose idea it is.
pub const SOURCE: &str = "Ren et al., “Faster R-CNN”, 2015; RoIAlign: He et al., “Mask R-CNN”, 2017";
