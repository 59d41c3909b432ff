use super::BatchNorm;
use crate::layers::{Backward, Forward, Phase};

pub(super) fn forward(norm: &BatchNorm, pass: Forward<'_>) {
    let (c, len, area) = (pass.output.c, pass.output.len(), pass.output.area());
    let (weight, bias) = pass.params.split_at(c);
    let (running_mean, running_variance) = pass.running.split_at_mut(c);
    let (means, scales) = pass.saved.split_at_mut(c);
    for channel in 0..c {
        let planes = || pass.x[0].chunks_exact(len).map(|sample| &sample[channel * area..][..area]);
        let (mean, variance) = match pass.phase {
            Phase::Infer => (f64::from(running_mean[channel]), f64::from(running_variance[channel])),
            Phase::Train { .. } => {
                let count = (pass.batch * area) as f64;
                let mean = planes().flatten().map(|&x| f64::from(x)).sum::<f64>() / count;
                let squares = planes().flatten().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>();
                let follow =
                    |running: &mut f32, new: f64| *running += norm.momentum * (new as f32 - *running);
                follow(&mut running_mean[channel], mean);
                // One value alone has no unbiased variance: it counts as 0.
                follow(&mut running_variance[channel], squares / (count - 1.0).max(1.0));
                (mean, squares / count)
            }
        };
        let base = variance + f64::from(norm.eps);
        // Equal values without an ε have nothing to be divided by.
        let scale = if base == 0.0 && pass.phase != Phase::Infer { 0.0 } else { base.sqrt().recip() };
        (means[channel], scales[channel]) = (mean as f32, scale as f32);
        let (mean, factor) = (means[channel], weight[channel] * scales[channel]);
        for (x, y) in planes().zip(pass.y.chunks_exact_mut(len)) {
            let y = &mut y[channel * area..][..area];
            y.iter_mut().zip(x).for_each(|(y, x)| *y = (x - mean) * factor + bias[channel]);
        }
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let (c, len, area) = (pass.output.c, pass.output.len(), pass.output.area());
    let (means, scales) = pass.saved.split_at(c);
    let mut dx = pass.dx.input(0);
    for channel in 0..c {
        let (mean, scale) = (means[channel], scales[channel]);
        let plane = |sample: usize| sample * len + channel * area..sample * len + (channel + 1) * area;
        let (mut sum, mut product) = (0.0f64, 0.0f64);
        for sample in 0..pass.batch {
            for (x, &dy) in pass.x[0][plane(sample)].iter().zip(&pass.dy[plane(sample)]) {
                sum += f64::from(dy);
                product += f64::from(dy * (x - mean) * scale);
            }
        }
        if !pass.dparams.is_empty() {
            pass.dparams[channel] += product as f32;
            pass.dparams[c + channel] += sum as f32;
        }
        let Some(dx) = &mut dx else { continue };
        // In training every x moves the mean and the variance too.
        let count = (pass.batch * area) as f64;
        let (by_mean, by_variance) = ((sum / count) as f32, (product / count) as f32);
        let factor = pass.params[channel] * scale;
        for sample in 0..pass.batch {
            let values = pass.x[0][plane(sample)].iter().zip(&pass.dy[plane(sample)]);
            let each = dx[plane(sample)].iter_mut().zip(values);
            match pass.phase {
                Phase::Infer => each.for_each(|(dx, (_, dy))| *dx += factor * dy),
                Phase::Train { .. } => each.for_each(|(dx, (x, dy))| {
                    *dx += factor * (dy - by_mean - (x - mean) * scale * by_variance);
                }),
            }
        }
    }
}
