// Dropout: one thread for each value.

override rate: f32 = 0;
override length: u32 = 1;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    var factor = 1f;
    if trains() {
        let uniform_ = uniform_of(random64(own_seed(), i + 1));
        factor = select(1 / (1 - rate), 0f, uniform_ < rate);
    }
    saved[node.saved_at + i] = factor;
    y[i] = x[i] * factor;
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * length { dx[i] += dy[i] * saved[node.saved_at + i]; }
}
