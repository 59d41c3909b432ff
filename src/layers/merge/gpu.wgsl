// One input's part in a merge: `length` values of each sample go to `start` among the output's `out_length`.

override length: u32 = 1;
override out_length: u32 = 1;
override start: u32 = 0;
/// Whether the values are added to those of the inputs before.
override adds: bool = false;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    let at = i / length * out_length + start + i % length;
    if adds { y[at] += x[i]; } else { y[at] = x[i]; }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * length { dx[i] += dy[i / length * out_length + start + i % length]; }
}
