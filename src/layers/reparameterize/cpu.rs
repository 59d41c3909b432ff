use crate::layers::{Backward, Forward, Phase};
use crate::random::Random;

pub(super) fn forward(pass: Forward<'_>) {
    let len = pass.output.len();
    match pass.phase {
        Phase::Train { seed } => {
            let mut random = Random::new(seed);
            let samples = pass.x[0].chunks_exact(2 * len).zip(pass.saved.chunks_exact_mut(len));
            for (x, noise) in samples {
                noise.iter_mut().zip(&x[len..]).for_each(|(noise, log_variance)| {
                    *noise = libm::expf(0.5 * log_variance) * random.normal()
                });
            }
        }
        Phase::Infer => pass.saved.fill(0.0),
    }
    let samples = pass.y.chunks_exact_mut(len).zip(pass.x[0].chunks_exact(2 * len));
    for ((y, x), noise) in samples.zip(pass.saved.chunks_exact(len)) {
        y.iter_mut().zip(x).zip(noise).for_each(|((y, mean), noise)| *y = mean + noise);
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let len = pass.output.len();
    let Some(dx) = pass.dx.input(0) else { return };
    let samples = dx.chunks_exact_mut(2 * len).zip(pass.dy.chunks_exact(len));
    for ((dx, dy), noise) in samples.zip(pass.saved.chunks_exact(len)) {
        let (dmeans, dlog_variances) = dx.split_at_mut(len);
        dmeans.iter_mut().zip(dy).for_each(|(dmean, dy)| *dmean += dy);
        let noises = dlog_variances.iter_mut().zip(dy).zip(noise);
        noises.for_each(|((dlog_variance, dy), noise)| *dlog_variance += 0.5 * noise * dy);
    }
}
