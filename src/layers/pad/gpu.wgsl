// Padding: windows of one tap, whose positions are the padded cells.

override channels: u32 = 1;
override constant: f32 = 0;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let out = linear(group, count) * GROUP + index;
    if out >= job.batch * channels * out_area() { return; }
    let cell = table[out % out_area()];
    if cell == NONE {
        y[out] = constant;
    } else {
        y[out] = x[out / out_area() * area() + cell];
    }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area() { return; }
    let base = i / area() * out_area();
    var sum = 0f;
    for (var n = 0u; n < overlap; n++) {
        let position = table[positions_at + n * area() + i % area()];
        if position != NONE { sum += dy[base + position]; }
    }
    dx[i] += sum;
}
