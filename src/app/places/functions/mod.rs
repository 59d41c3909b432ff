//! The view Functions of Convolve: activation functions with their derivatives, what a chain of them makes of a gradient, why
//! layers without them collapse into one matrix, and what they do to maps. Values and slopes are those of the layer
//! [`Activation`] that also trains.

mod curves;
mod example;
mod linear;
mod link;
mod maps;
mod presets;

pub use curves::{curve_x, largest_slope};
pub use linear::{Collapsed, collapsed};
pub use presets::presets;

use crate::app::lab::Table;
use crate::app::text::Text;
use crate::app::text::functions as text;
use crate::layers::Describe;
use crate::layers::activation::Activation;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// Functions and derivatives over x.
    #[default]
    Curves,
    /// Two matrices, and one in their place.
    Linear,
    /// Every cell of four maps of a digit.
    Maps,
}

impl Topic {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Curves, "curves", text::TOPICS[0]),
        (Self::Linear, "linear", text::TOPICS[1]),
        (Self::Maps, "maps", text::TOPICS[2]),
    ];
}

/// The functions, with their names in links.
pub const FUNCTIONS: [(Activation, &str); 8] = [
    (Activation::Sigmoid, "sigmoid"),
    (Activation::Tanh, "tanh"),
    (Activation::Relu, "relu"),
    (Activation::LeakyRelu { slope: 0.01 }, "leaky-relu"),
    (Activation::Elu { alpha: 1.0 }, "elu"),
    (Activation::Softplus, "softplus"),
    (Activation::Gelu, "gelu"),
    (Activation::Silu, "silu"),
];

/// A function, and what it is shown on.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Functions {
    pub topic: Topic,
    /// Which of [`FUNCTIONS`].
    pub function: usize,
    /// How many of it a gradient passes.
    pub layers: usize,
    /// The matrices of the second and of the first layer, row by row.
    pub second: [f32; 4],
    pub first: [f32; 4],
    pub x: [f32; 2],
    pub at: usize,
}

/// Most layers in a row.
pub const MAX_LAYERS: usize = 20;

impl Default for Functions {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Functions {
    /// The function.
    pub const fn activation(&self) -> Activation {
        FUNCTIONS[self.function].0
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.activation().summary()
    }

    /// What follows from it in numbers.
    pub fn numbers(&self) -> Table {
        match self.topic {
            Topic::Curves => curves::table(self),
            Topic::Linear => linear::table(self),
            Topic::Maps => maps::table(self),
        }
    }
}

#[cfg(test)]
mod tests;
