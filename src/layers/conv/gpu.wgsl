// Convolutions as matrix products whose matrices are never written down. The larger side has `channels` channels of
// height × width in each group (a convolution's input, a transposed one's output), the smaller side `filters` of
// out_height × out_width.

override way: u32 = 0;
override groups: u32 = 1;
override channels: u32 = 1;
override filters: u32 = 1;
override transposed: bool = false;
override biased: bool = false;
/// The table ends with which channels each filter sees.
override masked: bool = false;
override mask_at: u32 = 0;
/// The value of padded cells that come from nowhere.
override constant: f32 = 0;
/// Parts into which the sums of the weights' gradient are divided.
override slices: u32 = 1;

/// smaller[o][p] = Σ over k weight[o][k] · larger[k at p], k = (channel, tap).
const GATHER = 0u;
/// larger[c][q] = Σ over k weight[k][c] · smaller[k at q], k = (filter, tap).
const SCATTER = 1u;
/// dweight[o][k] = Σ over p smaller[o][p] · larger[k at p].
const OUTER = 2u;

struct Place {
    /// Where the channels of the group begin; for OUTER, the one channel.
    base: vec4u,
    /// Where the table tells of the position, the cell, or for OUTER of the tap.
    at: vec4u,
}


fn rows() -> u32 {
    return select(filters, channels, way == SCATTER);
}

fn columns() -> u32 {
    if way == OUTER { return channels * taps(); }
    return job.batch * select(out_area(), area(), way == SCATTER);
}

fn depths(part: u32) -> vec2u {
    if way == GATHER { return vec2u(0, channels * taps()); }
    if way == SCATTER { return vec2u(0, filters * taps()); }
    let all = job.batch * out_area();
    let share = (all + slices - 1) / slices;
    let start = min(part / groups * share, all);
    return vec2u(start, min(start + share, all));
}

/// The weight of tap `tap` of channel `channel` in filter `filter_` of a group.
fn weight(group: u32, filter_: u32, channel: u32, tap: u32) -> f32 {
    let kernel = (group * filters + filter_) * channels + channel;
    if masked && table[mask_at + kernel] == 0 { return 0; }
    return params[params_at + kernel * taps() + tap];
}

fn larger(i: u32) -> f32 {
    if transposed { return dy[i]; }
    return x[i];
}

fn smaller(i: u32) -> f32 {
    if transposed { return x[i]; }
    return dy[i];
}

fn left(part: u32, row: u32, k: u32) -> f32 {
    if way == OUTER {
        let sample = quotient(k, out_area());
        let channel = (sample * groups + part % groups) * filters + row;
        return smaller(channel * out_area() + k - sample * out_area());
    }
    // Far fewer than `quotient` looks out for.
    let other = u32((f32(k) + 0.5) / f32(taps()));
    let tap = k - other * taps();
    if way == GATHER { return weight(part, row, other, tap); }
    return weight(part, other, row, tap);
}

fn places(part: u32, column: u32) -> Place {
    let four = vec4u(column) + vec4u(0, 1, 2, 3);
    if way == OUTER {
        let channel = four / taps();
        return Place((part % groups * channels + channel) * area(), four - channel * taps());
    }
    if way == GATHER {
        let sample = four / out_area();
        return Place((sample * groups + part) * channels * area(), (four - sample * out_area()) * taps());
    }
    let sample = four / area();
    let cell = four - sample * area();
    return Place((sample * groups + part) * filters * out_area(), cell * taps() * overlap);
}

/// The value that is read at `at` in the table, in the plane that begins at `base`.
fn gathered(base: u32, at: u32) -> f32 {
    let source = table[at];
    if skips_padding { return select(no_padding(larger(base + select(source, 0u, source == NONE))), PADDING, source == NONE); }
    // Both are worked out: a choice between values costs less than a jump that some threads take.
    return select(larger(base + select(source, 0u, source == NONE)), constant, source == NONE);
}

/// The sum of the values whose positions stand from `at` on in the table, in the plane that begins at `base`.
fn scattered(base: u32, at: u32) -> f32 {
    var sum = 0f;
    if overlap == 1 {
        let position = table[positions_at + at];
        return select(smaller(base + select(position, 0u, position == NONE)), 0f, position == NONE);
    }
    for (var n = 0u; n < overlap; n++) {
        let position = table[positions_at + at + n];
        sum += select(smaller(base + select(position, 0u, position == NONE)), 0f, position == NONE);
    }
    return sum;
}

fn right(part: u32, k: u32, place: Place) -> vec4f {
    if way == OUTER {
        let sample = quotient(k, out_area());
        let base = place.base + sample * groups * channels * area();
        let at = place.at + (k - sample * out_area()) * taps();
        return vec4f(gathered(base.x, at.x), gathered(base.y, at.y), gathered(base.z, at.z), gathered(base.w, at.w));
    }
    // Far fewer than `quotient` looks out for.
    let other = u32((f32(k) + 0.5) / f32(taps()));
    let tap = k - other * taps();
    if way == GATHER {
        let base = place.base + other * area();
        let at = place.at + tap;
        return vec4f(gathered(base.x, at.x), gathered(base.y, at.y), gathered(base.z, at.z), gathered(base.w, at.w));
    }
    let base = place.base + other * out_area();
    let at = place.at + tap * overlap;
    return vec4f(scattered(base.x, at.x), scattered(base.y, at.y), scattered(base.z, at.z), scattered(base.w, at.w));
}

fn store(part: u32, row: u32, column: u32, sum: f32) {
    if way == OUTER {
        let weights = groups * filters * channels * taps();
        let at = (part % groups * filters + row) * channels * taps() + column;
        saved[part / groups * weights + at] = sum;
        return;
    }
    let plane = select(out_area(), area(), way == SCATTER);
    let channel = part * rows() + row;
    let at = (column / plane * groups * rows() + channel) * plane + column % plane;
    if transposed == (way == GATHER) {
        dx[at] += sum;
    } else if biased {
        y[at] = sum + params[params_at + groups * filters * channels * taps() + channel];
    } else {
        y[at] = sum;
    }
}

/// Adds up the slices of the weights' gradient.
@compute @workgroup_size(GROUP)
fn collect(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let weights = groups * filters * channels * taps();
    let at = linear(group, count) * GROUP + index;
    if at >= weights { return; }
    if masked && table[mask_at + at / taps()] == 0 { return; }
    var sum = 0f;
    for (var slice = 0u; slice < slices; slice++) {
        sum += saved[slice * weights + at];
    }
    dparams[params_at + at] += sum;
}
