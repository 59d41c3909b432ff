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
    /// Where the channels of the group begin; for OUTER, of the one channel.
    base: vec4u,
    row: vec4u,
    column: vec4u,
}

fn taps() -> u32 { return kernel_height * kernel_width; }
fn area() -> u32 { return height * width; }
fn out_area() -> u32 { return out_height * out_width; }

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

fn weight(group: u32, filter_: u32, k: u32) -> f32 {
    let o = group * filters + filter_;
    if masked && table[mask_at + o * channels + k / taps()] == 0 { return 0; }
    return params[params_at + o * channels * taps() + k];
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
    if way == GATHER { return weight(part, row, k); }
    if way == SCATTER { return weight(part, k / taps(), row * taps() + k % taps()); }
    let group = part % groups;
    return smaller(((k / out_area()) * groups * filters + group * filters + row) * out_area() + k % out_area());
}

fn places(part: u32, column: u32) -> Place {
    let four = vec4u(column) + vec4u(0, 1, 2, 3);
    if way == OUTER {
        let tap = four % taps();
        let group = part % groups;
        return Place((group * channels + four / taps()) * area(), tap / kernel_width, tap % kernel_width);
    }
    if way == GATHER {
        let p = four % out_area();
        let base = (four / out_area() * groups + part) * channels * area();
        return Place(base, p / out_width, p % out_width);
    }
    let q = four % area();
    return Place((four / area() * groups + part) * filters * out_area(), q / width, q % width);
}

/// The value under tap (u, v) of position (i, j) in the plane that begins at `base`.
fn gathered(base: u32, i: u32, j: u32, u: u32, v: u32) -> f32 {
    let row = row_source(i, u);
    let column = column_source(j, v);
    if row == NONE || column == NONE { return constant; }
    return larger(base + row * width + column);
}

/// The sum of the values whose tap (u, v) lies on (row, column), in the plane that begins at `base`.
fn scattered(base: u32, row: u32, column: u32, u: u32, v: u32) -> f32 {
    var sum = 0f;
    for (var m = 0u; m < row_overlap; m++) {
        let i = row_position(row, u, m);
        if i == NONE { continue; }
        for (var n = 0u; n < column_overlap; n++) {
            let j = column_position(column, v, n);
            if j != NONE { sum += smaller(base + i * out_width + j); }
        }
    }
    return sum;
}

fn right(part: u32, k: u32, place: Place) -> vec4f {
    let at = place;
    if way == OUTER {
        let p = k % out_area();
        let i = p / out_width;
        let j = p % out_width;
        let base = at.base + k / out_area() * groups * channels * area();
        return vec4f(
            gathered(base.x, i, j, at.row.x, at.column.x),
            gathered(base.y, i, j, at.row.y, at.column.y),
            gathered(base.z, i, j, at.row.z, at.column.z),
            gathered(base.w, i, j, at.row.w, at.column.w),
        );
    }
    let tap = k % taps();
    let u = tap / kernel_width;
    let v = tap % kernel_width;
    if way == GATHER {
        let base = at.base + k / taps() * area();
        return vec4f(
            gathered(base.x, at.row.x, at.column.x, u, v),
            gathered(base.y, at.row.y, at.column.y, u, v),
            gathered(base.z, at.row.z, at.column.z, u, v),
            gathered(base.w, at.row.w, at.column.w, u, v),
        );
    }
    let base = at.base + k / taps() * out_area();
    return vec4f(
        scattered(base.x, at.row.x, at.column.x, u, v),
        scattered(base.y, at.row.y, at.column.y, u, v),
        scattered(base.z, at.row.z, at.column.z, u, v),
        scattered(base.w, at.row.w, at.column.w, u, v),
    );
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
