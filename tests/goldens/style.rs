//! Cases of restyling: L-BFGS, Gram matrices, content, and all of them together.

use std::sync::Arc;

use convoscope::layers::activation::Activation;
use convoscope::layers::conv::Conv;
use convoscope::layers::merge::Concat;
use convoscope::network::{Network, NodeId, Plan, Weights};
use convoscope::optimizer::Lbfgs;
use convoscope::padding_mode::PaddingMode;
use convoscope::shape::Shape;
use convoscope::style::{Content, StyleTransfer, gram, gram_backward};

use crate::case::{Case, Outcome, Tensor, compare};

/// Steps on given gradients.
pub fn lbfgs(case: &Case) -> Outcome {
    let mut w = case.tensor("inputs/w")?.data;
    let (rate, mut lbfgs) = (case.number("attrs/lr")?, Lbfgs::new(case.count("attrs/history")?));
    let (gradients, wanted) = (case.tensors("gradients")?, case.tensors("outputs/w_after_step")?);
    if gradients.len() != wanted.len() || wanted.is_empty() {
        return Err(format!("{} gradients for {} steps", gradients.len(), wanted.len()));
    }
    for (step, (gradient, wanted)) in gradients.iter().zip(wanted).enumerate() {
        lbfgs.step(rate, &gradient.data, &mut w);
        compare(&format!("w after step {}", step + 1), &w, &wanted.data)?;
    }
    Ok(())
}

/// The matrix of some maps, and its way back.
pub fn gram_matrix(case: &Case) -> Outcome {
    let maps = case.tensor("inputs/maps")?;
    let channels = maps.shape[0];
    case.compare("outputs/gram", &gram(&maps.data, channels))?;
    let mut dmaps = vec![0.0; maps.data.len()];
    gram_backward(&maps.data, channels, &case.tensor("upstream")?.data, &mut dmaps);
    case.compare("grads/maps", &dmaps)
}

/// What a picture shows, and its way back.
pub fn content(case: &Case) -> Outcome {
    let picture = case.tensor("inputs/picture")?;
    let content = Content::new(shape(&picture)?);
    case.compare("outputs/z", &content.forward(&picture.data))?;
    let mut dpicture = vec![0.0; picture.data.len()];
    content.backward(&picture.data, &case.tensor("upstream")?.data, &mut dpicture);
    case.compare("grads/picture", &dpicture)
}

/// Both losses of a picture before the first step, and dL/dpixel.
pub fn transfer(case: &Case) -> Outcome {
    let picture = case.tensor("inputs/picture")?;
    let padding_mode = match case.get("attrs/padding")?.as_str() {
        Some("circular") => PaddingMode::Circular,
        Some("reflect") => PaddingMode::Reflect,
        padding => return Err(format!("unknown padding {padding:?}")),
    };
    let parameters = case.tensors("parameters")?;
    let mut network = Network::new(shape(&picture)?);
    let banks: Vec<NodeId> = parameters
        .chunks_exact(2)
        .map(|bank| {
            let [filters, _, size, _] = bank[0].shape[..] else { unreachable!("a bank has four dimensions") };
            let conv = Conv { padding_mode, ..Conv::new(filters, size).padding(size / 2) };
            let maps = network.add(conv, &[NodeId::INPUT]);
            network.add(Activation::Relu, &[maps])
        })
        .collect();
    network.add(Concat, &banks);
    let plan = Arc::new(Plan::new(network).map_err(|e| e.to_string())?);
    let params = parameters.into_iter().flat_map(|parameter| parameter.data).collect();
    let (style, photograph) = (case.tensor("inputs/style")?, case.tensor("inputs/photograph")?);
    let content = Some((&photograph.data[..], case.number("attrs/weight")?));
    let weights = Weights { params, running: vec![] };
    let transfer = StyleTransfer::new(plan, weights, &style.data, content, picture.data);
    case.compare("outputs/style", &[transfer.loss().style])?;
    case.compare("outputs/content", &[transfer.loss().content])?;
    case.compare("grads/picture", &transfer.gradient())
}

fn shape(picture: &Tensor) -> Outcome<Shape> {
    let [c, h, w] = picture.shape[..] else { return Err("a picture is c × h × w".to_owned()) };
    Ok(Shape::new(c, h, w))
}
