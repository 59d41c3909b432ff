// Pooling. The table is that of tap_table.rs, and behind it, from `divisors_at` on, by how much averages are divided along
// the rows, then along the columns.

override channels: u32 = 1;
override average: bool = false;
override divisors_at: u32 = 0;

/// By how much the average at a position is divided.
fn divisor(position: u32) -> f32 {
    let row = position / out_width;
    return f32(table[divisors_at + row] * table[divisors_at + out_height + position - row * out_width]);
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let out = linear(group, count) * GROUP + index;
    if out >= job.batch * channels * out_area() { return; }
    let base = out / out_area() * area();
    let position = out % out_area();
    var sum = 0f;
    var best = 0f;
    var place = NONE;
    for (var tap = 0u; tap < taps(); tap++) {
        let cell = table[tap * out_area() + position];
        if cell == NONE { continue; }
        let value = x[base + cell];
        sum += value;
        if place == NONE || exceeds(value, best) {
            best = value;
            place = cell;
        }
    }
    if average {
        y[out] = sum / divisor(position);
    } else {
        y[out] = best;
        saved[node.saved_at + out] = f32(place);
    }
}

/// One thread for each cell of the input: the sum over the positions that read it.
@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * channels * area() { return; }
    let base = i / area() * out_area();
    let cell = i % area();
    var sum = 0f;
    for (var tap = 0u; tap < taps() * overlap; tap++) {
        let position = table[positions_at + tap * area() + cell];
        if position == NONE { continue; }
        if average {
            sum += dy[base + position] / divisor(position);
        } else if u32(saved[node.saved_at + base + position]) == cell {
            sum += dy[base + position];
        }
    }
    dx[i] += sum;
}

/// One thread for each position, where no two of them read the same cell.
@compute @workgroup_size(GROUP)
fn backward_apart(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let out = linear(group, count) * GROUP + index;
    if out >= job.batch * channels * out_area() { return; }
    let base = out / out_area() * area();
    if !average {
        dx[base + u32(saved[node.saved_at + out])] += dy[out];
        return;
    }
    let position = out % out_area();
    let share = dy[out] / divisor(position);
    for (var tap = 0u; tap < taps(); tap++) {
        let cell = table[tap * out_area() + position];
        if cell != NONE { dx[base + cell] += share; }
    }
}
