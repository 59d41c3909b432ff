use std::sync::Arc;

use super::Finding;
use crate::network::{Plan, Weights};
use crate::style::{StyleLoss, StyleTransfer};

/// A picture on its way to a style: as it is, and after each step.
pub fn findings(
    plan: &Arc<Plan>,
    weights: &Weights,
    style: &[f32],
    content: Option<(&[f32], f32)>,
    image: Vec<f32>,
    steps: usize,
) -> impl Iterator<Item = Finding> + use<> {
    let mut transfer = StyleTransfer::new(plan.clone(), weights.clone(), style, content, image);
    let mut is_begun = false;
    std::iter::from_fn(move || {
        if std::mem::replace(&mut is_begun, true) && (transfer.steps() == steps || !transfer.step()) {
            return None;
        }
        let StyleLoss { style, content } = transfer.loss();
        let (image, grams) = (transfer.image().to_vec(), transfer.grams());
        Some(Finding::Restyled { steps: transfer.steps(), style, content, image, grams })
    })
}
