//! What palettes of activations end at.

use crate::app::text::Text;
use crate::app::text::draw;

/// What a palette's end is the same for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RangeOf {
    Map,
    #[default]
    Layer,
    Network,
}

impl RangeOf {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Map, "map", draw::columns::RANGES[0]),
        (Self::Layer, "layer", draw::columns::RANGES[1]),
        (Self::Network, "network", draw::columns::RANGES[2]),
    ];
}
