use crate::layers::{Backward, Forward};
use crate::shape::Shape;

pub(super) fn add_forward(pass: Forward<'_>) {
    pass.y.copy_from_slice(pass.x[0]);
    for x in &pass.x[1..] {
        pass.y.iter_mut().zip(*x).for_each(|(y, x)| *y += x);
    }
}

pub(super) fn add_backward(mut pass: Backward<'_>) {
    for input in 0..pass.x.len() {
        let Some(dx) = pass.dx.input(input) else { continue };
        dx.iter_mut().zip(pass.dy).for_each(|(dx, dy)| *dx += dy);
    }
}

pub(super) fn concat_forward(pass: Forward<'_>) {
    let mut start = 0;
    for (x, shape) in pass.x.iter().zip(pass.shapes) {
        let len = shape.len() * pass.lanes;
        let part = start..start + len;
        start = part.end;
        for (x, y) in x.chunks_exact(len).zip(pass.y.chunks_exact_mut(pass.output.len() * pass.lanes)) {
            y[part.clone()].copy_from_slice(x);
        }
    }
}

pub(super) fn concat_backward(mut pass: Backward<'_>) {
    let mut start = 0;
    for (input, shape) in pass.shapes.iter().enumerate() {
        let len = shape.len() * pass.lanes;
        let part = start..start + len;
        start = part.end;
        let Some(dx) = pass.dx.input(input) else { continue };
        for (dx, dy) in dx.chunks_exact_mut(len).zip(pass.dy.chunks_exact(pass.output.len() * pass.lanes)) {
            dx.iter_mut().zip(&dy[part.clone()]).for_each(|(dx, dy)| *dx += dy);
        }
    }
}

/// How many values of the first input one value of the second multiplies, samples side by side aside.
fn each(shapes: &[Shape]) -> usize {
    shapes[0].len() / shapes[1].len()
}

pub(super) fn multiply_forward(pass: Forward<'_>) {
    let (each, lanes) = (each(pass.shapes), pass.lanes);
    let factors = pass.x[1].chunks_exact(lanes);
    let planes = pass.x[0].chunks_exact(each * lanes).zip(pass.y.chunks_exact_mut(each * lanes));
    for ((x, y), factors) in planes.zip(factors) {
        for (x, y) in x.chunks_exact(lanes).zip(y.chunks_exact_mut(lanes)) {
            x.iter().zip(factors).zip(y).for_each(|((x, factor), y)| *y = x * factor);
        }
    }
}

pub(super) fn multiply_backward(mut pass: Backward<'_>) {
    let (each, lanes) = (each(pass.shapes), pass.lanes);
    let [first, second] = [pass.x[0], pass.x[1]];
    if let Some(dx) = pass.dx.input(0) {
        for (i, (dx, dy)) in dx.chunks_exact_mut(lanes).zip(pass.dy.chunks_exact(lanes)).enumerate() {
            let factors = &second[i / each * lanes..][..lanes];
            dx.iter_mut().zip(dy).zip(factors).for_each(|((dx, dy), factor)| *dx += dy * factor);
        }
    }
    if let Some(dx) = pass.dx.input(1) {
        for (i, (x, dy)) in first.chunks_exact(lanes).zip(pass.dy.chunks_exact(lanes)).enumerate() {
            let dx = &mut dx[i / each * lanes..][..lanes];
            dx.iter_mut().zip(dy).zip(x).for_each(|((dx, dy), x)| *dx += dy * x);
        }
    }
}
