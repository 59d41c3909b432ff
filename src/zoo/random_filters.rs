use super::blocks::relu;
use crate::layers::conv::Conv;
use crate::layers::merge::Concat;
use crate::network::{Initialization, Network, NodeId, Plan, Weights};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// The sizes of the banks' filters, and how many there are of each.
const BANKS: [(usize, usize); 3] = [(3, 32), (7, 48), (13, 48)];

/// Three banks of filters side by side, each a convolution and a ReLU, and at the end all of their maps behind one another (Ustyuzhaninov,
/// Brendel, Gatys and Bethge, "Texture synthesis using shallow convolutional networks with random filters", 2016, with fewer sizes).
/// c × h × w in, 128 × h × w out. Its weights are [`random_filter_weights`].
pub fn random_filters(input: Shape, padding_mode: PaddingMode) -> Network {
    let mut network = Network::new(input);
    let banks = BANKS.map(|(size, filters)| {
        let conv = Conv { padding_mode, ..Conv::new(filters, size).padding(size / 2) };
        let maps = network.add(conv, &[NodeId::INPUT]);
        relu(&mut network, maps)
    });
    network.add(Concat, &banks);
    network
}

/// Weights of [`random_filters`]: each filter is normal noise of norm 1, and its bias is −½ times the sum of its weights, so that it
/// sees pixels from 0 to 1 as if they went from −½ to ½.
pub fn random_filter_weights(plan: &Plan, seed: u64) -> Weights {
    let mut weights = Weights::fresh(plan, Initialization::Normal { std: 1.0 }, seed);
    // The slots of a convolution are its weight and its bias.
    for slots in plan.slots().chunks_exact(2) {
        let taps: usize = slots[0].dims[1..].iter().product();
        for filter in 0..slots[0].dims[0] {
            let at = slots[0].range.start + filter * taps;
            let values = &mut weights.params[at..at + taps];
            let norm = values.iter().map(|value| value * value).sum::<f32>().sqrt();
            values.iter_mut().for_each(|value| *value /= norm);
            let sum: f32 = values.iter().sum();
            weights.params[slots[1].range.start + filter] = -0.5 * sum;
        }
    }
    weights
}
