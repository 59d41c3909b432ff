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

// The cells of the larger side that SCATTER is about stand in the table from `cells_at` on. The taps that read any of them are
// those in `slot_count` places of the list of taps, which begins at `slots_at`, from `first_slot` on.
override cell_count: u32 = 1;
override cells_at: u32 = 0;
override slot_count: u32 = 1;
override first_slot: u32 = 0;
override slots_at: u32 = 0;

/// smaller[o][p] = Σ over k weight[o][k] · larger[k at p], k = (tap, channel).
const GATHER = 0u;
/// larger[c][q] = Σ over k weight[k][c] · smaller[k at q], k = (slot of a tap, filter).
const SCATTER = 1u;
/// dweight[o][k] = Σ over p smaller[o][p] · larger[k at p], k = (tap, channel), p = (sample, position).
const OUTER = 2u;

struct Place {
    /// Where the channels of the group begin; for OUTER, the channel.
    base: u32,
    /// The position, the number of the cell, or for OUTER where the table tells of the tap.
    at: u32,
}

fn rows() -> u32 {
    return select(filters, channels, way == SCATTER);
}

fn columns() -> u32 {
    if way == OUTER { return channels * taps(); }
    return job.batch * select(out_area(), cell_count, way == SCATTER);
}

fn depths(part: u32) -> vec2u {
    if way == GATHER { return vec2u(0, channels * taps()); }
    if way == SCATTER { return vec2u(0, filters * slot_count); }
    let all = job.batch * out_area();
    let share = (all + slices * 8 - 1) / (slices * 8) * 8;
    let start = min(part / groups * share, all);
    return vec2u(start, min(start + share, all));
}

fn period() -> u32 {
    if way == GATHER { return channels; }
    return select(out_area(), filters, way == SCATTER);
}

fn larger(i: u32) -> f32 {
    if transposed { return dy[i]; }
    return x[i];
}

fn smaller(i: u32) -> f32 {
    if transposed { return x[i]; }
    return dy[i];
}

fn weights() -> u32 { return groups * filters * channels * taps(); }

/// Writes the weights down as the products read them: `saved` gets them in the order of slots or taps, groups, what the sums
/// run over, and what they do not.
@compute @workgroup_size(GROUP)
fn pack(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    let kernels = groups * filters * channels;
    let slot = i / kernels;
    if slot >= slot_count { return; }
    let inner = i % rows();
    let outer = i / rows() % period();
    let filter_ = select(inner, outer, way == SCATTER);
    let channel = select(outer, inner, way == SCATTER);
    let kernel = (i % kernels / (filters * channels) * filters + filter_) * channels + channel;
    var tap = slot;
    if way == SCATTER { tap = table[slots_at + slot]; }
    if masked && table[mask_at + kernel] == 0 {
        saved[i] = 0;
    } else {
        saved[i] = params[node.params_at + kernel * taps() + tap];
    }
}

fn left(part: u32, row: u32, k: Cursor) -> f32 {
    if way == OUTER {
        return smaller(((k.major * groups + part % groups) * filters + row) * out_area() + k.minor);
    }
    let slot = k.major + select(0u, first_slot, way == SCATTER);
    return saved[((slot * groups + part) * period() + k.minor) * rows() + row];
}

fn place_of(part: u32, column: u32) -> Place {
    if way == OUTER {
        let tap = column / channels;
        return Place((part % groups * channels + column - tap * channels) * area(), tap * out_area());
    }
    if way == GATHER {
        let sample = column / out_area();
        return Place((sample * groups + part) * channels * area(), column - sample * out_area());
    }
    let sample = column / cell_count;
    return Place((sample * groups + part) * filters * out_area(), column - sample * cell_count);
}

fn beside(place: Place) -> Place {
    return Place(place.base + area(), place.at);
}

fn look(place: Place, k: Cursor) -> u32 {
    if way == OUTER { return table[place.at + k.minor]; }
    if way == GATHER { return table[k.major * out_area() + place.at]; }
    return table[positions_at + k.major * overlap * cell_count + place.at];
}

fn right(place: Place, looked: u32, k: Cursor) -> f32 {
    if way == OUTER { return gathered(place.base + k.major * groups * channels * area(), looked); }
    if way == GATHER { return gathered(place.base + k.minor * area(), looked); }
    let base = place.base + k.minor * out_area();
    var sum = scattered(base, looked);
    for (var n = 1u; n < overlap; n++) {
        sum += scattered(base, table[positions_at + (k.major * overlap + n) * cell_count + place.at]);
    }
    return sum;
}

/// The value of the larger side in cell `source` of the plane that begins at `base`.
fn gathered(base: u32, source: u32) -> f32 {
    // Both are worked out: a choice between values costs less than a jump that some threads take.
    let value = larger(base + select(source, 0u, source == NONE));
    return select(value, constant, source == NONE);
}

/// The value of the smaller side at `position` of the plane that begins at `base`.
fn scattered(base: u32, position: u32) -> f32 {
    return select(smaller(base + select(position, 0u, position == NONE)), 0f, position == NONE);
}

fn target_of(part: u32, column: u32) -> u32 {
    if way == OUTER {
        return part / groups * weights() + part % groups * filters * channels * taps() + column;
    }
    if way == GATHER {
        let sample = column / out_area();
        return (sample * groups + part) * filters * out_area() + column - sample * out_area();
    }
    let sample = column / cell_count;
    return (sample * groups + part) * channels * area() + table[cells_at + column - sample * cell_count];
}

fn store(part: u32, row: u32, first: u32, sum: f32) {
    if way == OUTER {
        saved[first + row * channels * taps()] = sum;
        return;
    }
    let at = first + row * select(out_area(), area(), way == SCATTER);
    if transposed == (way == GATHER) {
        dx[at] += sum;
    } else if biased {
        y[at] = sum + params[node.params_at + weights() + part * rows() + row];
    } else {
        y[at] = sum;
    }
}

/// Weights whose slices a workgroup adds up, and threads for each.
const COLLECTED = 64u;
const COLLECTORS = GROUP / COLLECTED;
var<workgroup> collected: array<f32, GROUP>;

/// Adds up the slices of the weights' gradient.
@compute @workgroup_size(GROUP)
fn collect(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * COLLECTED + index % COLLECTED;
    var sum = 0f;
    if i < weights() {
        for (var slice = index / COLLECTED; slice < slices; slice += COLLECTORS) { sum += saved[slice * weights() + i]; }
    }
    collected[index] = sum;
    workgroupBarrier();
    if index >= COLLECTED || i >= weights() { return; }
    for (var n = 1u; n < COLLECTORS; n++) { sum += collected[n * COLLECTED + index]; }
    let filter_ = i / (channels * taps());
    let tap = i / channels % taps();
    let kernel = filter_ * channels + i % channels;
    if masked && table[mask_at + kernel] == 0 { return; }
    dparams[node.params_at + kernel * taps() + tap] += sum;
}
