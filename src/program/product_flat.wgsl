// A matrix product, result = left · right, on flat tiles: for few rows, and for CPUs that stand in for a GPU.
//
// Every thread adds up 8 × 4 sums. Every workgroup reads DEPTH columns of `left` at a time into its own memory, and as
// many rows of `right`, so that a value is read from afar once for many products; where only one row of threads is at
// work, nobody else wants what a thread reads of `right`, and it keeps it for itself.

const DEPTH = 8u;
override row_threads: u32 = 1;
override column_threads: u32 = 1;

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

/// The places of four columns.
struct Places {
    x: Place,
    y: Place,
    z: Place,
    w: Place,
}

/// Their values at `k`.
fn right_at(places: Places, k: Cursor) -> vec4f {
    return vec4f(
        right(places.x, look(places.x, k), k),
        right(places.y, look(places.y, k), k),
        right(places.z, look(places.z, k), k),
        right(places.w, look(places.w, k), k),
    );
}

/// Sums the tile whose first row is `first_row`; `column` is the first of the thread's own.
fn sum_tile(part: u32, first_row: u32, column: u32, local: vec3u, index: u32) {
    let depth = depths(part);
    let places =
        Places(place_of(part, column), place_of(part, column + 1), place_of(part, column + 2), place_of(part, column + 3));
    var sums0 = vec4f();
    var sums1 = vec4f();
    var sums2 = vec4f();
    var sums3 = vec4f();
    var sums4 = vec4f();
    var sums5 = vec4f();
    var sums6 = vec4f();
    var sums7 = vec4f();
    var first = cursor_at(depth.x);
    for (; first.k < depth.y; first = step(first, DEPTH)) {
        for (var i = index; i < DEPTH * 2 * row_threads; i += row_threads * column_threads) {
            let k = step(first, i % DEPTH);
            let row = first_row + i / DEPTH * 4;
            var values = vec4f();
            if k.k < depth.y {
                values = vec4f(left(part, row, k), left(part, row + 1, k), left(part, row + 2, k), left(part, row + 3, k));
            }
            left_tile[i % DEPTH * 2 * row_threads + i / DEPTH] = values;
        }
        if row_threads > 1 {
            for (var i = local.y; i < DEPTH; i += row_threads) {
                if first.k + i < depth.y { right_tile[i * column_threads + local.x] = right_at(places, step(first, i)); }
            }
        }
        workgroupBarrier();
        let end = min(DEPTH, depth.y - first.k);
        var k = first;
        for (var i = 0u; i < end; i++) {
            var b = vec4f();
            if row_threads > 1 {
                b = right_tile[i * column_threads + local.x];
            } else {
                b = right_at(places, k);
                k = step(k, 1);
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
    let targets = targets_of(part, column);
    store_four(part, row, column, targets, sums0);
    store_four(part, row + 1, column, targets, sums1);
    store_four(part, row + 2, column, targets, sums2);
    store_four(part, row + 3, column, targets, sums3);
    store_four(part, row + 4, column, targets, sums4);
    store_four(part, row + 5, column, targets, sums5);
    store_four(part, row + 6, column, targets, sums6);
    store_four(part, row + 7, column, targets, sums7);
}
