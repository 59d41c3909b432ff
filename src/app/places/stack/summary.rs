//! What both stacks cost and see, in figures and in a sentence.

use super::tower::{Source, Tower};
use super::{BlockKind, Known, Stack, presets};
use crate::app::numbers::whole_percent;
use crate::app::text::stack as text;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::network::{Cost, NodeId};

/// What a stack costs.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Weighed {
    /// Weights without biases, and multiply-adds.
    pub weights: u64,
    pub macs: u64,
    pub relus: usize,
    /// The weights in letters where every layer has C channels: "3 · 3×3 · C² = 27 C²".
    pub in_letters: Option<String>,
}

impl Weighed {
    /// What the layers up to the last row of a stack cost.
    pub fn of(tower: &Tower) -> Self {
        let last = tower.rows[tower.last()].node;
        let nodes = || tower.plan.ids().filter(|id| *id <= last);
        let cost: Cost = nodes().map(|id| tower.plan.cost(id)).sum();
        let weights = tower.plan.slots().iter().filter(|slot| slot.node <= last && slot.dims.len() > 1);
        // The ReLU behind the last row belongs to it.
        let relus = tower.plan.ids().filter(|id| id.0 <= last.0 + 1 && is_relu(tower, *id)).count();
        let weights = weights.map(|slot| slot.dims.iter().product::<usize>() as u64).sum();
        Self { weights, macs: cost.macs, relus, in_letters: in_letters(tower) }
    }
}

fn is_relu(tower: &Tower, id: NodeId) -> bool {
    matches!(tower.plan.layer(id), Some(Layer::Activation(Activation::Relu)))
}

/// Convolutions one after the other, all from C to C channels: their weights as a multiple of C².
fn in_letters(tower: &Tower) -> Option<String> {
    let Source::Blocks { blocks, .. } = &tower.source else { return None };
    let convs: Vec<_> = blocks.iter().filter(|block| block.kind == BlockKind::Conv).collect();
    let plain = !convs.is_empty()
        && blocks.iter().all(|block| {
            !matches!(block.kind, BlockKind::Residual | BlockKind::Inception) && block.filters.is_none()
        });
    if !plain {
        return None;
    }
    let taps: usize = convs.iter().map(|block| block.kernel * block.kernel).sum();
    Some(text::in_letters(alike(tower), taps))
}

/// How many convolutions a stack has, and the size of their kernels, if that is the same.
fn alike(tower: &Tower) -> Option<(usize, usize)> {
    let Source::Blocks { blocks, .. } = &tower.source else { return None };
    let mut convs = blocks.iter().filter(|block| block.kind == BlockKind::Conv).map(|block| block.kernel);
    let kernel = convs.next()?;
    let others: Vec<usize> = convs.collect();
    others.iter().all(|other| *other == kernel).then_some((1 + others.len(), kernel))
}

fn has_convs_alone(tower: &Tower) -> bool {
    let Source::Blocks { blocks, .. } = &tower.source else { return false };
    blocks.iter().all(|block| block.kind == BlockKind::Conv && block.dilation == 1)
}

/// What there is to see, in a sentence or two.
pub fn verdict(stack: &Stack) -> String {
    let towers = stack.towers();
    let misaligned: Vec<&str> =
        towers[0].rows.iter().filter(|row| row.is_misaligned).map(|row| row.label.as_str()).collect();
    let (row, [height, width]) = (stack.row(), [towers[0].rows[0].output.h, towers[0].rows[0].output.w]);
    let own = match row.field {
        Some([rows, columns]) => text::unit_sees(&row.label, [rows.size, columns.size], [height, width]),
        None => text::unit_has_no_field(&row.label),
    };
    let said = match towers {
        _ if is_preset(stack, "scan") => text::SCAN.to_string(),
        [first, second] => {
            let ends = [first, second].map(|tower| tower.rows[tower.last()].field.map(|field| field[1].size));
            let weights = [first, second].map(|tower| Weighed::of(tower).weights);
            match ends {
                [Some(one), Some(other)] => {
                    let [less, more] = [weights[0].min(weights[1]), weights[0].max(weights[1])];
                    let fewer = whole_percent(1.0 - less as f32 / more.max(1) as f32);
                    let kernels =
                        [first, second].map(|tower| alike(tower).filter(|_| has_convs_alone(tower)));
                    text::compared([one, other], kernels, weights[0].cmp(&weights[1]), &fewer)
                }
                _ => own,
            }
        }
        _ => own,
    };
    let misaligned = text::misaligned(&misaligned);
    [Some(said), misaligned, note(stack)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is said about a network beside what it sees.
fn note(stack: &Stack) -> Option<String> {
    use crate::zoo::{Architecture::AlexNet, Version};
    match stack.tower().source {
        Source::Network(Known::Literature(AlexNet, Version::Paper)) => {
            Some(text::ALEXNETS_PADDING.to_string())
        }
        _ => None,
    }
}

fn is_preset(stack: &Stack, id: &str) -> bool {
    stack.preset().is_some_and(|index| presets()[index].id == id)
}
