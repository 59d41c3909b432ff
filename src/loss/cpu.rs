use super::{HUBER_DELTA, IGNORED_LABEL, Target, counted};

pub(super) fn cross_entropy(
    classes: usize,
    total: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let mut loss = 0.0f64;
    for (n, (z, dz)) in logits.chunks_exact(classes).zip(dlogits.chunks_exact_mut(classes)).enumerate() {
        // Less the largest, no exponential overflows and the sum is at least 1. `max` passes over a NaN, but its
        // exponential makes the sum NaN.
        let largest = z.iter().copied().reduce(f32::max).unwrap_or(0.0);
        dz.iter_mut().zip(z).for_each(|(dz, z)| *dz = libm::expf(z - largest));
        let sum: f32 = dz.iter().sum();
        let log_sum = libm::log(f64::from(sum));
        let weight: f32 = (0..classes).map(|k| target.value(n, k, classes)).sum();
        for k in 0..classes {
            let t = target.value(n, k, classes);
            // A class that is not wanted adds nothing, not even where its logit is −∞. The largest is subtracted from the
            // logit and not added to the logarithm, which would get lost beside it.
            if t != 0.0 {
                loss += f64::from(t) * (log_sum - (f64::from(z[k]) - f64::from(largest)));
            }
            dz[k] = (dz[k] / sum * weight - t) / total as f32;
        }
    }
    (loss / total as f64) as f32
}

/// The mean over the cells of maps that count, each of which is a sample of its own; `total` counts samples.
pub(super) fn cross_entropy_of_cells(
    cells: usize,
    total: usize,
    logits: &[f32],
    labels: &[u8],
    dlogits: &mut [f32],
) -> f32 {
    let outputs = logits.len() * cells / labels.len();
    let mut loss = 0.0f64;
    let (mut largest, mut sum) = (vec![0.0f32; cells], vec![0.0f32; cells]);
    let samples = logits.chunks_exact(outputs).zip(dlogits.chunks_exact_mut(outputs));
    for ((z, dz), labels) in samples.zip(labels.chunks_exact(cells)) {
        let counted = counted(labels).max(1);
        let (share, weight) = ((total * counted) as f32, cells as f64 / counted as f64);
        // Map after map, as the numbers lie.
        largest.copy_from_slice(&z[..cells]);
        for map in z.chunks_exact(cells).skip(1) {
            largest.iter_mut().zip(map).for_each(|(largest, z)| *largest = largest.max(*z));
        }
        sum.fill(0.0);
        for (map, dmap) in z.chunks_exact(cells).zip(dz.chunks_exact_mut(cells)) {
            for i in 0..cells {
                dmap[i] = libm::expf(map[i] - largest[i]);
                sum[i] += dmap[i];
            }
        }
        for (class, dmap) in dz.chunks_exact_mut(cells).enumerate() {
            for i in 0..cells {
                let t = f32::from(usize::from(labels[i]) == class);
                let slope = (dmap[i] / sum[i] - t) / share;
                dmap[i] = if labels[i] == IGNORED_LABEL { 0.0 } else { slope };
            }
        }
        for (i, &label) in labels.iter().enumerate().filter(|(_, label)| **label != IGNORED_LABEL) {
            let difference = f64::from(z[usize::from(label) * cells + i]) - f64::from(largest[i]);
            loss += weight * (libm::log(f64::from(sum[i])) - difference);
        }
    }
    (loss / f64::from((total * cells) as f32)) as f32
}

pub(super) fn mean_squared_error(
    classes: usize,
    total: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let square = |error: f32| (f64::from(error).powi(2), 2.0, error);
    mean_of_errors(square, classes, total, logits, target, dlogits)
}

/// Huber's loss of an error, and its slope.
pub(super) fn huber_of(error: f32) -> (f64, f32) {
    let (size, delta) = (f64::from(error.abs()), f64::from(HUBER_DELTA));
    let loss = if size <= delta { 0.5 * size * size } else { delta * (size - 0.5 * delta) };
    (loss, error.clamp(-HUBER_DELTA, HUBER_DELTA))
}

pub(super) fn huber(
    classes: usize,
    total: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let of_error = |error| {
        let (loss, slope) = huber_of(error);
        (loss, 1.0, slope)
    };
    mean_of_errors(of_error, classes, total, logits, target, dlogits)
}

/// The mean over all values of each one's weight times the loss of its error. `of` says that of an error, and its slope as two factors.
fn mean_of_errors(
    of: impl Fn(f32) -> (f64, f32, f32),
    classes: usize,
    total: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let count = total * classes;
    let (mut loss, mut of_cells) = (0.0f64, 1.0);
    for (i, (z, dz)) in logits.iter().zip(dlogits).enumerate() {
        let (n, k) = (i / classes, i % classes);
        if k == 0 {
            of_cells = target.weight_of_cells(n);
        }
        if target.is_ignored(n, k) {
            *dz = 0.0;
            continue;
        }
        let weight = of_cells * target.weight(n, k, classes);
        let (own, factor, slope) = of(z - target.value(n, k, classes));
        loss += f64::from(weight) * own;
        *dz = factor / count as f32 * weight * slope;
    }
    (loss / count as f64) as f32
}
