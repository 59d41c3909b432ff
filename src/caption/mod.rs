//! Pictures in words: a decoder that says one word after the other, and looks at one part of the maps of a network for each (Vinyals,
//! Toshev, Bengio and Erhan, "Show and tell: a neural image caption generator", 2015; Xu and others, "Show, attend and tell: neural
//! image caption generation with visual attention", 2015).
//!
//! [`GruCell`] is what remembers, [`attend`] what looks, [`Decoder`] both with the words before and behind them.

mod affine;
mod attention;
mod decoder;
mod gru;

pub use affine::{Affine, affine, affine_backward};
pub use attention::{Attention, attend, attend_backward};
pub use decoder::{Decoder, DecoderShape, Spoken};
pub use gru::{GruCell, GruStep};

#[cfg(test)]
mod tests;
