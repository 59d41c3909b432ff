use super::Dropout;
use crate::layers::{Backward, Forward, Phase};
use crate::random::Random;

pub(super) fn forward(dropout: &Dropout, pass: Forward<'_>) {
    match pass.phase {
        Phase::Train { seed } => {
            let mut random = Random::new(seed);
            let kept = 1.0 / (1.0 - dropout.rate);
            pass.saved.fill_with(|| if random.uniform() < dropout.rate { 0.0 } else { kept });
        }
        Phase::Infer => pass.saved.fill(1.0),
    }
    for ((y, x), factor) in pass.y.iter_mut().zip(pass.x[0]).zip(pass.saved) {
        *y = x * *factor;
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let Some(dx) = pass.dx.input(0) else { return };
    for ((dx, dy), factor) in dx.iter_mut().zip(pass.dy).zip(pass.saved) {
        *dx += dy * factor;
    }
}
