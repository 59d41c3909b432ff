// Gathers a batch: y are the samples of x whose numbers stand in `table`.

override length: u32 = 1;

@compute @workgroup_size(GROUP)
fn gather(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * length { y[i] = x[table[i / length] * length + i % length]; }
}
