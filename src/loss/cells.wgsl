// The loss of each cell of maps classes × cells, or of each value, one thread for each: x are the outputs, dx their gradient, y the
// loss of each cell and whether it is right. The targets are in `table`: a label for each cell and how many cells of
// its sample count, a value and its weight, or a value of a
// reconstruction, and β for its latent values.

override classes: u32 = 1;
override cells: u32 = 1;
override kind: u32 = 0;
override latent: u32 = 0;

/// The label of a cell that does not count.
const IGNORED_LABEL = 255u;

@compute @workgroup_size(GROUP)
fn mask(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * cells { return; }
    let first = at / cells * classes * cells + at % cells;
    let label = table[2 * at];
    let counted = table[2 * at + 1];
    if label == IGNORED_LABEL {
        y[2 * at] = 0;
        y[2 * at + 1] = 0;
        for (var k = 0u; k < classes; k++) { dx[first + k * cells] = 0; }
        return;
    }
    var largest = x[first];
    var best = 0u;
    for (var k = 1u; k < classes; k++) {
        let value = x[first + k * cells];
        // Among equals the last, as on the CPU.
        if exceeds(value, largest) || (value == largest && !is_nan(largest)) {
            largest = value;
            best = k;
        }
    }
    var loss = 0f;
    if kind == 1 {
        let values = f32(job.batch * counted * classes);
        for (var k = 0u; k < classes; k++) {
            let error = x[first + k * cells] - select(0f, 1f, k == label);
            // Divided first, so that the square of a large error does not overflow.
            loss += error / values * error;
            dx[first + k * cells] = 2 / values * error;
        }
    } else if kind == 2 {
        let values = f32(job.batch * counted * classes);
        for (var k = 0u; k < classes; k++) {
            let own = huber(x[first + k * cells] - select(0f, 1f, k == label)) / values;
            loss += own.x;
            dx[first + k * cells] = own.y;
        }
    } else if is_finite(largest) {
        var sum = 0f;
        for (var k = 0u; k < classes; k++) { sum += exp(x[first + k * cells] - largest); }
        let share = f32(job.batch * counted);
        for (var k = 0u; k < classes; k++) {
            let difference = x[first + k * cells] - largest;
            if k == label { loss = (log(sum) - difference) / share; }
            dx[first + k * cells] = (exp(difference) / sum - select(0f, 1f, k == label)) / share;
        }
    } else {
        // ∞ − ∞, or a NaN.
        loss = nan_of(largest);
        for (var k = 0u; k < classes; k++) { dx[first + k * cells] = loss; }
    }
    y[2 * at] = loss;
    y[2 * at + 1] = select(0f, 1f, label == best);
}

@compute @workgroup_size(GROUP)
fn weighted(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * cells { return; }
    let values = f32(job.batch * cells);
    let error = x[at] - bitcast<f32>(table[2 * at]);
    let weight = bitcast<f32>(table[2 * at + 1]);
    if kind == 2 {
        let own = weight / values * huber(error);
        y[2 * at] = own.x;
        dx[at] = own.y;
    } else {
        y[2 * at] = weight * (error / values) * error;
        dx[at] = 2 / values * weight * error;
    }
    // No value is right or wrong.
    y[2 * at + 1] = 0;
}

@compute @workgroup_size(GROUP)
fn reconstruction(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * cells { return; }
    let samples = f32(job.batch);
    let output = x[at];
    let wanted = bitcast<f32>(table[at]);
    let k = at % cells;
    var loss = 0f;
    var slope = 0f;
    if k < cells - 2 * latent {
        if kind == 1 {
            loss = (output - wanted) * (output - wanted);
            slope = 2 * (output - wanted);
        } else if kind == 2 {
            let own = huber(output - wanted);
            loss = own.x;
            slope = own.y;
        } else {
            let e = exp(-abs(output));
            loss = max(output, 0f) - output * wanted + log(1 + e);
            slope = select(e, 1f, output >= 0) / (1 + e) - wanted;
        }
    } else if k < cells - latent {
        loss = wanted * 0.5 * output * output;
        slope = wanted * output;
    } else {
        let variance = exp(output);
        loss = wanted * 0.5 * (variance - 1 - output);
        slope = wanted * 0.5 * (variance - 1);
    }
    y[2 * at] = loss / samples;
    // No value is right or wrong.
    y[2 * at + 1] = 0;
    dx[at] = slope / samples;
}
