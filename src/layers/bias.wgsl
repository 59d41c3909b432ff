// The gradient of a bias: the sum of dy over the samples and the positions of a channel. One workgroup for each channel.

override bias_channels: u32 = 1;
override bias_area: u32 = 1;
/// Where the bias begins among the layer's parameters.
override bias_at: u32 = 0;

var<workgroup> bias_sums: array<f32, 64>;

@compute @workgroup_size(64)
fn bias_gradient(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, count);
    var sum = 0f;
    if channel < bias_channels {
        for (var i = index; i < job.batch * bias_area; i += 64) {
            sum += dy[(i / bias_area * bias_channels + channel) * bias_area + i % bias_area];
        }
    }
    bias_sums[index] = sum;
    for (var half = 32u; half > 0; half /= 2) {
        workgroupBarrier();
        if index < half { bias_sums[index] += bias_sums[index + half]; }
    }
    if index == 0 && channel < bias_channels { dparams[node.params_at + bias_at + channel] += bias_sums[0]; }
}
