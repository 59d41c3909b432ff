// The gradient of a bias: the sum of dy over the samples and the positions of a channel. One workgroup for each slice of a
// channel; the sums of several slices are added up afterwards.

override bias_channels: u32 = 1;
override bias_area: u32 = 1;
/// Where the bias begins among the layer's parameters.
override bias_at: u32 = 0;
override bias_slices: u32 = 1;

var<workgroup> bias_sums: array<f32, GROUP>;

@compute @workgroup_size(GROUP)
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
        for (var i = start + index; i < min(start + share, all); i += GROUP) {
            sum += dy[(i / bias_area * bias_channels + channel) * bias_area + i % bias_area];
        }
    }
    bias_sums[index] = sum;
    for (var half = GROUP / 2; half > 0; half /= 2) {
        workgroupBarrier();
        if index < half { bias_sums[index] += bias_sums[index + half]; }
    }
    if index > 0 || channel >= bias_channels { return; }
    if bias_slices == 1 {
        dparams[node.params_at + bias_at + channel] += bias_sums[0];
    } else {
        saved[part] = bias_sums[0];
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
