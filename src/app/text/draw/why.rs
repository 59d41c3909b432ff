//! What Draw says about why the network guessed as it did.

use crate::session::{COPIES, Cover, Method, STEPS};

pub const PROGRESS: &str = "How much of the explanation is done";
pub const CLASSES: &str = "The class that is explained";
pub const AGAINST: &str = "The class that it is compared with";
pub const MAPS: &str = "What the network looks at, by seven methods";
pub const DRAW_SOMETHING: &str = "Draw a digit to see which part of it decided.";
pub const TARGET_LAYER: &str = "Layer";
pub const WINDOW: &str = "Window";
pub const FILL: &str = "Fill";
pub const PAPER: &str = "paper";
pub const GRAY: &str = "gray";
pub const INK: &str = "ink";

/// A palette and what its ends mean.
pub const GRADIENT: [&str; 3] = ["gradient", "−", "+"];
pub const SHARE: [&str; 3] = ["share", "−", "+"];

pub fn class(class: usize) -> String {
    format!("Explain {class}")
}

/// A method's name for a narrow column.
pub const fn method(method: Method) -> &'static str {
    match method {
        Method::Gradient => "Gradient",
        Method::GradientTimesInput => "Gradient × input",
        Method::SmoothGrad => "SmoothGrad",
        Method::GuidedBackprop => "Guided backprop",
        Method::IntegratedGradients => "Integrated grad.",
        Method::GradCam => "Grad-CAM",
        Method::Occlusion => "Occlusion",
    }
}

/// What a method's map says, in a few words. `layer` is what Grad-CAM looks at.
pub fn gist(method: Method, layer: &str) -> String {
    match method {
        Method::Gradient => "more ink here?".to_owned(),
        Method::GradientTimesInput => "what the ink adds".to_owned(),
        Method::SmoothGrad => "noise averaged out".to_owned(),
        Method::GuidedBackprop => "only what agrees".to_owned(),
        Method::IntegratedGradients => "adds up to z − z₀".to_owned(),
        Method::GradCam => format!("where {layer} looks"),
        Method::Occlusion => "covered: z falls by".to_owned(),
    }
}

/// A method's formula. S is the score that is explained.
pub const fn formula(method: Method) -> &'static str {
    match method {
        Method::Gradient => "∂S/∂x",
        Method::GradientTimesInput => "x · ∂S/∂x",
        Method::SmoothGrad => "mean of ∂S/∂x at x + noise",
        Method::GuidedBackprop => "∂S/∂x, each ReLU passing only what is positive",
        Method::IntegratedGradients => "x · ∫₀¹ ∂S/∂x(αx) dα",
        Method::GradCam => "ReLU(Σₖ āₖ Aₖ), āₖ the mean of ∂S/∂Aₖ",
        Method::Occlusion => "S(x) − S(x with a window covered)",
    }
}

/// A method in a sentence or two.
pub fn about(method: Method, layer: &str, cover: Cover) -> String {
    match method {
        Method::Gradient => "Green: a little more ink here would raise the score. Magenta: it would lower it. The gradient also speaks about pixels without ink.".to_owned(),
        Method::GradientTimesInput => "Each pixel’s ink times its gradient: what the pixel would add if the network were linear. Paper adds nothing.".to_owned(),
        Method::SmoothGrad => format!("The gradient changes from pixel to pixel by chance. Averaged over {COPIES} noisy copies of the drawing, what remains is what they have in common."),
        Method::GuidedBackprop => "The gradient, but on the way back every ReLU drops what is negative. The map is sharp, and it is nearly the same for every class: look at its numbers below.".to_owned(),
        Method::IntegratedGradients => format!("The gradient, averaged at {STEPS} points on the way from blank paper to the drawing, times the ink. The parts add up to what the drawing changed in the score, but for the small error of a sum in place of an integral."),
        Method::GradCam => format!("The maps of {layer}, each weighted by how much the score depends on it on average, and enlarged. What counts against the class is left out."),
        Method::Occlusion => format!("A window of {0}×{0} pixels goes over the drawing and covers it. Blue: without this part the score falls. Orange: it rises.", cover.side),
    }
}

/// A row of maps about a class.
pub fn why(class: usize) -> String {
    format!("Why {class}?")
}

/// A row of maps about one class against another.
pub fn why_not(class: usize, against: usize) -> String {
    format!("Why {class}, not {against}?")
}

/// A row of maps of a network whose weights are random.
pub const RANDOM_WEIGHTS: &str = "Random weights";

/// By how much a logit exceeds another, as in "z₇ − z₁".
pub fn margin(class: usize, against: usize) -> String {
    format!("{} − {}", logit(class), logit(against))
}

/// As in "z₇".
pub fn logit(class: usize) -> String {
    let digits = class.to_string();
    let lowered = digits.chars().filter_map(|digit| char::from_u32(digit as u32 - '0' as u32 + '₀' as u32));
    std::iter::once('z').chain(lowered).collect()
}

/// A map, for those who do not see it: its method, its row, its range.
pub fn map(method_name: &str, row: &str, range: &str) -> String {
    format!("{method_name}, {row}: from −{range} to {range}")
}

pub fn correlation(value: &str) -> String {
    format!("Rank correlation with the first row: {value}")
}

pub const RANDOMIZE: &str = "Random weights from the top";
pub const FEWER: &str = "One layer fewer";
pub const MORE: &str = "One layer more";

pub fn layers(random: usize, all: usize) -> String {
    format!("{random} of {all}")
}

pub const WHICH_STAYS: &str = "Which map stays the same?";
pub const BESIDE: &str =
    "Beside each: its rank correlation with the map in the first row; 1 is the same picture.";
pub const EXPLAINS_NOTHING: &str = "A map that stays the same when the weights are random explains nothing about the network (Adebayo et al. 2018).";

/// What the parts of a score add up to: "z₇ − that of blank paper".
pub fn score_gained(score: &str) -> String {
    format!("{score} − that of blank paper")
}

pub const SUM: &str = "sum of the map";
pub const INTEGRAL_ERROR: &str = "error of the integral";
pub const RANGE: &str = "range";
pub const SCORE: &str = "score S";
