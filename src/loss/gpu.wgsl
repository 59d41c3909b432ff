// The loss of each sample, one thread for each: x are the logits, dx their gradient, y the loss of each sample and
// whether it is right. The target is a label in `table`.

override classes: u32 = 1;
override kind: u32 = 0;
/// How far a single output may be from its level to count as right.
override tolerance: f32 = 0;

/// The value that a label stands for where there is a single output.
fn level(label: u32) -> f32 { return f32(label) / 127.5 - 1; }

/// What output `k` of sample `n` should be. Smoothing spreads a part of each label over all classes.
fn wanted(n: u32, k: u32) -> f32 {
    if classes == 1 { return level(table[n]); }
    let smoothing = job.numbers[2].x;
    return select(0f, 1 - smoothing, table[n] == k) + smoothing / f32(classes);
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let n = linear(group, count) * GROUP + index;
    if n >= job.batch { return; }
    let first = n * classes;
    var largest = x[first];
    var best = 0u;
    for (var k = 1u; k < classes; k++) {
        let value = x[first + k];
        // Among equals the last, as on the CPU.
        if exceeds(value, largest) || (value == largest && !is_nan(largest)) {
            largest = value;
            best = k;
        }
    }
    var loss = 0f;
    if kind == 1 {
        let values = f32(job.batch * classes);
        for (var k = 0u; k < classes; k++) {
            let error = x[first + k] - wanted(n, k);
            // Divided first, so that the square of a large error does not overflow.
            loss += error / values * error;
            dx[first + k] = 2 / values * error;
        }
    } else if kind == 2 {
        let values = f32(job.batch * classes);
        for (var k = 0u; k < classes; k++) {
            let own = huber(x[first + k] - wanted(n, k)) / values;
            loss += own.x;
            dx[first + k] = own.y;
        }
    } else if is_finite(largest) {
        var sum = 0f;
        var weight = 0f;
        for (var k = 0u; k < classes; k++) {
            sum += exp(x[first + k] - largest);
            weight += wanted(n, k);
        }
        for (var k = 0u; k < classes; k++) {
            let t = wanted(n, k);
            let difference = x[first + k] - largest;
            // A class that is not wanted adds nothing, not even where its logit is −∞. The largest logit is subtracted from
            // the logit and not added to the logarithm, which would get lost beside it.
            if t != 0 { loss += t * (log(sum) - difference); }
            dx[first + k] = (exp(difference) / sum * weight - t) / f32(job.batch);
        }
        loss /= f32(job.batch);
    } else {
        // ∞ − ∞, or a NaN.
        loss = nan_of(largest);
        for (var k = 0u; k < classes; k++) { dx[first + k] = loss; }
    }
    y[2 * n] = loss;
    var right = table[n] == best;
    if classes == 1 { right = abs(x[first] - level(table[n])) <= tolerance; }
    y[2 * n + 1] = select(0f, 1f, right);
}
