// The product of two inputs, of which kernels see one at a time. Saved are both, those of the first before those of the second.

override first_length: u32 = 1;
override second_length: u32 = 1;
/// How many values of the first one value of the second multiplies.
override each: u32 = 1;

@compute @workgroup_size(GROUP)
fn save_first(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * first_length { saved[node.saved_at + i] = x[i]; }
}

/// Here `x` is the second input.
@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * first_length { return; }
    y[i] = saved[node.saved_at + i] * x[i / each];
    if i % each == 0 { saved[node.saved_at + job.batch * first_length + i / each] = x[i / each]; }
}

@compute @workgroup_size(GROUP)
fn backward_first(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * first_length { dx[i] += dy[i] * saved[node.saved_at + job.batch * first_length + i / each]; }
}

@compute @workgroup_size(GROUP)
fn backward_second(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * second_length { return; }
    var sum = 0f;
    for (var at = i * each; at < (i + 1) * each; at++) { sum += dy[at] * saved[node.saved_at + at]; }
    dx[i] += sum;
}
