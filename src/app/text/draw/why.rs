//! What Draw says about why the network guessed as it did.

use crate::app::text::{Text, tr};
use crate::session::{COPIES, Cover, Method, STEPS};

pub const PROGRESS: Text = Text("How much of the explanation is done");
pub const CLASSES: Text = Text("The class that is explained");
pub const AGAINST: Text = Text("The class that it is compared with");
pub const MAPS: Text = Text("What the network looks at, by seven methods");
pub const DRAW_SOMETHING: Text = Text("Draw a digit to see which part of it decided.");
pub const TARGET_LAYER: Text = Text("Layer");
pub const WINDOW: Text = Text("Window");
pub const FILL: Text = Text("Fill");
pub const PAPER: Text = Text("paper");
pub const GRAY: Text = Text("gray");
pub const INK: Text = Text("ink");

/// A palette and what its ends mean.
pub const GRADIENT: [Text; 3] = [Text("gradient"), Text::of("−"), Text::of("+")];
pub const SHARE: [Text; 3] = [Text("share"), Text::of("−"), Text::of("+")];

pub fn class(class: usize) -> String {
    tr!("Explain {class}")
}

/// A method's name for a narrow column.
pub const fn method(method: Method) -> Text {
    match method {
        Method::Gradient => Text("Gradient"),
        Method::GradientTimesInput => Text("Gradient × input"),
        Method::SmoothGrad => Text("SmoothGrad"),
        Method::GuidedBackprop => Text("Guided backprop"),
        Method::IntegratedGradients => Text("Integrated grad."),
        Method::GradCam => Text("Grad-CAM"),
        Method::Occlusion => Text("Occlusion"),
    }
}

/// What a method's map says, in a few words. `layer` is what Grad-CAM looks at.
pub fn gist(method: Method, layer: &str) -> String {
    match method {
        Method::Gradient => Text("more ink here?").into(),
        Method::GradientTimesInput => Text("what the ink adds").into(),
        Method::SmoothGrad => Text("noise averaged out").into(),
        Method::GuidedBackprop => Text("only what agrees").into(),
        Method::IntegratedGradients => Text("adds up to z − z₀").into(),
        Method::GradCam => tr!("where {layer} looks"),
        Method::Occlusion => Text("covered: z falls by").into(),
    }
}

/// A method's formula. S is the score that is explained.
pub const fn formula(method: Method) -> Text {
    match method {
        Method::Gradient => Text::of("∂S/∂x"),
        Method::GradientTimesInput => Text::of("x · ∂S/∂x"),
        Method::SmoothGrad => Text("mean of ∂S/∂x at x + noise"),
        Method::GuidedBackprop => Text("∂S/∂x, each ReLU passing only what is positive"),
        Method::IntegratedGradients => Text::of("x · ∫₀¹ ∂S/∂x(αx) dα"),
        Method::GradCam => Text("ReLU(Σₖ āₖ Aₖ), āₖ the mean of ∂S/∂Aₖ"),
        Method::Occlusion => Text("S(x) − S(x with a window covered)"),
    }
}

/// A method in a sentence or two.
pub fn about(method: Method, layer: &str, cover: Cover) -> String {
    match method {
        Method::Gradient => Text("Green: a little more ink here would raise the score. Magenta: it would lower it. The gradient also speaks about pixels without ink.").into(),
        Method::GradientTimesInput => Text("Each pixel’s ink times its gradient: what the pixel would add if the network were linear. Paper adds nothing.").into(),
        Method::SmoothGrad => tr!("The gradient changes from pixel to pixel by chance. Averaged over {COPIES} noisy copies of the drawing, what remains is what they have in common."),
        Method::GuidedBackprop => Text("The gradient, but on the way back every ReLU drops what is negative. The map is sharp, and it is nearly the same for every class: look at its numbers below.").into(),
        Method::IntegratedGradients => tr!("The gradient, averaged at {STEPS} points on the way from blank paper to the drawing, times the ink. The parts add up to what the drawing changed in the score, but for the small error of a sum in place of an integral."),
        Method::GradCam => tr!("The maps of {layer}, each weighted by how much the score depends on it on average, and enlarged. What counts against the class is left out."),
        Method::Occlusion => tr!("A window of {0}×{0} pixels goes over the drawing and covers it. Blue: without this part the score falls. Orange: it rises.", cover.side),
    }
}

/// A row of maps about a class.
pub fn why(class: usize) -> String {
    tr!("Why {class}?")
}

/// A row of maps about one class against another.
pub fn why_not(class: usize, against: usize) -> String {
    tr!("Why {class}, not {against}?")
}

/// A row of maps of a network whose weights are random.
pub const RANDOM_WEIGHTS: Text = Text("Random weights");

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
    tr!("{method_name}, {row}: from −{range} to {range}")
}

pub fn correlation(value: &str) -> String {
    tr!("Rank correlation with the first row: {value}")
}

pub const RANDOMIZE: Text = Text("Random weights from the top");
pub const FEWER: Text = Text("One layer fewer");
pub const MORE: Text = Text("One layer more");

pub fn layers(random: usize, all: usize) -> String {
    tr!("{random} of {all}")
}

pub const WHICH_STAYS: Text = Text("Which map stays the same?");
pub const BESIDE: Text =
    Text("Beside each: its rank correlation with the map in the first row; 1 is the same picture.");
pub const EXPLAINS_NOTHING: Text = Text(
    "A map that stays the same when the weights are random explains nothing about the network (Adebayo et al. 2018).",
);

/// What the parts of a score add up to: "z₇ − that of blank paper".
pub fn score_gained(score: &str) -> String {
    tr!("{score} − that of blank paper")
}

pub const SUM: Text = Text("sum of the map");
pub const INTEGRAL_ERROR: Text = Text("error of the integral");
pub const RANGE: Text = Text("range");
pub const SCORE: Text = Text("score S");
