// Softmax over the channels of each pixel: one thread for each pixel.

override channels: u32 = 1;
override area: u32 = 1;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let pixel = linear(group, count) * GROUP + index;
    if pixel >= job.batch * area { return; }
    let first = pixel / area * channels * area + pixel % area;
    var largest = x[first];
    for (var c = 1u; c < channels; c++) {
        let value = x[first + c * area];
        if exceeds(value, largest) { largest = value; }
    }
    if !is_finite(largest) {
        // ∞ − ∞, or a NaN: nothing is left to divide by.
        for (var c = 0u; c < channels; c++) { y[first + c * area] = nan_of(largest); }
        return;
    }
    var sum = 0f;
    for (var c = 0u; c < channels; c++) {
        let e = exp(x[first + c * area] - largest);
        y[first + c * area] = e;
        sum += e;
    }
    for (var c = 0u; c < channels; c++) {
        y[first + c * area] /= sum;
    }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let pixel = linear(group, count) * GROUP + index;
    if pixel >= job.batch * area { return; }
    let first = pixel / area * channels * area + pixel % area;
    var mean = 0f;
    for (var c = 0u; c < channels; c++) {
        mean += y[first + c * area] * dy[first + c * area];
    }
    for (var c = 0u; c < channels; c++) {
        let i = first + c * area;
        dx[i] += y[i] * (dy[i] - mean);
    }
}
