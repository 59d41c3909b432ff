// Local response normalisation: one thread for each value. Saved is the base of its power.

override channels: u32 = 1;
override area: u32 = 1;
override size: u32 = 1;
/// α / size.
override share: f32 = 0;
override beta: f32 = 0;
override base: f32 = 0;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let channel = i / area % channels;
    let first = i - channel * area;
    let last = min(channel + (size - 1) / 2, channels - 1);
    var sum = 0f;
    for (var c = channel - min(channel, size / 2); c <= last; c++) {
        sum += x[first + c * area] * x[first + c * area];
    }
    let own = base + share * sum;
    saved[node.saved_at + i] = own;
    // A power may lose a NaN.
    y[i] = select(x[i] * pow(own, -beta), own, is_nan(own));
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let channel = i / area % channels;
    let first = i - channel * area;
    // The channels that count this one: forward's neighbourhood, mirrored.
    let last = min(channel + size / 2, channels - 1);
    var sum = 0f;
    for (var c = channel - min(channel, (size - 1) / 2); c <= last; c++) {
        let at = first + c * area;
        sum += dy[at] * y[at] / saved[node.saved_at + at];
    }
    let own = saved[node.saved_at + i];
    dx[i] += select(dy[i] * pow(own, -beta), own, is_nan(own)) - 2 * share * beta * x[i] * sum;
}
