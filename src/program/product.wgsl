// One matrix product for all: result = left · right, in tiles. A layer says what its matrices are:
//
//   rows(), columns()               the size of the result
//   depths(part)                    over which k the sums run: from x to below y
//   left(part, row, k)              a value of the left matrix
//   places(part, column) -> Place   what can be worked out beforehand about four columns
//   right(part, k, place)           four values of the right matrix
//   store(part, row, column, sum)   where a sum goes
//
// Every thread adds up 8 × 4 sums. Every workgroup reads DEPTH columns of `left` at a time into its own memory, and as
// many rows of `right`, so that a value is read from afar once for many products; where only one row of threads is at
// work, nobody else wants what a thread reads of `right`, and it keeps it for itself.

const DEPTH = 8u;
override row_threads: u32 = 1;
override column_threads: u32 = 1;
/// How many products there are.
override parts: u32 = 1;
/// Whether values of `right` that are padding take part in no product: 0 · ∞ is no number. They are called PADDING.
override skips_padding: bool = false;
const PADDING = 0x1.fffffep+127f;

var<workgroup> left_tile: array<vec4f, 256>;
var<workgroup> right_tile: array<vec4f, 256>;

@compute @workgroup_size(column_threads, row_threads)
fn product(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_id) local: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let across = (columns() + 4 * column_threads - 1) / (4 * column_threads);
    let tiles = across * ((rows() + 8 * row_threads - 1) / (8 * row_threads));
    for (var tile = linear(group, count); tile < tiles * parts; tile += count.x * count.y) {
        let row = tile % tiles / across * 8 * row_threads;
        let column = (tile % tiles % across * column_threads + local.x) * 4;
        sum_tile(tile / tiles, row, column, local, index);
    }
}

/// Sums the tile whose first row is `first_row`; `column` is the first of the thread's own.
fn sum_tile(part: u32, first_row: u32, column: u32, local: vec3u, index: u32) {
    let depth = depths(part);
    let place = places(part, column);
    var sums0 = vec4f();
    var sums1 = vec4f();
    var sums2 = vec4f();
    var sums3 = vec4f();
    var sums4 = vec4f();
    var sums5 = vec4f();
    var sums6 = vec4f();
    var sums7 = vec4f();
    for (var start = depth.x; start < depth.y; start += DEPTH) {
        for (var i = index; i < DEPTH * 2 * row_threads; i += row_threads * column_threads) {
            let k = start + i % DEPTH;
            let row = first_row + i / DEPTH * 4;
            var values = vec4f();
            if k < depth.y {
                values = vec4f(left(part, row, k), left(part, row + 1, k), left(part, row + 2, k), left(part, row + 3, k));
            }
            left_tile[i % DEPTH * 2 * row_threads + i / DEPTH] = values;
        }
        if row_threads > 1 {
            for (var i = local.y; i < DEPTH; i += row_threads) {
                if start + i < depth.y { right_tile[i * column_threads + local.x] = right(part, start + i, place); }
            }
        }
        workgroupBarrier();
        let end = min(DEPTH, depth.y - start);
        for (var i = 0u; i < end; i++) {
            var b = vec4f();
            if row_threads > 1 {
                b = right_tile[i * column_threads + local.x];
            } else {
                b = right(part, start + i, place);
            }
            let upper = left_tile[(i * row_threads + local.y) * 2];
            sums0 += times(upper.x, b);
            sums1 += times(upper.y, b);
            sums2 += times(upper.z, b);
            sums3 += times(upper.w, b);
            let lower = left_tile[(i * row_threads + local.y) * 2 + 1];
            sums4 += times(lower.x, b);
            sums5 += times(lower.y, b);
            sums6 += times(lower.z, b);
            sums7 += times(lower.w, b);
        }
        workgroupBarrier();
    }
    let row = first_row + 8 * local.y;
    store_row(part, row, column, sums0);
    store_row(part, row + 1, column, sums1);
    store_row(part, row + 2, column, sums2);
    store_row(part, row + 3, column, sums3);
    store_row(part, row + 4, column, sums4);
    store_row(part, row + 5, column, sums5);
    store_row(part, row + 6, column, sums6);
    store_row(part, row + 7, column, sums7);
}

fn times(a: f32, b: vec4f) -> vec4f {
    if skips_padding { return select(a * b, vec4f(), b == vec4f(PADDING)); }
    return a * b;
}

/// A value of `right` that is not padding: the next smaller number instead of what padding is called.
fn no_padding(value: f32) -> f32 {
    return select(value, 0x1.fffffcp+127f, value == PADDING);
}

fn store_row(part: u32, row: u32, column: u32, sums: vec4f) {
    if row < rows() {
        if column < columns() { store(part, row, column, sums.x); }
        if column + 1 < columns() { store(part, row, column + 1, sums.y); }
        if column + 2 < columns() { store(part, row, column + 2, sums.z); }
        if column + 3 < columns() { store(part, row, column + 3, sums.w); }
    }
}

/// a / b. GPUs, and even more so their stand-ins, divide whole numbers slowly; numbers that a float
/// holds with room to spare are divided as such: a + ½ is never so close to a multiple of b that rounding crosses it.
fn quotient(a: u32, b: u32) -> u32 {
    if a < 0x100000u { return u32((f32(a) + 0.5) / f32(b)); }
    return a / b;
}
