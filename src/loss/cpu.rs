use super::Target;

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

pub(super) fn mean_squared_error(
    classes: usize,
    total: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let count = total * classes;
    let mut loss = 0.0f64;
    for (i, (z, dz)) in logits.iter().zip(dlogits).enumerate() {
        let error = z - target.value(i / classes, i % classes, classes);
        loss += f64::from(error).powi(2);
        *dz = 2.0 / count as f32 * error;
    }
    (loss / count as f64) as f32
}
