//! The scores of the classes at every scale of a network that segments: what comes from below, what this scale adds, and the sum.

use std::rc::Rc;

use super::Scenes;
use crate::data::scenes::PIXEL_CLASSES;
use crate::layers::Layer;
use crate::network::{NodeId, Plan};
use crate::zoo::SceneNetwork;

/// Which scores of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those of the coarser scale, enlarged.
    Below,
    /// Those of its own maps.
    Own,
    /// Both added.
    Sum,
}

impl Part {
    /// Every part, as they are computed.
    pub const ALL: [Self; 3] = [Self::Below, Self::Own, Self::Sum];
}

/// Scores of all classes at a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreMaps {
    /// Which of them.
    pub part: Part,
    /// Rows, and as many columns.
    pub side: usize,
    /// The node that they come out of.
    pub(super) node: NodeId,
}

/// The scores of all scales, from the coarsest on; none of a network that has them at one scale only.
pub(super) fn score_maps(network: SceneNetwork) -> Vec<ScoreMaps> {
    let plan = Plan::new(network.network()).expect("the zoo's networks can be planned");
    let part = |id: NodeId| match plan.layer(id)? {
        Layer::ConvTranspose(_) => Some(Part::Below),
        Layer::Conv(_) => Some(Part::Own),
        Layer::Add(_) => Some(Part::Sum),
        _ => None,
    };
    let of_classes = |id: NodeId| {
        let shape = plan.shape(id);
        Some(ScoreMaps { part: part(id).filter(|_| shape.c == PIXEL_CLASSES)?, side: shape.h, node: id })
    };
    let all: Vec<ScoreMaps> = plan.ids().filter_map(of_classes).collect();
    if all.len() > 1 { all } else { Vec::new() }
}

impl Scenes {
    /// The scores of a class at every scale: row by row.
    pub fn scores_of(&self, class: usize) -> Vec<(ScoreMaps, Rc<[f32]>)> {
        let map = |(maps, values): (&ScoreMaps, &Rc<[f32]>)| {
            let area = maps.side * maps.side;
            Some((*maps, Rc::from(values.get(class * area..(class + 1) * area)?)))
        };
        self.scales.iter().zip(&self.maps).filter_map(map).collect()
    }
}
