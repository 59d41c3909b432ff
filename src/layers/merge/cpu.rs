use crate::layers::{Backward, Forward};

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
