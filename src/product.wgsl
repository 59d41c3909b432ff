// One matrix product for all: result = left · right, in tiles. A layer says what its matrices are:
//
//   rows(), columns()               the size of the result
//   depths(part)                    over which k the sums run: from x to below y
//   left(part, row, k)              a value of the left matrix
//   places(part, column) -> Place   what can be worked out beforehand about four columns
//   right(part, k, place)           four values of the right matrix
//   store(part, row, column, sum)   where a sum goes
//
// Every workgroup reads DEPTH columns of `left` and rows of `right` at a time into its own memory; every thread adds up
// 4 × 4 sums from there, so that a value is read from afar once for many products.

const DEPTH = 8u;
override row_threads: u32 = 1;
override column_threads: u32 = 1;

var<workgroup> left_tile: array<vec4f, 128>;
var<workgroup> right_tile: array<vec4f, 512>;

@compute @workgroup_size(column_threads, row_threads)
fn product(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_id) local: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let across = (columns() + 4 * column_threads - 1) / (4 * column_threads);
    let tiles = across * ((rows() + 4 * row_threads - 1) / (4 * row_threads));
    let part = linear(group, count) / tiles;
    let tile = linear(group, count) % tiles;
    let first_row = tile / across * 4 * row_threads;
    let column = (tile % across * column_threads + local.x) * 4;
    let depth = depths(part);
    let place = places(part, column);
    var sums0 = vec4f();
    var sums1 = vec4f();
    var sums2 = vec4f();
    var sums3 = vec4f();
    for (var start = depth.x; start < depth.y; start += DEPTH) {
        for (var i = index; i < DEPTH * row_threads; i += row_threads * column_threads) {
            let k = start + i % DEPTH;
            let row = first_row + i / DEPTH * 4;
            var values = vec4f();
            if k < depth.y {
                values = vec4f(left(part, row, k), left(part, row + 1, k), left(part, row + 2, k), left(part, row + 3, k));
            }
            left_tile[i % DEPTH * row_threads + i / DEPTH] = values;
        }
        for (var i = local.y; i < DEPTH; i += row_threads) {
            var values = vec4f();
            if start + i < depth.y {
                values = right(part, start + i, place);
            }
            right_tile[i * column_threads + local.x] = values;
        }
        workgroupBarrier();
        for (var i = 0u; i < DEPTH; i++) {
            let a = left_tile[i * row_threads + local.y];
            let b = right_tile[i * column_threads + local.x];
            sums0 += a.x * b;
            sums1 += a.y * b;
            sums2 += a.z * b;
            sums3 += a.w * b;
        }
        workgroupBarrier();
    }
    let row = first_row + 4 * local.y;
    store_row(part, row, column, sums0);
    store_row(part, row + 1, column, sums1);
    store_row(part, row + 2, column, sums2);
    store_row(part, row + 3, column, sums3);
}

fn store_row(part: u32, row: u32, column: u32, sums: vec4f) {
    if row < rows() {
        if column < columns() { store(part, row, column, sums.x); }
        if column + 1 < columns() { store(part, row, column + 1, sums.y); }
        if column + 2 < columns() { store(part, row, column + 2, sums.z); }
        if column + 3 < columns() { store(part, row, column + 3, sums.w); }
    }
}
