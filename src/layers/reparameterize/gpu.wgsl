// Reparameterization: one thread for each value of z. The noise is what `Random::normal` draws one after the other, from two numbers
// each.

override length: u32 = 1;

/// cos(2π turns) for turns from 0 to 1. The device's own cosine may be off by 2⁻¹¹.
fn cos_of_turns(turns: f32) -> f32 {
    // The angle's distance to the nearest half turn, where the series converges fast.
    let to_half = abs(turns - 0.5);
    let reflected = to_half > 0.25;
    let x = 6.2831855 * select(to_half, 0.5 - to_half, reflected);
    let s = x * x;
    let series = 1 + s * (-0.5 + s * (0.041666668 + s * (-0.0013888889 + s * (0.000024801588 + s * (-2.7557319e-7 + s * 2.0876757e-9)))));
    return select(-series, series, reflected);
}

/// The `n`th number, from 0 on, that is normally distributed.
fn normal(n: u32) -> f32 {
    let seed = own_seed();
    let radius = sqrt(-2 * log(1 - uniform_of(random64(seed, 2 * n + 1))));
    return radius * cos_of_turns(uniform_of(random64(seed, 2 * n + 2)));
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    let mean_at = i / length * 2 * length + i % length;
    var noise = 0f;
    if trains() { noise = exp(0.5 * x[mean_at + length]) * normal(i); }
    saved[node.saved_at + i] = noise;
    y[i] = x[mean_at] + noise;
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    let mean_at = i / length * 2 * length + i % length;
    dx[mean_at] += dy[i];
    dx[mean_at + length] += 0.5 * saved[node.saved_at + i] * dy[i];
}
