//! What the place Convolve says.
