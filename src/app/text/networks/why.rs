//! What is said about why a network sees what it sees in a photograph.

use crate::app::text::{Text, tr};
use crate::network::Bytes;
use crate::session::Method;

pub const CLASS: Text = Text("Why");
pub const ON_PHOTOGRAPH: Text = Text("What the photograph shows");
pub const PHOTOGRAPH_OR_CAM: [Text; 2] = [Text("Photograph"), Text("Grad-CAM")];
pub const CAM_SAYS: Text = Text(
    "What keeps its colour made it say so; the line is at half of the maximum. Choose another class to ask about that one.",
);
pub const AGAINST: Text = Text("compared with");
pub const METHOD: Text = Text("method");
pub const NOTHING: Text = Text("nothing");
pub const MAPS: Text = Text("What the network looks at, by seven methods");
pub const CAM_LAYER: Text = Text("Grad-CAM at");
pub const RANDOM: Text = Text("Random weights from the top");
pub const STOP: Text = Text("Stop");
pub const GO_ON: Text = Text("Compute the rest");
pub const TOO_EARLY: Text = Text("not computed yet");
pub const EXPLAINS_NOTHING: Text = Text(
    "Beside each map: its rank correlation with that of the trained network. A map that stays the same when the weights are random explains nothing about the network (Adebayo et al. 2018).",
);

/// A network that can be run, but not explained.
pub fn too_large(bytes: Bytes) -> String {
    tr!(
        "Explaining takes the weights twice, and values and gradients of all layers: {bytes}, more than a browser’s tab gets."
    )
}

/// "Why Egyptian cat?", "Why Egyptian cat, not tabby?"
pub fn title(class: &str, against: Option<&str>) -> String {
    match against {
        Some(against) => tr!("Why {class}, not {against}?"),
        None => tr!("Why {class}?"),
    }
}

/// The score that is explained.
pub fn score(score: &str, is_difference: bool) -> String {
    if is_difference { tr!("difference of the logits {score}") } else { tr!("logit {score}") }
}

/// How long the maps took that take a single pass.
pub fn first_maps(milliseconds: &str) -> String {
    tr!("four maps in {milliseconds}")
}

/// A method in a sentence. `layer` is what Grad-CAM looks at, `side` the window of an occlusion.
pub fn about(method: Method, layer: &str, side: usize, copies: usize, steps: usize) -> String {
    match method {
        Method::Gradient => Text("Green: more of this colour here would raise the score; magenta: it would lower it. Summed over red, green and blue.").into(),
        Method::GradientTimesInput => Text("Each value times its gradient: what it would add if the network were linear. The grey in the middle of all values adds nothing.").into(),
        Method::SmoothGrad => tr!("The gradient, averaged over {copies} noisy copies of the photograph."),
        Method::GuidedBackprop => Text("The gradient, but on the way back every ReLU drops what is negative. Sharp, and nearly the same for every class.").into(),
        Method::IntegratedGradients => tr!("The gradient, averaged at {steps} points on the way from grey to the photograph, times its values. The parts add up to what the photograph changed in the score."),
        Method::GradCam => tr!("The maps of {layer}, each weighted by how much the score depends on it on average, and enlarged."),
        Method::Occlusion => tr!("A grey window of {side}×{side} pixels goes over the photograph. Blue: without this part the score falls. Orange: it rises."),
    }
}

/// That integrated gradients add up.
pub fn completeness(sum: &str, gained: &str) -> String {
    tr!("sum of the map {sum} · score less that of grey {gained}")
}
