// Pooling. The table is that of sweep.rs, and behind it, from `divisors_at` on, by how much averages are divided along
// the rows, then along the columns.

override channels: u32 = 1;
override average: bool = false;
override divisors_at: u32 = 0;

fn divisor(i: u32, j: u32) -> f32 {
    return f32(table[divisors_at + i] * table[divisors_at + out_height + j]);
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let cell = linear(group, count) * GROUP + index;
    let out_area = out_height * out_width;
    if cell >= job.batch * channels * out_area { return; }
    let base = cell / out_area * height * width;
    let i = cell % out_area / out_width;
    let j = cell % out_width;
    var sum = 0f;
    var best = 0f;
    var place = NONE;
    for (var u = 0u; u < kernel_height; u++) {
        let row = row_source(i, u);
        if row == NONE { continue; }
        for (var v = 0u; v < kernel_width; v++) {
            let column = column_source(j, v);
            if column == NONE { continue; }
            let at = row * width + column;
            let value = x[base + at];
            sum += value;
            if place == NONE || value > best {
                best = value;
                place = at;
            }
        }
    }
    if average {
        y[cell] = sum / divisor(i, j);
    } else {
        y[cell] = best;
        saved[saved_at + cell] = f32(place);
    }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let cell = linear(group, count) * GROUP + index;
    let area = height * width;
    if cell >= job.batch * channels * area { return; }
    let base = cell / area * out_height * out_width;
    let at = cell % area;
    let row = at / width;
    let column = at % width;
    var sum = 0f;
    for (var u = 0u; u < kernel_height; u++) {
        let i = row_position(row, u, 0);
        if i == NONE { continue; }
        for (var v = 0u; v < kernel_width; v++) {
            let j = column_position(column, v, 0);
            if j == NONE { continue; }
            let out = base + i * out_width + j;
            if average {
                sum += dy[out] / divisor(i, j);
            } else if u32(saved[saved_at + out]) == at {
                sum += dy[out];
            }
        }
    }
    dx[cell] += sum;
}
