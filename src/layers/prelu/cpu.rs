use super::PRelu;
use crate::layers::{Backward, Forward};

pub(super) fn forward(prelu: PRelu, pass: Forward<'_>) {
    let (slopes, plane) = (prelu.slopes(pass.output), pass.output.area() * pass.lanes);
    let planes = pass.x[0].chunks_exact(plane).zip(pass.y.chunks_exact_mut(plane));
    for (index, (x, y)) in planes.enumerate() {
        let slope = pass.params[index % pass.output.c % slopes];
        x.iter().zip(y).for_each(|(&x, y)| *y = if x > 0.0 { x } else { slope * x });
    }
}

pub(super) fn backward(prelu: PRelu, mut pass: Backward<'_>) {
    let (slopes, plane) = (prelu.slopes(pass.output), pass.output.area() * pass.lanes);
    let mut dx = pass.dx.input(0);
    for (index, (x, dy)) in pass.x[0].chunks_exact(plane).zip(pass.dy.chunks_exact(plane)).enumerate() {
        let of = index % pass.output.c % slopes;
        if let Some(dx) = &mut dx {
            let (slope, dx) = (pass.params[of], &mut dx[index * plane..][..plane]);
            let each = x.iter().zip(dy).zip(dx);
            each.for_each(|((&x, dy), dx)| *dx += if x > 0.0 { *dy } else { slope * dy });
        }
        if let Some(dslope) = pass.dparams.get_mut(of) {
            *dslope += x.iter().zip(dy).map(|(&x, dy)| if x > 0.0 { 0.0 } else { x * dy }).sum::<f32>();
        }
    }
}
