//! Which samples are alike?

use std::rc::Rc;

use super::Plane;
use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::model::Model;
use crate::layers::Layer;
use crate::network::NodeId;
use crate::session::{self, Analysis, Finding, Neighbour, Stage};

/// Where the drawing is among samples.
#[derive(Clone, Debug, Default)]
pub struct Embedding {
    /// What is under way before the next points come, and how far it is.
    pub progress: Option<(Stage, f32)>,
    /// The classes of the samples.
    pub labels: Vec<u8>,
    /// The neighbours of the drawing under each shift, by its pixels and by its features.
    pub neighbours: [Vec<Vec<Neighbour>>; 2],
    /// Precision@10 under shifts: the shift in pixels, by pixels, by features.
    pub precision: Vec<(usize, [f32; 2])>,
    /// Where the samples are, and behind them the drawing under each shift.
    pub points: Vec<[f32; 2]>,
    /// How the plane came about.
    pub plane: Option<session::Plane>,
}

/// An embedding equals only itself: pages ask often.
impl PartialEq for Embedding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The node whose values are features: what the last layer with weights takes.
pub fn features_node(model: &Model) -> NodeId {
    let plan = &model.plan;
    let last = plan.ids().filter(|&id| !plan.params_of(id).is_empty()).last();
    let before = |id: NodeId| plan.inputs(id).first().copied().unwrap_or(NodeId::INPUT);
    let mut node = last.map_or(NodeId::INPUT, before);
    // These change nothing about who is near to whom.
    while let Some(Layer::Flatten(_) | Layer::Dropout(_)) = plan.layer(node) {
        node = before(node);
    }
    node
}

impl ExplainedDraw {
    pub(super) fn embedding(&self) -> Option<Analysis> {
        let (model, prepared) = (self.draw.model.ready()?, self.draw.prepared.as_ref()?);
        let (pixels, node) = (prepared.pixels.to_vec(), features_node(model));
        Some(Analysis::Embedding { pixels, node, tsne: self.config.analysis.plane == Plane::Tsne })
    }

    pub(super) fn found_embedding(&mut self, finding: Finding) {
        let embedding = &mut self.answers.embedding;
        match finding {
            Finding::Progress { stage, done } => {
                Rc::make_mut(embedding).progress = (done < 1.0).then_some((stage, done));
            }
            Finding::Neighbours { pixels, features, labels } => {
                let embedding = Rc::make_mut(embedding);
                (embedding.labels, embedding.neighbours) = (labels, [pixels, features]);
                embedding.progress = None;
            }
            Finding::Precision { shift, pixels, features } => {
                let precision = &mut Rc::make_mut(embedding).precision;
                precision.retain(|(other, _)| *other != shift);
                precision.push((shift, [pixels, features]));
                precision.sort_by_key(|(shift, _)| *shift);
            }
            Finding::Points { points, plane } => {
                let embedding = Rc::make_mut(embedding);
                (embedding.points, embedding.plane, embedding.progress) = (points, Some(plane), None);
            }
            _ => {}
        }
    }
}

/// Points as they stand in a square picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Where each point is, from the upper left corner.
    pub points: Vec<[f32; 2]>,
}

/// Left free around the points, as a part of the side.
const MARGIN: f32 = 0.03;

/// Fits points into a square of this side, both axes at one scale.
///
/// ```
/// use convoscope::app::places::draw::analysis::embedding::frame;
/// let frame = frame(&[[0.0, 0.0], [2.0, 1.0]], 100.0);
/// assert_eq!(frame.points, [[3.0, 26.5], [97.0, 73.5]]);
/// ```
pub fn frame(points: &[[f32; 2]], side: f32) -> Frame {
    let bounds = [0, 1].map(|axis| {
        let values = points.iter().map(|point| point[axis]);
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    });
    let longest = bounds.iter().map(|(low, high)| high - low).fold(0.0, f32::max);
    let scale = if longest > 0.0 { (1.0 - 2.0 * MARGIN) * side / longest } else { 0.0 };
    let place = |point: &[f32; 2]| {
        [0, 1].map(|axis| side / 2.0 + scale * (point[axis] - (bounds[axis].0 + bounds[axis].1) / 2.0))
    };
    Frame { points: points.iter().map(place).collect() }
}

impl Frame {
    /// The median place of each class along both axes: where its name stands.
    pub fn medians(&self, labels: &[u8]) -> Vec<(u8, [f32; 2])> {
        let classes = labels.iter().copied().max().map_or(0, |most| most + 1);
        let median = |class: u8| {
            let own = || self.points.iter().zip(labels).filter(move |(_, label)| **label == class);
            let middle = |axis: usize| {
                let mut values: Vec<f32> = own().map(|(point, _)| point[axis]).collect();
                values.sort_by(f32::total_cmp);
                values.get(values.len() / 2).copied()
            };
            Some((class, [middle(0)?, middle(1)?]))
        };
        (0..classes).filter_map(median).collect()
    }
}

/// The point that is nearest to a place, if it is no further away than `near`.
pub fn nearest_point(points: &[[f32; 2]], at: [f32; 2], near: f32) -> Option<usize> {
    let square = |point: &[f32; 2]| (point[0] - at[0]).powi(2) + (point[1] - at[1]).powi(2);
    let nearest = (0..points.len()).min_by(|&a, &b| square(&points[a]).total_cmp(&square(&points[b])))?;
    (square(&points[nearest]) <= near * near).then_some(nearest)
}
