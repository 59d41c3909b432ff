//! The list of layers as a graph: lines beside it for what does not come from the layer right before.

use crate::network::{Network, NodeId};

/// What lies beside one layer of the list. Lanes are counted from the one next to the list.
///
/// ```
/// use convoscope::app::places::train::{Rail, rails};
/// use convoscope::shape::Shape;
/// use convoscope::zoo::Template;
/// let network = Template::Residual { depth: 6 }.network(Shape::new(1, 28, 28), 10);
/// let rails = rails(&network);
/// let starts = rails.iter().filter(|rail| !rail.starts.is_empty()).count();
/// let ends = rails.iter().filter(|rail| !rail.ends.is_empty()).count();
/// assert!(starts == ends && starts > 0);
/// assert!(rails[1..].iter().all(|rail| rail.follows));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rail {
    /// Whether it takes what the layer right before it gives.
    pub follows: bool,
    /// Lanes that begin here: later layers take what this one gives.
    pub starts: Vec<usize>,
    /// Lanes that pass.
    pub passes: Vec<usize>,
    /// Lanes that end here.
    pub ends: Vec<usize>,
}

/// The rails beside the input and each layer, in their order.
pub fn rails(network: &Network) -> Vec<Rail> {
    let count = network.nodes.len() + 1;
    let mut rails = vec![Rail::default(); count];
    // For each lane, the layer up to which it is taken.
    let mut lanes: Vec<usize> = Vec::new();
    for from in 0..count {
        let takes = |to: usize| network.nodes[to - 1].inputs.contains(&NodeId(from));
        let later: Vec<usize> = (from + 2..count).filter(|&to| takes(to)).collect();
        if from + 1 < count && takes(from + 1) {
            rails[from + 1].follows = true;
        }
        let Some(&last) = later.last() else { continue };
        let lane = lanes.iter().position(|end| *end <= from).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(last);
        } else {
            lanes[lane] = last;
        }
        rails[from].starts.push(lane);
        (from + 1..last).for_each(|at| rails[at].passes.push(lane));
        later.iter().for_each(|&to| rails[to].ends.push(lane));
    }
    rails
}
