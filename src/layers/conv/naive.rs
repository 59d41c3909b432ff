//! The convolution as its formula says, in plain loops: what to read first, and what every faster one is compared with.
//!
//! One sample: x is C × H × W, weight is filters × C/groups × kh × kw, bias has one number for each filter, and y is
//! filters × oh × ow with oh = ⌊(H + before + after − (d·(kh − 1) + 1)) / s⌋ + 1, and ow likewise. With x̃ the padded input, s the
//! stride, d the dilation and c over the C/groups input channels of o's group:
//!
//! - y\[o\]\[i\]\[j\] = bias\[o\] + Σ_c Σ_u Σ_v weight\[o\]\[c\]\[u\]\[v\] · x̃\[c\]\[i·s + u·d\]\[j·s + v·d\]
//! - ∂L/∂weight\[o\]\[c\]\[u\]\[v\] = Σ_i Σ_j dy\[o\]\[i\]\[j\] · x̃\[c\]\[i·s + u·d\]\[j·s + v·d\]
//! - ∂L/∂x̃\[c\]\[i·s + u·d\]\[j·s + v·d\] gets dy\[o\]\[i\]\[j\] · weight\[o\]\[c\]\[u\]\[v\] from each o, i, j, u and v; ∂L/∂x is the sum over
//!   the padded cells that are copies of x's
//! - ∂L/∂bias\[o\] = Σ_i Σ_j dy\[o\]\[i\]\[j\]
//!
//! ```
//! use convoscope::layers::conv::{Conv, naive};
//! use convoscope::shape::Shape;
//! // The kernel 1 −1 on 5 3 8: each output is a difference of neighbours.
//! let mut conv = Conv::new(1, 1);
//! conv.window[1].size = 2;
//! let (input, x, weight, bias) = (Shape::new(1, 1, 3), [5., 3., 8.], [1., -1.], [0.]);
//! assert_eq!(naive::forward(&conv, input, &x, &weight, &bias)?, [2., -5.]);
//! let gradients = naive::backward(&conv, input, &x, &weight, &[10., 1.])?;
//! assert_eq!(gradients.dx, [10., -10. + 1., -1.]);
//! assert_eq!(gradients.dweight, [10. * 5. + 1. * 3., 10. * 3. + 1. * 8.]);
//! assert_eq!(gradients.dbias, [11.]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use super::{Conv, Op};
use crate::shape::{Shape, ShapeError};

/// y of one sample.
pub fn forward(
    conv: &Conv,
    input: Shape,
    x: &[f32],
    weight: &[f32],
    bias: &[f32],
) -> Result<Vec<f32>, ShapeError> {
    let output = conv.output(&[input])?;
    let ([kh, kw], channels) = (conv.window.map(|window| window.size), input.c / conv.groups);
    let mut y = vec![0.0; output.len()];
    for o in 0..output.c {
        for i in 0..output.h {
            for j in 0..output.w {
                let mut sum = if conv.bias { bias[o] } else { 0.0 };
                for c in (0..channels).filter(|&c| conv.connected(o, c)) {
                    for u in 0..kh {
                        for v in 0..kw {
                            let value = match source(conv, input, [o, c], [i, j], [u, v]) {
                                Some(at) => x[at],
                                None => conv.padding_mode.constant(),
                            };
                            sum += weight[((o * channels + c) * kh + u) * kw + v] * value;
                        }
                    }
                }
                y[(o * output.h + i) * output.w + j] = sum;
            }
        }
    }
    Ok(y)
}

/// What [`backward`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradients {
    /// ∂L/∂x, C × H × W.
    pub dx: Vec<f32>,
    /// ∂L/∂weight, filters × C/groups × kh × kw.
    pub dweight: Vec<f32>,
    /// ∂L/∂bias, one for each filter; zeros without a bias.
    pub dbias: Vec<f32>,
}

/// All gradients of one sample, given dy = ∂L/∂y: the same loops, and each product is handed back to its two factors.
pub fn backward(
    conv: &Conv,
    input: Shape,
    x: &[f32],
    weight: &[f32],
    dy: &[f32],
) -> Result<Gradients, ShapeError> {
    let output = conv.output(&[input])?;
    let ([kh, kw], channels) = (conv.window.map(|window| window.size), input.c / conv.groups);
    let (mut dx, mut dweight) = (vec![0.0; x.len()], vec![0.0; weight.len()]);
    let mut dbias = vec![0.0; conv.filters];
    for o in 0..output.c {
        for i in 0..output.h {
            for j in 0..output.w {
                let dy = dy[(o * output.h + i) * output.w + j];
                if conv.bias {
                    dbias[o] += dy;
                }
                for c in (0..channels).filter(|&c| conv.connected(o, c)) {
                    for u in 0..kh {
                        for v in 0..kw {
                            let w = ((o * channels + c) * kh + u) * kw + v;
                            match source(conv, input, [o, c], [i, j], [u, v]) {
                                Some(at) => {
                                    dweight[w] += dy * x[at];
                                    dx[at] += dy * weight[w];
                                }
                                None => dweight[w] += dy * conv.padding_mode.constant(),
                            }
                        }
                    }
                }
            }
        }
    }
    Ok(Gradients { dx, dweight, dbias })
}

/// Where x̃\[c\]\[i·s + u·d\]\[j·s + v·d\] lies in x, for channel c of filter o's group; `None` if it is the constant of the padding.
fn source(
    conv: &Conv,
    input: Shape,
    [o, c]: [usize; 2],
    [i, j]: [usize; 2],
    [u, v]: [usize; 2],
) -> Option<usize> {
    let [rows, columns] = conv.window;
    let group = o / (conv.filters / conv.groups);
    let channel = group * (input.c / conv.groups) + c;
    // Counted from the first cell of x: negative in the padding before it.
    let row = (i * rows.stride + u * rows.dilation) as isize - rows.before as isize;
    let column = (j * columns.stride + v * columns.dilation) as isize - columns.before as isize;
    let row = conv.padding_mode.source(row, input.h)?;
    let column = conv.padding_mode.source(column, input.w)?;
    Some((channel * input.h + row) * input.w + column)
}
