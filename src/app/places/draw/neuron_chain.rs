//! A chain of single neurons, yᵢ = f(wᵢ yᵢ₋₁ + bᵢ): the smallest deep network. Its gradient is one product, and shows why
//! the first layers of deep sigmoid networks hardly learn (Hochreiter, 1991).

use crate::app::link::list;
use crate::layers::activation::Activation;

/// How many neurons there are.
pub const NEURONS: usize = 4;
/// The largest magnitude of a weight.
pub const LARGEST_WEIGHT: f32 = 8.0;
/// What goes in, and what is wanted.
pub const INPUT: f32 = 1.0;
/// What is wanted of the last neuron.
pub const WANTED: f32 = 1.0;

/// A chain, all of whose biases are 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeuronChain {
    /// The function of every neuron: a sigmoid or a ReLU.
    pub activation: Activation,
    /// w₁ to w₄.
    pub weights: [f32; NEURONS],
}

/// What a chain computes, forward and backward.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainPass {
    /// y₀, which goes in, to y₄.
    pub y: [f32; NEURONS + 1],
    /// aᵢ = wᵢ yᵢ₋₁ + bᵢ.
    pub a: [f32; NEURONS],
    /// f′(aᵢ).
    pub slopes: [f32; NEURONS],
    /// C = (y₄ − t)² / 2.
    pub cost: f32,
    /// ∂C/∂bᵢ, which for the first neuron is the product of all factors.
    pub gradients: [f32; NEURONS],
}

impl Default for NeuronChain {
    /// Weights of about the size that they have before training.
    fn default() -> Self {
        Self { activation: Activation::Sigmoid, weights: [0.8, -1.2, 0.9, 1.1] }
    }
}

impl NeuronChain {
    /// The functions to choose from, with their names in links.
    pub const ACTIVATIONS: [(Activation, &'static str); 2] =
        [(Activation::Sigmoid, "sigmoid"), (Activation::Relu, "relu")];

    /// Runs it forward and backward.
    ///
    /// ```
    /// use convoscope::app::places::draw::neuron_chain::NeuronChain;
    /// let pass = NeuronChain::default().pass();
    /// assert!(pass.slopes.iter().all(|slope| *slope <= 0.25), "a sigmoid is nowhere steeper");
    /// assert!(pass.gradients[0].abs() < 0.05 * pass.gradients[3].abs());
    /// ```
    pub fn pass(&self) -> ChainPass {
        let (mut y, mut a, mut slopes) = ([INPUT; NEURONS + 1], [0.0; NEURONS], [0.0; NEURONS]);
        for i in 0..NEURONS {
            a[i] = self.weights[i] * y[i];
            y[i + 1] = self.activation.value(a[i]);
            slopes[i] = self.activation.derivative(a[i], y[i + 1]);
        }
        let error = y[NEURONS] - WANTED;
        let (mut gradients, mut upstream) = ([0.0; NEURONS], error);
        for i in (0..NEURONS).rev() {
            gradients[i] = upstream * slopes[i];
            upstream = gradients[i] * self.weights[i];
        }
        ChainPass { y, a, slopes, cost: error * error / 2.0, gradients }
    }

    /// The same chain with another function.
    pub fn with_activation(self, activation: Activation) -> Self {
        Self { activation, ..self }
    }

    /// The same chain with another weight.
    pub fn with_weight(mut self, index: usize, weight: f32) -> Self {
        self.weights[index] = weight.clamp(-LARGEST_WEIGHT, LARGEST_WEIGHT);
        self
    }

    /// As in "sigmoid,0.8,-1.2,0.9,1.1".
    pub fn to_link(&self) -> String {
        let name = Self::ACTIVATIONS.iter().find(|(activation, _)| *activation == self.activation);
        format!("{},{}", name.map_or("", |(_, name)| name), list(&self.weights))
    }

    /// Reads what [`to_link`](Self::to_link) prints.
    pub fn from_link(name: &str, weights: &[f32]) -> Option<Self> {
        let (activation, _) = *Self::ACTIVATIONS.iter().find(|(_, known)| *known == name)?;
        let weights: [f32; NEURONS] = weights.try_into().ok()?;
        let within = weights.iter().all(|weight| weight.abs() <= LARGEST_WEIGHT);
        within.then_some(Self { activation, weights })
    }
}
