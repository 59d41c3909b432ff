use crate::dot::dot;

/// A matrix, row by row, and what is added to each row's sum.
#[derive(Clone, Copy, Debug)]
pub struct Affine<'a> {
    /// rows × columns.
    pub weight: &'a [f32],
    /// rows.
    pub bias: &'a [f32],
}

/// y = W x + b.
///
/// ```
/// use convoscope::layers::attention_decoder::{Affine, affine};
/// let of = Affine { weight: &[1.0, 2.0, /* */ 3.0, 4.0], bias: &[0.5, 0.0] };
/// assert_eq!(affine(of, &[1.0, 1.0]), [3.5, 7.0]);
/// ```
pub fn affine(Affine { weight, bias }: Affine<'_>, x: &[f32]) -> Vec<f32> {
    let rows = weight.chunks_exact(x.len()).zip(bias);
    rows.map(|(row, bias)| bias + dot(row, x)).collect()
}

/// From dL/dy back: dL/dW += dL/dy xᵀ, dL/db += dL/dy, dL/dx += Wᵀ dL/dy.
pub fn affine_backward(
    weight: &[f32],
    x: &[f32],
    dy: &[f32],
    [dweight, dbias]: [&mut [f32]; 2],
    dx: &mut [f32],
) {
    let rows = weight.chunks_exact(x.len()).zip(dweight.chunks_exact_mut(x.len()));
    for ((row, drow), (dy, dbias)) in rows.zip(dy.iter().zip(dbias)) {
        *dbias += dy;
        for ((weight, x), (dweight, dx)) in row.iter().zip(x).zip(drow.iter_mut().zip(dx.iter_mut())) {
            *dweight += dy * x;
            *dx += dy * weight;
        }
    }
}
