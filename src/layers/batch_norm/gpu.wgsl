// Batch normalisation: one workgroup for each channel. Saved are the mean and 1/√(σ² + ε) of each channel; between the
// kernels of the backward pass go the means of dy and of dy · x̂.

override channels: u32 = 1;
override area: u32 = 1;
override eps: f32 = 0;
override momentum: f32 = 0;

/// Where value `i` of a channel, counted over all samples, lies.
fn place(channel: u32, i: u32) -> u32 {
    return (i / area * channels + channel) * area + i % area;
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, groups);
    if channel >= channels { return; }
    let count = job.batch * area;
    var mean = params[node.running_at + channel];
    let variance = params[node.running_at + channels + channel];
    var scale = 1 / sqrt(variance + eps);
    if job.training == 1 {
        var largest = 0f;
        for (var i = index; i < count; i += GROUP) { largest = larger_if_finite(largest, x[place(channel, i)]); }
        // Mean and variance of the smaller numbers x · shrink.
        let shrink = shrinking(largest_of_all(index, largest));
        // The first value is close to all others, so that their sum keeps its digits. ∞ − ∞ would make the mean NaN.
        let first = x[place(channel, 0)] * shrink.x;
        let origin = select(0f, first, is_finite(first));
        var sum = 0f;
        for (var i = index; i < count; i += GROUP) { sum += x[place(channel, i)] * shrink.x - origin; }
        let small_mean = origin + sum_of_all(index, vec2f(sum, 0)).x / f32(count);
        var squares = 0f;
        for (var i = index; i < count; i += GROUP) {
            let difference = x[place(channel, i)] * shrink.x - small_mean;
            squares += difference * difference;
        }
        let total = sum_of_all(index, vec2f(squares, 0)).x;
        let new_mean = small_mean * shrink.y;
        if index == 0 {
            params[node.running_at + channel] = mean + momentum * (new_mean - mean);
            let unbiased = total / f32(max(count, 2) - 1) * shrink.y * shrink.y;
            params[node.running_at + channels + channel] = variance + momentum * (unbiased - variance);
        }
        mean = new_mean;
        let small_variance = total / f32(count);
        let base = small_variance * shrink.y * shrink.y + eps;
        // A variance that is no finite number is far larger than ε.
        scale = select(shrink.x / sqrt(small_variance), 1 / sqrt(base), is_finite(base));
        // Equal values without an ε have nothing to be divided by.
        scale = select(scale, 0f, base == 0);
    }
    if index == 0 {
        saved[node.saved_at + channel] = mean;
        saved[node.saved_at + channels + channel] = scale;
    }
    let factor = params[node.params_at + channel] * scale;
    let bias = params[node.params_at + channels + channel];
    for (var i = index; i < count; i += GROUP) {
        let at = place(channel, i);
        y[at] = (x[at] - mean) * factor + bias;
    }
}

@compute @workgroup_size(GROUP)
fn sums(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, groups);
    if channel >= channels { return; }
    let count = job.batch * area;
    let mean = saved[node.saved_at + channel];
    let scale = saved[node.saved_at + channels + channel];
    var own = vec2f();
    for (var i = index; i < count; i += GROUP) {
        let at = place(channel, i);
        own += dy[at] * vec2f(1, (x[at] - mean) * scale);
    }
    let total = sum_of_all(index, own);
    if index == 0 {
        dparams[node.params_at + channel] += total.y;
        dparams[node.params_at + channels + channel] += total.x;
        // In training every x moves the mean and the variance too.
        saved[channel] = total.x / f32(count);
        saved[channels + channel] = total.y / f32(count);
    }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, groups) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let channel = i / area % channels;
    let mean = saved[node.saved_at + channel];
    let scale = saved[node.saved_at + channels + channel];
    var rest = dy[i];
    if job.training == 1 {
        let normal = (x[i] - mean) * scale;
        rest -= saved[channel] + normal * saved[channels + channel];
    }
    dx[i] += params[node.params_at + channel] * scale * rest;
}
