//! What a layer keeps from sample to sample: trained parameters and running statistics.

/// A trained parameter of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name within the layer, as PyTorch calls it: "weight", "bias".
    pub name: &'static str,
    /// Its dimensions, row-major.
    pub dims: Vec<usize>,
    /// What its values are before the first step.
    pub initial: Initial,
    /// How many of its values exist; fewer than its dimensions say where a connection table leaves some out.
    pub count: usize,
}

/// What the values of a parameter are before the first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initial {
    /// 0: biases and shifts.
    Zeros,
    /// 1: the scales of norms.
    Ones,
    /// 1/4: the slopes of a PReLU.
    Slopes,
    /// Normally distributed, the less widely the more values are summed.
    Normal {
        /// Values that one output value sums over, on average.
        fan_in: usize,
    },
}

impl Param {
    /// A weight whose output values each sum over `fan_in` products.
    pub fn weight(dims: Vec<usize>, fan_in: usize) -> Self {
        // The plan refuses what is too large.
        let count = dims.iter().fold(1, |count: usize, &dim| count.saturating_mul(dim));
        Self { name: "weight", dims, initial: Initial::Normal { fan_in }, count }
    }

    /// The scale of a norm.
    pub fn scale(dims: Vec<usize>) -> Self {
        let count = dims.iter().fold(1, |count: usize, &dim| count.saturating_mul(dim));
        Self { name: "weight", dims, initial: Initial::Ones, count }
    }

    /// `n` slopes of a PReLU.
    pub fn slopes(n: usize) -> Self {
        Self { name: "weight", dims: vec![n], initial: Initial::Slopes, count: n }
    }

    /// A bias of `n` values.
    pub fn bias(n: usize) -> Self {
        Self { name: "bias", dims: vec![n], initial: Initial::Zeros, count: n }
    }

    /// Length in `params`.
    #[expect(clippy::len_without_is_empty, reason = "a planned parameter is never empty")]
    pub fn len(&self) -> usize {
        self.dims.iter().product()
    }
}

/// A statistic that training updates beside the gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Its name within the layer, as PyTorch calls it: "running_mean".
    pub name: &'static str,
    /// Number of values.
    pub len: usize,
    /// What they are before the first step.
    pub initial: f32,
}
