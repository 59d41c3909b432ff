// Batch normalisation: one workgroup for each slice of a channel, that is of its values counted over all samples. Saved are
// the mean and 1/√(σ² + ε) of each channel. Between the kernels go two numbers for each slice, then a third one; then three
// for each channel: forward the mean of the smaller numbers x · shrink, shrink and its inverse, backward the means of dy
// and of dy · x̂.

override channels: u32 = 1;
override area: u32 = 1;
override eps: f32 = 0;
override momentum: f32 = 0;
override slices: u32 = 1;
override thirds_at = 2 * channels * slices;
override whole_at = 3 * channels * slices;

/// Where value `i` of a channel lies.
fn place(channel: u32, i: u32) -> u32 {
    let sample = i / area;
    return (sample * channels + channel) * area + i - sample * area;
}

/// The values of a slice: from x to below y.
fn slice_of(part: u32) -> vec2u {
    let count = job.batch * area;
    let share = (count + slices - 1) / slices;
    let start = min(part % slices * share, count);
    return vec2u(start, min(start + share, count));
}

/// A value that is close to all others of the channel, so that sums of differences to it keep their digits. ∞ − ∞ would make
/// the mean NaN.
fn origin_of(channel: u32, shrink: f32) -> f32 {
    let first = x[place(channel, 0)] * shrink;
    return select(0f, first, is_finite(first));
}

/// In training: the largest value of each slice, and its sum.
@compute @workgroup_size(sum_threads)
fn look(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let part = linear(group, groups);
    let channel = part / slices;
    if channel >= channels || !trains() { return; }
    let slice = slice_of(part);
    let origin = origin_of(channel, 1);
    var largest = 0f;
    var sum = 0f;
    for (var i = slice.x + index; i < slice.y; i += sum_threads) {
        let value = x[place(channel, i)];
        largest = larger_if_finite(largest, value);
        sum += value - origin;
    }
    let all = vec2f(largest_of_all(index, largest), sum_of_all(index, vec2f(sum, 0)).x);
    if index == 0 {
        saved[2 * part] = all.x;
        saved[2 * part + 1] = all.y;
    }
}

/// In training: the mean of each channel, and the sum of squares around it of each slice.
@compute @workgroup_size(sum_threads)
fn spread(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let part = linear(group, groups);
    let channel = part / slices;
    if channel >= channels || !trains() { return; }
    let first = 2 * channel * slices;
    var largest = 0f;
    for (var i = index; i < slices; i += sum_threads) { largest = max(largest, saved[first + 2 * i]); }
    let shrink = shrinking(largest_of_all(index, largest));
    let origin = origin_of(channel, shrink.x);
    let count = job.batch * area;
    var own = 0f;
    if shrink.x == 1 {
        for (var i = index; i < slices; i += sum_threads) { own += saved[first + 2 * i + 1]; }
    } else {
        // The sums of such values may be infinite.
        for (var i = index; i < count; i += sum_threads) { own += x[place(channel, i)] * shrink.x - origin; }
    }
    let mean = origin + sum_of_all(index, vec2f(own, 0)).x / f32(count);
    let slice = slice_of(part);
    var squares = 0f;
    for (var i = slice.x + index; i < slice.y; i += sum_threads) {
        let difference = x[place(channel, i)] * shrink.x - mean;
        squares += difference * difference;
    }
    let total = sum_of_all(index, vec2f(squares, 0)).x;
    if index == 0 {
        saved[thirds_at + part] = total;
        if part % slices == 0 {
            saved[whole_at + 3 * channel] = mean;
            saved[whole_at + 3 * channel + 1] = shrink.x;
            saved[whole_at + 3 * channel + 2] = shrink.y;
        }
    }
}

@compute @workgroup_size(sum_threads)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let part = linear(group, groups);
    let channel = part / slices;
    if channel >= channels { return; }
    let count = job.batch * area;
    var mean = 0f;
    var scale = 0f;
    if trains() {
        var squares = 0f;
        for (var i = index; i < slices; i += sum_threads) { squares += saved[thirds_at + channel * slices + i]; }
        let total = sum_of_all(index, vec2f(squares, 0)).x;
        let shrink = vec2f(saved[whole_at + 3 * channel + 1], saved[whole_at + 3 * channel + 2]);
        mean = saved[whole_at + 3 * channel] * shrink.y;
        if index == 0 && part % slices == 0 {
            let at = node.running_at + channel;
            params[at] += momentum * (mean - params[at]);
            let unbiased = total / f32(max(count, 2) - 1) * shrink.y * shrink.y;
            params[at + channels] += momentum * (unbiased - params[at + channels]);
        }
        let small_variance = total / f32(count);
        let base = small_variance * shrink.y * shrink.y + eps;
        // A variance that is no finite number is far larger than ε.
        scale = select(shrink.x / sqrt(small_variance), 1 / sqrt(base), is_finite(base));
        // Equal values without an ε have nothing to be divided by.
        scale = select(scale, 0f, base == 0);
    } else {
        mean = params[node.running_at + channel];
        scale = 1 / sqrt(params[node.running_at + channels + channel] + eps);
    }
    if index == 0 && part % slices == 0 {
        saved[node.saved_at + channel] = mean;
        saved[node.saved_at + channels + channel] = scale;
    }
    let factor = params[node.params_at + channel] * scale;
    let bias = params[node.params_at + channels + channel];
    let slice = slice_of(part);
    for (var i = slice.x + index; i < slice.y; i += sum_threads) {
        let at = place(channel, i);
        y[at] = (x[at] - mean) * factor + bias;
    }
}

/// The sums of dy and of dy · x̂ over each slice.
@compute @workgroup_size(sum_threads)
fn sums(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let part = linear(group, groups);
    let channel = part / slices;
    if channel >= channels { return; }
    let mean = saved[node.saved_at + channel];
    let scale = saved[node.saved_at + channels + channel];
    let slice = slice_of(part);
    var own = vec2f();
    for (var i = slice.x + index; i < slice.y; i += sum_threads) {
        let at = place(channel, i);
        own += dy[at] * vec2f(1, (x[at] - mean) * scale);
    }
    let total = sum_of_all(index, own);
    if index == 0 {
        saved[2 * part] = total.x;
        saved[2 * part + 1] = total.y;
    }
}

/// Adds up the slices, one workgroup for each channel.
@compute @workgroup_size(sum_threads)
fn collect(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let channel = linear(group, groups);
    if channel >= channels { return; }
    let first = 2 * channel * slices;
    var own = vec2f();
    for (var i = index; i < slices; i += sum_threads) { own += vec2f(saved[first + 2 * i], saved[first + 2 * i + 1]); }
    let total = sum_of_all(index, own);
    if index == 0 {
        dparams[node.params_at + channel] += total.y;
        dparams[node.params_at + channels + channel] += total.x;
        // In training every x moves the mean and the variance too.
        saved[whole_at + 3 * channel] = total.x / f32(job.batch * area);
        saved[whole_at + 3 * channel + 1] = total.y / f32(job.batch * area);
    }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, groups) * GROUP + index;
    if i >= job.batch * channels * area { return; }
    let channel = i / area % channels;
    let mean = saved[node.saved_at + channel];
    let scale = saved[node.saved_at + channels + channel];
    var rest = dy[i];
    if trains() {
        let normal = (x[i] - mean) * scale;
        rest -= saved[whole_at + 3 * channel] + normal * saved[whole_at + 3 * channel + 1];
    }
    dx[i] += params[node.params_at + channel] * scale * rest;
}
