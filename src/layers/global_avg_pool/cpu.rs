use crate::layers::{Backward, Forward};

pub(super) fn forward(pass: Forward<'_>) {
    let (area, lanes) = (pass.shapes[0].area(), pass.lanes);
    for (x, y) in pass.x[0].chunks_exact(area * lanes).zip(pass.y.chunks_exact_mut(lanes)) {
        y.fill(0.0);
        for x in x.chunks_exact(lanes) {
            y.iter_mut().zip(x).for_each(|(y, x)| *y += x);
        }
        y.iter_mut().for_each(|y| *y /= area as f32);
    }
}

pub(super) fn backward(mut pass: Backward<'_>) {
    let (area, lanes) = (pass.shapes[0].area(), pass.lanes);
    let Some(dx) = pass.dx.input(0) else { return };
    for (dx, dy) in dx.chunks_exact_mut(area * lanes).zip(pass.dy.chunks_exact(lanes)) {
        for dx in dx.chunks_exact_mut(lanes) {
            dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx += dy / area as f32);
        }
    }
}
