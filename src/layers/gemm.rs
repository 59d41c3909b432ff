//! The two matrix products: the package `gemm`, and the proof that it computes what the plain loops do.

pub(crate) use convoscope_gemm::{Line, Lines, PackedA, Part, Store, gemm, gemm_nt, steps, sum};

#[cfg(test)]
mod tests;
