// The average of each channel: one thread for each channel forward, one for each value backward.

override channels: u32 = 1;
override area: u32 = 1;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, count) * GROUP + index;
    if channel >= job.batch * channels { return; }
    var sum = 0f;
    for (var i = 0u; i < area; i++) {
        sum += x[channel * area + i];
    }
    y[channel] = sum / f32(area);
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * channels * area { dx[i] += dy[i / area] / f32(area); }
}
