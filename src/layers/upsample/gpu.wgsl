// Upsampling: what an enlarged cell takes is read from the table that `gpu.rs` worked out: two cells of the axis and the part of the
// second, for each row and then for each column.

override channels: u32 = 1;
override height: u32 = 1;
override width: u32 = 1;
override out_height: u32 = 1;
override out_width: u32 = 1;

/// What entry `at` takes of cell `cell` of its axis.
fn part(at: u32, cell: u32) -> f32 {
    let t = bitcast<f32>(table[3 * at + 2]);
    return select(0f, 1 - t, table[3 * at] == cell) + select(0f, t, table[3 * at + 1] == cell);
}

/// The entries from the first to the last that take something of a cell: those of the cells beside it among them.
fn takers(cell: u32, len: u32, out_len: u32) -> vec2u {
    let factor = out_len / len;
    return vec2u(max(cell, 1u) - 1, min(cell + 2, len)) * factor;
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let out = linear(group, count) * GROUP + index;
    let out_area = out_height * out_width;
    if out >= job.batch * channels * out_area { return; }
    let base = out / out_area * height * width;
    let row = out % out_area / out_width;
    let column = out_height + out % out_width;
    var sum = 0f;
    for (var i = 0u; i < 2; i++) {
        let t_row = bitcast<f32>(table[3 * row + 2]);
        let of_row = select(1 - t_row, t_row, i == 1);
        for (var j = 0u; j < 2; j++) {
            let t_column = bitcast<f32>(table[3 * column + 2]);
            let of_column = select(1 - t_column, t_column, j == 1);
            // What nothing is taken of may be infinite or NaN.
            if of_row != 0 && of_column != 0 {
                sum += of_row * of_column * x[base + table[3 * row + i] * width + table[3 * column + j]];
            }
        }
    }
    y[out] = sum;
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    let area = height * width;
    if i >= job.batch * channels * area { return; }
    let base = i / area * out_height * out_width;
    let row = i % area / width;
    let column = i % width;
    let rows = takers(row, height, out_height);
    let columns = takers(column, width, out_width);
    var sum = 0f;
    for (var r = rows.x; r < rows.y; r++) {
        let of_row = part(r, row);
        if of_row == 0 { continue; }
        for (var c = columns.x; c < columns.y; c++) {
            let of_column = part(out_height + c, column);
            if of_column != 0 { sum += of_row * of_column * dy[base + r * out_width + c]; }
        }
    }
    dx[i] += sum;
}
