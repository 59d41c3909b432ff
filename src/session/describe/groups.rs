//! The parameters of a decoder by what they are for.

use super::DECODER;

/// What a parameter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamGroup {
    /// Keys and values: where to look, and what is seen there.
    Attention,
    /// The vectors of words.
    Embedding,
    /// What remembers.
    Gru,
    /// From memory and what is seen to the scores of words.
    Output,
}

impl ParamGroup {
    /// All of them, in the order in which their parameters lie.
    pub const ALL: [Self; 4] = [Self::Attention, Self::Embedding, Self::Gru, Self::Output];

    /// Of the tensor of that name.
    fn of(name: &str) -> Self {
        match name.split('.').next() {
            Some("keys" | "values") => Self::Attention,
            Some("embedding") => Self::Embedding,
            Some("gru") => Self::Gru,
            _ => Self::Output,
        }
    }

    /// √Σ(dL/dw)² of each group, of dL/dw of all parameters of a [`DECODER`].
    ///
    /// ```
    /// use convoscope::session::describe::{DECODER, ParamGroup};
    /// let slots = DECODER.slots();
    /// let at = |name| slots.iter().find(|slot| slot.0 == name).unwrap().2.start;
    /// let mut dparams = vec![0.0; slots.last().unwrap().2.end];
    /// dparams[at("keys.weight")] = 3.0;
    /// dparams[at("values.bias")] = 4.0;
    /// dparams[at("gru.bias_hh")] = 2.0;
    /// assert_eq!(ParamGroup::norms(&dparams), [5.0, 0.0, 2.0, 0.0]);
    /// ```
    pub fn norms(dparams: &[f32]) -> [f32; Self::ALL.len()] {
        let mut squares = [0.0; Self::ALL.len()];
        for (name, _, range) in DECODER.slots() {
            let of_tensor = dparams.get(range).unwrap_or_default();
            squares[Self::of(name) as usize] +=
                of_tensor.iter().map(|&d| f64::from(d) * f64::from(d)).sum::<f64>();
        }
        squares.map(|square| libm::sqrt(square) as f32)
    }
}
