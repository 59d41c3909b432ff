use super::ChannelShuffle;
use crate::layers::{Backward, Forward};

pub(super) fn forward(shuffle: ChannelShuffle, pass: Forward<'_>) {
    let (channels, plane) = (pass.output.c, pass.output.area() * pass.lanes);
    let samples = pass.x[0].chunks_exact(channels * plane).zip(pass.y.chunks_exact_mut(channels * plane));
    for (x, y) in samples {
        for (to, y) in y.chunks_exact_mut(plane).enumerate() {
            y.copy_from_slice(&x[shuffle.source(to, channels) * plane..][..plane]);
        }
    }
}

pub(super) fn backward(shuffle: ChannelShuffle, mut pass: Backward<'_>) {
    let (channels, plane) = (pass.output.c, pass.output.area() * pass.lanes);
    let Some(dx) = pass.dx.input(0) else { return };
    for (dx, dy) in dx.chunks_exact_mut(channels * plane).zip(pass.dy.chunks_exact(channels * plane)) {
        for (to, dy) in dy.chunks_exact(plane).enumerate() {
            let dx = &mut dx[shuffle.source(to, channels) * plane..][..plane];
            dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx += dy);
        }
    }
}
