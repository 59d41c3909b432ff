use std::ops::Range;

use super::BatchNorm;
use crate::layers::lanes::LANES;
use crate::layers::{Backward, Forward, Phase};
use crate::shape::Shape;

/// Where the values of each channel lie.
#[derive(Clone, Copy)]
struct Planes {
    batch: usize,
    lanes: usize,
    shape: Shape,
}

impl Planes {
    /// The values of a channel: for each block their range, and how many of its lanes hold samples.
    fn of(self, channel: usize) -> impl Iterator<Item = (Range<usize>, usize)> {
        let (area, len) = (self.shape.area() * self.lanes, self.shape.len() * self.lanes);
        (0..self.batch.div_ceil(self.lanes)).map(move |block| {
            let start = block * len + channel * area;
            (start..start + area, self.lanes.min(self.batch - block * self.lanes))
        })
    }

    /// Σ `terms(i)` over all values i of a channel.
    fn sum<const N: usize>(self, channel: usize, terms: impl Fn(usize) -> [f64; N]) -> [f64; N] {
        let mut total = [0.0; N];
        for (range, samples) in self.of(channel) {
            // As many sums as lanes, so that none waits for the one before.
            let mut sums = [[0.0; LANES]; N];
            let full = range.len() / LANES * LANES;
            for at in (0..full).step_by(LANES) {
                for lane in 0..LANES {
                    let terms = terms(range.start + at + lane);
                    (0..N).for_each(|n| sums[n][lane] += terms[n]);
                }
            }
            for lane in 0..range.len() - full {
                let terms = terms(range.start + full + lane);
                (0..N).for_each(|n| sums[n][lane] += terms[n]);
            }
            let lanes = if self.lanes == 1 { LANES } else { samples };
            (0..N).for_each(|n| total[n] += sums[n][..lanes].iter().sum::<f64>());
        }
        total
    }

    fn count(self) -> f64 {
        (self.batch * self.shape.area()) as f64
    }
}

pub(super) fn forward(norm: &BatchNorm, pass: Forward<'_>) {
    let c = pass.output.c;
    let planes = Planes { batch: pass.batch, lanes: pass.lanes, shape: pass.output };
    let (weight, bias) = pass.params.split_at(c);
    let (running_mean, running_variance) = pass.running.split_at_mut(c);
    let (means, scales) = pass.saved.split_at_mut(c);
    let all = pass.x[0];
    for channel in 0..c {
        let (mean, variance) = match pass.phase {
            Phase::Infer => (f64::from(running_mean[channel]), f64::from(running_variance[channel])),
            Phase::Train { .. } => {
                let count = planes.count();
                let [sum] = planes.sum(channel, |i| [f64::from(all[i])]);
                let mean = sum / count;
                let [squares] = planes.sum(channel, |i| [(f64::from(all[i]) - mean).powi(2)]);
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
        for (range, _) in planes.of(channel) {
            let each = pass.y[range.clone()].iter_mut().zip(&all[range]);
            each.for_each(|(y, x)| *y = (x - mean) * factor + bias[channel]);
        }
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let c = pass.output.c;
    let planes = Planes { batch: pass.batch, lanes: pass.lanes, shape: pass.output };
    let (means, scales) = pass.saved.split_at(c);
    let mut dx = pass.dx.input(0);
    let (all, dys) = (pass.x[0], pass.dy);
    for channel in 0..c {
        let (mean, scale) = (means[channel], scales[channel]);
        let terms = |i: usize| [f64::from(dys[i]), f64::from(dys[i] * (all[i] - mean) * scale)];
        let [sum, product] = planes.sum(channel, terms);
        if !pass.dparams.is_empty() {
            pass.dparams[channel] += product as f32;
            pass.dparams[c + channel] += sum as f32;
        }
        let Some(dx) = &mut dx else { continue };
        // In training every x moves the mean and the variance too.
        let (by_mean, by_variance) = ((sum / planes.count()) as f32, (product / planes.count()) as f32);
        let factor = pass.params[channel] * scale;
        for (range, samples) in planes.of(channel) {
            let each = || all[range.clone()].iter().zip(&dys[range.clone()]);
            let dx = &mut dx[range.clone()];
            match pass.phase {
                Phase::Infer => dx.iter_mut().zip(each()).for_each(|(dx, (_, dy))| *dx += factor * dy),
                Phase::Train { .. } => {
                    let d =
                        |(x, dy): (&f32, &f32)| factor * (dy - by_mean - (x - mean) * scale * by_variance);
                    if samples == pass.lanes {
                        dx.iter_mut().zip(each()).for_each(|(dx, values)| *dx += d(values));
                    } else {
                        let lanes = (0..samples).flat_map(|lane| (lane..range.len()).step_by(pass.lanes));
                        lanes.for_each(|i| dx[i] += d((&all[range.start + i], &dys[range.start + i])));
                    }
                }
            }
        }
    }
}
