use super::Rbf;
use crate::layers::{Backward, Forward};

/// The value that a code expects.
const fn target(code: bool) -> f32 {
    if code { 1.0 } else { -1.0 }
}

pub(super) fn forward(rbf: &Rbf, pass: Forward<'_>) {
    let samples = pass.x[0].chunks_exact(pass.shapes[0].len());
    for (x, y) in samples.zip(pass.y.chunks_exact_mut(rbf.codes.len())) {
        for (code, y) in rbf.codes.iter().zip(y) {
            *y = -x.iter().zip(code).map(|(x, &code)| (x - target(code)).powi(2)).sum::<f32>();
        }
    }
}

/// dx\[i\] += Σₒ −2 (x\[i\] − code\[o\]\[i\]) · dy\[o\]
pub(super) fn backward(rbf: &Rbf, mut pass: Backward<'_>) {
    let values = pass.shapes[0].len();
    let Some(dx) = pass.dx.input(0) else { return };
    let samples = pass.x[0].chunks_exact(values).zip(pass.dy.chunks_exact(rbf.codes.len()));
    for ((x, dy), dx) in samples.zip(dx.chunks_exact_mut(values)) {
        for (code, dy) in rbf.codes.iter().zip(dy) {
            let each = dx.iter_mut().zip(x).zip(code);
            each.for_each(|((dx, x), &code)| *dx -= 2.0 * (x - target(code)) * dy);
        }
    }
}
