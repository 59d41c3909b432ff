//! What Draw says while it walks from the loss back to the drawing, about one path, and about the chain of single neurons.

use crate::app::numbers::decimals;
use crate::app::text::{Text, tr};

/// How a layer passes gradients back to what it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassesBack {
    /// Through the kernels of a convolution.
    Kernels,
    /// Through the weights of a dense layer.
    Weights,
    /// To the cell that a maximum was taken from.
    Winner,
    /// To all cells of an average.
    EqualParts,
    /// Scaled by a norm.
    Scale,
    /// As they are.
    Unchanged,
    /// By whatever slope it has.
    Slopes,
}

pub const WALK: Text = Text("Walk");
/// The button that begins the walk.
pub const BEGIN: Text = Text("Step by step");
pub const ALL: Text = Text("Show all of it");
pub const LOGITS: Text =
    Text("The gradient of each logit is p − y: what the network believes, minus what is true.");
pub const UNREAD: Text = Text("Nothing reads these values, so the loss does not depend on them.");

pub fn position(at: usize, steps: usize) -> String {
    tr!("step {} of {steps}", at + 1)
}

pub fn loss(label: usize, loss: f32) -> String {
    tr!("The loss is {}: how surprised the network is that this is a {label}.", decimals(loss, 3))
}

pub fn update(params: usize) -> String {
    tr!("Every one of the {params} weights has its gradient: w ← w − α·g takes a small step down the slope.")
}

/// What reaches the values of a column.
pub fn column(
    title: &str,
    reader: &str,
    passes: PassesBack,
    readers: usize,
    activation: Option<&str>,
) -> String {
    let how = match passes {
        PassesBack::Kernels => {
            tr!(
                "every cell of {reader} scatters its gradient back through its kernel, and what meets in a cell is added"
            )
        }
        PassesBack::Weights => {
            tr!("each value collects the gradients of all units of {reader}, times their weights")
        }
        PassesBack::Winner => {
            tr!("{reader} sends each gradient to the cell that was the largest; the others get 0")
        }
        PassesBack::EqualParts => {
            tr!("{reader} shares each gradient equally among the cells that it averaged")
        }
        PassesBack::Scale => {
            tr!("{reader} passes its gradient back scaled, by γ / √(σ² + ε) of each channel")
        }
        PassesBack::Unchanged => tr!("{reader} passes its gradient back as it is"),
        PassesBack::Slopes => tr!("the gradient of {reader} is multiplied by its slope"),
    };
    match (readers > 1, activation) {
        (false, None) => tr!("To {title}: {how}."),
        (false, Some("relu" | "relu6")) => {
            tr!("To {title}: {how}, and ReLU lets it through only where z > 0.")
        }
        (false, Some(name)) => tr!("To {title}: {how}, and {name} multiplies it by its slope f′(z)."),
        (true, None) => {
            tr!("To {title}: {how}, and the gradients of its {readers} readers are added.")
        }
        (true, Some("relu" | "relu6")) => tr!(
            "To {title}: {how}, and the gradients of its {readers} readers are added, and ReLU lets it through only where z > 0."
        ),
        (true, Some(name)) => tr!(
            "To {title}: {how}, and the gradients of its {readers} readers are added, and {name} multiplies it by its slope f′(z)."
        ),
    }
}

// One path.

pub const ONE_PATH: Text = Text("One path");
pub const TERMS: Text = Text("All terms");
pub const NO_PATH: Text = Text("No path leads from this value to the loss.");
pub const THROUGH: Text = Text("The map or unit that the path goes through");

/// Behind the product of a path.
pub fn one_of_all(gradient: &str) -> String {
    format!(" : {}", tr!("this path alone. Added up over all paths it is ∂L/∂a = {gradient}"))
}

/// A factor that is a weight, or whatever a layer multiplies by.
pub fn slope_of(title: &str) -> String {
    format!("∂z/∂a, {title}")
}

/// A factor that is the slope of an activation.
pub fn derivative(name: &str) -> String {
    format!("{}′(z)", if name == "relu" { "ReLU" } else { name })
}

pub const ERROR: &str = "p − y";

// The chain of single neurons.

pub const CHAIN: Text = Text("A chain of single neurons");
pub const NETWORK: Text = Text("The network");
pub const ACTIVATION: Text = Text("Function of every neuron");
pub const ACTIVATIONS: [Text; 2] = [Text("sigmoid"), Text("ReLU")];
pub const PRODUCT: &str = "∂C/∂b₁ = ∂C/∂y₄ · f′(a₄) · w₄ · f′(a₃) · w₃ · f′(a₂) · w₂ · f′(a₁)";
pub const SIGMOID: Text = Text(
    "σ′ is nowhere more than 0.25, at 0. With weights of about 1, every layer further down learns at a quarter of the speed or less: the gradient vanishes.",
);
pub const RELU: Text = Text(
    "ReLU′ is 1 or 0: where a neuron is on, the gradient passes at full size; where one is off, nothing passes, and what lies before it learns nothing.",
);

pub fn weight(index: usize) -> String {
    format!("w{}", subscript(index))
}

/// The gradient of a bias.
pub fn bias_gradient(index: usize) -> String {
    format!("∂C/∂b{}", subscript(index))
}

/// What a neuron computes.
pub fn neuron(index: usize) -> [String; 3] {
    let i = subscript(index);
    [format!("a{i}"), format!("y{i}"), format!("f′(a{i})")]
}

pub fn cost(output: &str, cost: &str) -> String {
    format!("C = (y₄ − 1)² / 2 = ({output} − 1)² / 2 = {cost}")
}

fn subscript(index: usize) -> char {
    char::from_u32('₀' as u32 + index as u32).unwrap_or('₀')
}
