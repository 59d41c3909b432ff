use super::LocalResponseNorm;
use crate::layers::{Backward, Forward};

pub(super) fn forward(norm: &LocalResponseNorm, pass: Forward<'_>) {
    let c = pass.output.c;
    // Lanes are as good as pixels here.
    let (len, area) = (pass.output.len() * pass.lanes, pass.output.area() * pass.lanes);
    let alpha = norm.alpha / norm.size as f32;
    let samples = pass.x[0].chunks_exact(len).zip(pass.y.chunks_exact_mut(len));
    for ((x, y), base) in samples.zip(pass.saved.chunks_exact_mut(len)) {
        for channel in 0..c {
            let first = channel.saturating_sub(norm.size / 2);
            let last = (channel + (norm.size - 1) / 2).min(c - 1);
            for pixel in 0..area {
                let sum: f32 = (first..=last).map(|j| x[j * area + pixel].powi(2)).sum();
                let i = channel * area + pixel;
                base[i] = norm.k + alpha * sum;
                y[i] = x[i] * libm::powf(base[i], -norm.beta);
            }
        }
    }
}

pub(super) fn backward(norm: &LocalResponseNorm, mut pass: Backward<'_>) {
    let c = pass.output.c;
    // Lanes are as good as pixels here.
    let (len, area) = (pass.output.len() * pass.lanes, pass.output.area() * pass.lanes);
    let alpha = norm.alpha / norm.size as f32;
    let Some(dx) = pass.dx.input(0) else { return };
    for (n, dx) in dx.chunks_exact_mut(len).enumerate() {
        let [x, y, base, dy] = [pass.x[0], pass.y, pass.saved, pass.dy].map(|all| &all[n * len..][..len]);
        for channel in 0..c {
            // The channels that count this one: forward's neighbourhood, mirrored.
            let first = channel.saturating_sub((norm.size - 1) / 2);
            let last = (channel + norm.size / 2).min(c - 1);
            for pixel in 0..area {
                let sum: f32 = (first..=last).map(|j| j * area + pixel).map(|i| dy[i] * y[i] / base[i]).sum();
                let i = channel * area + pixel;
                dx[i] += dy[i] * libm::powf(base[i], -norm.beta) - 2.0 * alpha * norm.beta * x[i] * sum;
            }
        }
    }
}
