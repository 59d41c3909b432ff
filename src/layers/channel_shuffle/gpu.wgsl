// A thread for each value: forward of the output, backward of the input.

override channels: u32 = 1;
override area: u32 = 1;
override groups: u32 = 1;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let to = i / area % channels;
    let source = to % groups * (channels / groups) + to / groups;
    y[i] = x[i + source * area - to * area];
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let each = channels / groups;
    let source = i / area % channels;
    let to = source % each * groups + source / each;
    dx[i] += dy[i + to * area - source * area];
}
