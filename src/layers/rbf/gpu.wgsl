// Squared distances from codes of −1 and 1, as in cpu.rs. The table holds them as 0 and 1, one after the other.

override codes: u32 = 1;
override values: u32 = 1;

/// How far value `i` of a sample is from what code `o` expects.
fn difference(sample: u32, o: u32, i: u32) -> f32 {
    return x[sample * values + i] + 1 - 2 * f32(table[o * values + i]);
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * codes { return; }
    var sum = 0f;
    for (var i = 0u; i < values; i++) {
        let d = difference(at / codes, at % codes, i);
        sum += d * d;
    }
    y[at] = -sum;
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * values { return; }
    let sample = at / values;
    var sum = 0f;
    for (var o = 0u; o < codes; o++) {
        sum += difference(sample, o, at % values) * dy[sample * codes + o];
    }
    dx[at] -= 2 * sum;
}
