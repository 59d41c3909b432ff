use crate::layers::{Backward, Forward};

pub(super) fn forward(pass: Forward<'_>) {
    // Lanes are as good as pixels here.
    let (len, area) = (pass.output.len() * pass.lanes, pass.output.area() * pass.lanes);
    for (x, y) in pass.x[0].chunks_exact(len).zip(pass.y.chunks_exact_mut(len)) {
        for pixel in 0..area {
            let channels = || (pixel..len).step_by(area);
            // Less the largest, no exponential overflows and at least one is 1.
            let largest = channels().map(|i| x[i]).reduce(f32::max).unwrap_or(0.0);
            let mut sum = 0.0;
            for i in channels() {
                y[i] = libm::expf(x[i] - largest);
                sum += y[i];
            }
            channels().for_each(|i| y[i] /= sum);
        }
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    // Lanes are as good as pixels here.
    let (len, area) = (pass.output.len() * pass.lanes, pass.output.area() * pass.lanes);
    let Some(dx) = pass.dx.input(0) else { return };
    let samples = pass.y.chunks_exact(len).zip(pass.dy.chunks_exact(len));
    for ((y, dy), dx) in samples.zip(dx.chunks_exact_mut(len)) {
        for pixel in 0..area {
            let channels = || (pixel..len).step_by(area);
            let mean: f32 = channels().map(|i| y[i] * dy[i]).sum();
            channels().for_each(|i| dx[i] += y[i] * (dy[i] - mean));
        }
    }
}
