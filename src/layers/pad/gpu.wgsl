// Padding: windows of one tap, whose positions are the padded cells.

override channels: u32 = 1;
override constant: f32 = 0;

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let cell = linear(group, count) * GROUP + index;
    let out_area = out_height * out_width;
    if cell >= job.batch * channels * out_area { return; }
    let row = row_source(cell % out_area / out_width, 0);
    let column = column_source(cell % out_width, 0);
    if row == NONE || column == NONE {
        y[cell] = constant;
    } else {
        y[cell] = x[(cell / out_area * height + row) * width + column];
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
    let base = cell / area * out_height;
    var sum = 0f;
    for (var m = 0u; m < row_overlap; m++) {
        let i = row_position(cell % area / width, 0, m);
        if i == NONE { continue; }
        for (var n = 0u; n < column_overlap; n++) {
            let j = column_position(cell % width, 0, n);
            if j != NONE { sum += dy[(base + i) * out_width + j]; }
        }
    }
    dx[cell] += sum;
}
