// How a window sweeps a plane, read from the table that `tap_table.rs` worked out: no arithmetic of strides, dilations and
// padding is repeated here. The cell that position p reads by tap t stands at t · out_area + p; the positions that read
// cell c by tap t, from `positions_at` on, at (t · overlap + n) · area + c for n below `overlap`.

override height: u32 = 1;
override width: u32 = 1;
override out_height: u32 = 1;
override out_width: u32 = 1;
override kernel_height: u32 = 1;
override kernel_width: u32 = 1;
/// How many positions at most read the same cell with the same tap.
override overlap: u32 = 1;
/// Where the second half of the table begins.
override positions_at: u32 = 0;

/// No cell, no position.
const NONE = 0xffffffffu;

fn taps() -> u32 { return kernel_height * kernel_width; }
fn area() -> u32 { return height * width; }
fn out_area() -> u32 { return out_height * out_width; }
