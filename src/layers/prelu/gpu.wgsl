// A ReLU whose slopes are learnt: one thread for each value, and one workgroup for each slope's gradient.

override channels: u32 = 1;
override area: u32 = 1;
/// As many as channels, or one for all.
override slopes: u32 = 1;

fn slope_of(i: u32) -> f32 {
    return params[node.params_at + i / area % channels % slopes];
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    y[i] = select(slope_of(i) * x[i], x[i], x[i] > 0);
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    dx[i] += select(slope_of(i) * dy[i], dy[i], x[i] > 0);
}

@compute @workgroup_size(sum_threads)
fn slope_gradient(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let own = linear(group, groups);
    if own >= slopes { return; }
    // Shared by all channels, it looks at all of a sample.
    let each = channels / slopes * area;
    var sum = 0f;
    for (var i = index; i < job.batch * each; i += sum_threads) {
        let at = i / each * channels * area + own * area + i % each;
        sum += select(x[at] * dy[at], 0f, x[at] > 0);
    }
    let total = sum_of_all(index, vec2f(sum, 0)).x;
    if index == 0 { dparams[node.params_at + own] += total; }
}
