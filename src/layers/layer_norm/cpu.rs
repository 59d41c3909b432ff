use super::LayerNorm;
use crate::layers::{Backward, Forward};

pub(super) fn forward(norm: &LayerNorm, pass: Forward<'_>) {
    let len = pass.output.len();
    let (weight, bias) = pass.params.split_at(len);
    let samples = pass.x[0].chunks_exact(len).zip(pass.y.chunks_exact_mut(len));
    for ((x, y), saved) in samples.zip(pass.saved.chunks_exact_mut(2)) {
        let mean = x.iter().map(|&x| f64::from(x)).sum::<f64>() / len as f64;
        let variance = x.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / len as f64;
        let (mean, scale) = (mean as f32, (variance + f64::from(norm.eps)).sqrt().recip() as f32);
        saved.copy_from_slice(&[mean, scale]);
        for i in 0..len {
            y[i] = weight[i] * (x[i] - mean) * scale + bias[i];
        }
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let len = pass.output.len();
    let weight = &pass.params[..len];
    let (dweight, dbias) = pass.dparams.split_at_mut(len.min(pass.dparams.len()));
    let mut dx = pass.dx.input(0);
    let samples = pass.x[0].chunks_exact(len).zip(pass.dy.chunks_exact(len));
    for (n, ((x, dy), saved)) in samples.zip(pass.saved.chunks_exact(2)).enumerate() {
        let (mean, scale) = (saved[0], saved[1]);
        let (mut sum, mut product) = (0.0f64, 0.0f64);
        for i in 0..len {
            let normal = (x[i] - mean) * scale;
            if !dweight.is_empty() {
                dweight[i] += dy[i] * normal;
                dbias[i] += dy[i];
            }
            sum += f64::from(weight[i] * dy[i]);
            product += f64::from(weight[i] * dy[i] * normal);
        }
        let Some(dx) = &mut dx else { continue };
        // Every x moves the mean and the variance too.
        let (by_mean, by_variance) = ((sum / len as f64) as f32, (product / len as f64) as f32);
        let dx = &mut dx[n * len..][..len];
        for i in 0..len {
            dx[i] += scale * (weight[i] * dy[i] - by_mean - (x[i] - mean) * scale * by_variance);
        }
    }
}
