// How a window sweeps rows and columns, read from the table that `sweep.rs` worked out: no arithmetic of strides,
// dilations and padding is repeated here.

override height: u32 = 1;
override width: u32 = 1;
override out_height: u32 = 1;
override out_width: u32 = 1;
override kernel_height: u32 = 1;
override kernel_width: u32 = 1;
/// How many positions at most read the same row with the same tap, and the same column.
override row_overlap: u32 = 1;
override column_overlap: u32 = 1;

/// No row, no column, no position.
const NONE = 0xffffffffu;

/// The row that tap `u` of position `i` reads.
fn row_source(i: u32, u: u32) -> u32 {
    return table[i * kernel_height + u];
}

/// The column that tap `v` of position `j` reads.
fn column_source(j: u32, v: u32) -> u32 {
    return table[out_height * kernel_height + j * kernel_width + v];
}

/// The `n`th position that reads `row` with tap `u`.
fn row_position(row: u32, u: u32, n: u32) -> u32 {
    let at = out_height * kernel_height + out_width * kernel_width;
    return table[at + (row * kernel_height + u) * row_overlap + n];
}

/// The `n`th position that reads `column` with tap `v`.
fn column_position(column: u32, v: u32, n: u32) -> u32 {
    let rows = (out_height + height * row_overlap) * kernel_height;
    return table[rows + out_width * kernel_width + (column * kernel_width + v) * column_overlap + n];
}
