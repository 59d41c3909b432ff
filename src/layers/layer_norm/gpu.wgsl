// Layer normalisation: one workgroup for each sample. Saved are its mean and 1/√(σ² + ε).

override length: u32 = 1;
override eps: f32 = 0;

@compute @workgroup_size(sum_threads)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let sample = linear(group, count);
    if sample >= job.batch { return; }
    let first = sample * length;
    var largest = 0f;
    for (var i = index; i < length; i += sum_threads) { largest = larger_if_finite(largest, x[first + i]); }
    // Mean and variance of the smaller numbers x · shrink.
    let shrink = shrinking(largest_of_all(index, largest));
    // The first value is close to all others, so that their sum keeps its digits.
    let origin = x[first] * shrink.x;
    var sum = 0f;
    for (var i = index; i < length; i += sum_threads) { sum += x[first + i] * shrink.x - origin; }
    let small_mean = origin + sum_of_all(index, vec2f(sum, 0)).x / f32(length);
    var squares = 0f;
    for (var i = index; i < length; i += sum_threads) {
        let difference = x[first + i] * shrink.x - small_mean;
        squares += difference * difference;
    }
    let small_variance = sum_of_all(index, vec2f(squares, 0)).x / f32(length);
    let base = small_variance * shrink.y * shrink.y + eps;
    // A variance that is no finite number is far larger than ε.
    let scale = select(shrink.x / sqrt(small_variance), 1 / sqrt(base), is_finite(base));
    let mean = small_mean * shrink.y;
    if index == 0 {
        saved[node.saved_at + 2 * sample] = mean;
        saved[node.saved_at + 2 * sample + 1] = scale;
    }
    for (var i = index; i < length; i += sum_threads) {
        y[first + i] = params[node.params_at + i] * (x[first + i] - mean) * scale + params[node.params_at + length + i];
    }
}

@compute @workgroup_size(sum_threads)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let sample = linear(group, count);
    if sample >= job.batch { return; }
    let first = sample * length;
    let mean = saved[node.saved_at + 2 * sample];
    let scale = saved[node.saved_at + 2 * sample + 1];
    var own = vec2f();
    for (var i = index; i < length; i += sum_threads) {
        own += params[node.params_at + i] * dy[first + i] * vec2f(1, (x[first + i] - mean) * scale);
    }
    // Every x moves the mean and the variance too.
    let means = sum_of_all(index, own) / f32(length);
    for (var i = index; i < length; i += sum_threads) {
        let normal = (x[first + i] - mean) * scale;
        dx[first + i] += scale * (params[node.params_at + i] * dy[first + i] - means.x - normal * means.y);
    }
}

@compute @workgroup_size(GROUP)
fn sums(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= length { return; }
    var weight = 0f;
    var bias = 0f;
    for (var sample = 0u; sample < job.batch; sample++) {
        let at = sample * length + i;
        weight += dy[at] * (x[at] - saved[node.saved_at + 2 * sample]) * saved[node.saved_at + 2 * sample + 1];
        bias += dy[at];
    }
    dparams[node.params_at + i] += weight;
    dparams[node.params_at + length + i] += bias;
}
