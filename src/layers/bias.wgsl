// The gradient of a bias: the sum of dy over the samples and the positions of a channel. One workgroup for each slice of a
// channel; the sums of several slices are added up afterwards.

override bias_channels: u32 = 1;
override bias_area: u32 = 1;
/// Where the bias begins among the layer's parameters.
override bias_at: u32 = 0;
override bias_slices: u32 = 1;

@compute @workgroup_size(sum_threads)
fn bias_gradient(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let part = linear(group, count);
    let channel = part / bias_slices;
    var sum = 0f;
    if channel < bias_channels {
        let all = job.batch * bias_area;
        let share = (all + bias_slices - 1) / bias_slices;
        let start = part % bias_slices * share;
        for (var i = start + index; i < min(start + share, all); i += sum_threads) {
            sum += dy[(i / bias_area * bias_channels + channel) * bias_area + i % bias_area];
        }
    }
    let total = sum_of_all(index, vec2f(sum, 0)).x;
    if index > 0 || channel >= bias_channels { return; }
    if bias_slices == 1 {
        dparams[node.params_at + bias_at + channel] += total;
    } else {
        saved[part] = total;
    }
}

@compute @workgroup_size(GROUP)
fn collect_bias(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, count) * GROUP + index;
    if channel >= bias_channels { return; }
    var sum = 0f;
    for (var slice = 0u; slice < bias_slices; slice++) { sum += saved[channel * bias_slices + slice]; }
    dparams[node.params_at + bias_at + channel] += sum;
}
