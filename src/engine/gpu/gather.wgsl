// Gathers a batch: y are the samples whose indices `table` begins with. Behind them, from byte `first` on, it holds all
// samples, a byte for each value.

override length: u32 = 1;
override first: u32 = 0;
override divisor: f32 = 1;
override offset: f32 = 0;

@compute @workgroup_size(GROUP)
fn gather(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    let at = first + table[i / length] * length + i % length;
    let byte = (table[at / 4] >> (8 * (at % 4))) & 255;
    y[i] = f32(byte) / divisor + offset;
}
