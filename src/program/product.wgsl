// A matrix product, result = left · right, on large tiles.
//
// Every thread adds up 8 × 8 sums in registers: rows of strips `local.y` and `local.y + row_threads`, columns likewise. Every
// workgroup reads DEPTH columns of `left` and as many rows of `right` at a time into its own memory, so that a value is read
// from afar once for many products. There are two tiles of each: while one is multiplied, the next values are on their way.
//
// A thread reads values by fours, so that its neighbours read what lies beside them in memory: along the depth where that is
// how the matrix lies (`left_by_depth`, then the four are rows), else along the rows or columns (then the four are along
// the depth). Loops are written out, since a compiler keeps in registers only what has a constant index.

const DEPTH = 8u;
/// A power of two from 2 to 16: 8 rows for each.
override row_threads: u32 = 2;
/// A power of two from 8 to 32, and at least 32 threads in all: 8 columns for each.
override column_threads: u32 = 32;
override left_by_depth: bool = false;
override right_by_depth: bool = false;
/// Whether the values of a period can be read in fours and by DEPTH, so that one look is enough for them.
override steady: bool = false;

override threads = row_threads * column_threads;
/// How often a thread reads four values of `left` and of `right`: up to 2 and up to 8 times.
override left_fours = max(16 / column_threads, 1);
override right_fours = 16 / row_threads;

/// Four rows or columns of a tile at each k. The last one is of no use, but keeps neighbours in other banks of the memory.
alias Strip = array<vec4f, 9>;
override left_strips = 4 * row_threads;
override right_strips = 4 * column_threads;
var<workgroup> left_tile: array<Strip, left_strips>;
var<workgroup> right_tile: array<Strip, right_strips>;

@compute @workgroup_size(column_threads, row_threads)
fn product(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_id) local: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    // Neighbours share columns: these are read together while they are near.
    let down = (rows() + 8 * row_threads - 1) / (8 * row_threads);
    let tiles = down * ((columns() + 8 * column_threads - 1) / (8 * column_threads));
    for (var tile = linear(group, count); tile < tiles * parts; tile += count.x * count.y) {
        sum_tile(tile / tiles, tile % tiles % down * 8 * row_threads, tile % tiles / down * 8 * column_threads, local, index);
    }
}

/// What a thread reads of the right matrix.
struct Columns {
    first: array<u32, 8>,
    places: array<Place, 8>,
    /// Where the next values are: looked up while the ones before are on their way.
    looks: array<u32, 8>,
}

/// The column of the tile from which on, and the k of the tile from which on, the thread reads its `n`th four.
fn first_of(index: u32, n: u32, by_depth: bool, length: u32) -> vec2u {
    if by_depth { return vec2u((index + n * threads) / DEPTH * 4, index % DEPTH); }
    if threads > length { return vec2u(index % length, index / length * 4); }
    return vec2u(index + n / 2 * threads, n % 2 * 4);
}

fn left_four(part: u32, row: u32, k: Cursor, end: u32) -> vec4f {
    if left_by_depth {
        let values = vec4f(left(part, row, k), left(part, row + 1, k), left(part, row + 2, k), left(part, row + 3, k));
        return select(vec4f(), values, k.k < end);
    }
    let values = vec4f(left(part, row, k), left(part, row, step(k, 1)), left(part, row, step(k, 2)), left(part, row, step(k, 3)));
    return select(vec4f(), values, vec4u(k.k) + vec4u(0, 1, 2, 3) < vec4u(end));
}

fn right_four(part: u32, column: u32, place: Place, looked: u32, k: Cursor, end: u32) -> vec4f {
    if right_by_depth {
        return select(vec4f(), right_beside(part, column, place, looked, k), k.k < end);
    }
    return select(vec4f(), right_below(place, looked, k), vec4u(k.k) + vec4u(0, 1, 2, 3) < vec4u(end));
}

/// Four columns at one k.
fn right_beside(part: u32, column: u32, place: Place, looked: u32, k: Cursor) -> vec4f {
    if steady {
        let second = beside(place);
        let third = beside(second);
        return vec4f(right(place, looked, k), right(second, looked, k), right(third, looked, k), right(beside(third), looked, k));
    }
    let second = place_of(part, column + 1);
    let third = place_of(part, column + 2);
    let fourth = place_of(part, column + 3);
    return vec4f(
        right(place, looked, k),
        right(second, look(second, k), k),
        right(third, look(third, k), k),
        right(fourth, look(fourth, k), k),
    );
}

/// One column at four k.
fn right_below(place: Place, looked: u32, k: Cursor) -> vec4f {
    if steady {
        return vec4f(
            right(place, looked, k),
            right(place, looked, Cursor(k.k + 1, k.major, k.minor + 1)),
            right(place, looked, Cursor(k.k + 2, k.major, k.minor + 2)),
            right(place, looked, Cursor(k.k + 3, k.major, k.minor + 3)),
        );
    }
    let second = step(k, 1);
    let third = step(k, 2);
    let fourth = step(k, 3);
    return vec4f(
        right(place, looked, k),
        right(place, look(place, second), second),
        right(place, look(place, third), third),
        right(place, look(place, fourth), fourth),
    );
}

fn keep_left(index: u32, n: u32, strips: u32, values: vec4f) {
    let at = first_of(index, n, left_by_depth, 8 * row_threads);
    if left_by_depth {
        if at.x < 8 * row_threads { left_tile[strips + at.x / 4][at.y] = values; }
    } else if at.y < DEPTH {
        left_tile[strips + at.x / 4][at.y][at.x % 4] = values.x;
        left_tile[strips + at.x / 4][at.y + 1][at.x % 4] = values.y;
        left_tile[strips + at.x / 4][at.y + 2][at.x % 4] = values.z;
        left_tile[strips + at.x / 4][at.y + 3][at.x % 4] = values.w;
    }
}

fn keep_right(index: u32, n: u32, strips: u32, values: vec4f) {
    let at = first_of(index, n, right_by_depth, 8 * column_threads);
    if right_by_depth {
        right_tile[strips + at.x / 4][at.y] = values;
    } else {
        right_tile[strips + at.x / 4][at.y][at.x % 4] = values.x;
        right_tile[strips + at.x / 4][at.y + 1][at.x % 4] = values.y;
        right_tile[strips + at.x / 4][at.y + 2][at.x % 4] = values.z;
        right_tile[strips + at.x / 4][at.y + 3][at.x % 4] = values.w;
    }
}

/// The values of a thread on their way into the tiles.
struct Values {
    left: array<vec4f, 2>,
    right: array<vec4f, 8>,
}

fn prepare(part: u32, index: u32, first_column: u32, start: u32, n: u32, read: ptr<function, Columns>) {
    let at = first_of(index, n, right_by_depth, 8 * column_threads);
    (*read).first[n] = first_column + at.x;
    (*read).places[n] = place_of(part, first_column + at.x);
    (*read).looks[n] = look((*read).places[n], cursor_at(start + at.y));
}

fn read_right(part: u32, n: u32, k: Cursor, next: Cursor, end: u32, read: ptr<function, Columns>, values: ptr<function, Values>) {
    var now = k;
    var then = next;
    // Of two fours of a column, the second one is further down.
    if !right_by_depth && threads <= 8 * column_threads && n % 2 == 1 {
        now = step(k, 4);
        then = step(next, 4);
    }
    (*values).right[n] = right_four(part, (*read).first[n], (*read).places[n], (*read).looks[n], now, end);
    (*read).looks[n] = look((*read).places[n], then);
}

fn read_left(part: u32, index: u32, first_row: u32, n: u32, k: Cursor, end: u32, values: ptr<function, Values>) {
    let at = first_of(index, n, left_by_depth, 8 * row_threads);
    var now = k;
    if !left_by_depth && threads <= 8 * row_threads && n % 2 == 1 { now = step(k, 4); }
    if at.y < DEPTH { (*values).left[n] = left_four(part, first_row + at.x, now, end); }
}

/// Sums the tile of the product that begins at these rows and columns.
fn sum_tile(part: u32, first_row: u32, first_column: u32, local: vec3u, index: u32) {
    let depth = depths(part);
    var read: Columns;
    prepare(part, index, first_column, depth.x, 0u, &read);
    if right_fours > 1 { prepare(part, index, first_column, depth.x, 1u, &read); }
    if right_fours > 2 {
        prepare(part, index, first_column, depth.x, 2u, &read);
        prepare(part, index, first_column, depth.x, 3u, &read);
    }
    if right_fours > 4 {
        prepare(part, index, first_column, depth.x, 4u, &read);
        prepare(part, index, first_column, depth.x, 5u, &read);
        prepare(part, index, first_column, depth.x, 6u, &read);
        prepare(part, index, first_column, depth.x, 7u, &read);
    }
    var left_k = cursor_at(depth.x + first_of(index, 0u, left_by_depth, 8 * row_threads).y);
    var right_k = cursor_at(depth.x + first_of(index, 0u, right_by_depth, 8 * column_threads).y);
    var sums: array<vec4f, 16>;
    var values: Values;
    var half = 0u;
    // Before the first round, only its values are read.
    for (var start = depth.x; start < depth.y + DEPTH; start += DEPTH) {
        if start < depth.y {
            let next = step(right_k, DEPTH);
            read_left(part, index, first_row, 0u, left_k, depth.y, &values);
            if left_fours > 1 { read_left(part, index, first_row, 1u, left_k, depth.y, &values); }
            read_right(part, 0u, right_k, next, depth.y, &read, &values);
            if right_fours > 1 { read_right(part, 1u, right_k, next, depth.y, &read, &values); }
            if right_fours > 2 {
                read_right(part, 2u, right_k, next, depth.y, &read, &values);
                read_right(part, 3u, right_k, next, depth.y, &read, &values);
            }
            if right_fours > 4 {
                read_right(part, 4u, right_k, next, depth.y, &read, &values);
                read_right(part, 5u, right_k, next, depth.y, &read, &values);
                read_right(part, 6u, right_k, next, depth.y, &read, &values);
                read_right(part, 7u, right_k, next, depth.y, &read, &values);
            }
            left_k = step(left_k, DEPTH);
            right_k = next;
        }
        if start > depth.x {
            let upper = (1 - half) * 2 * row_threads + local.y;
            let near = (1 - half) * 2 * column_threads + local.x;
            multiply(0u, upper, near, &sums);
            multiply(1u, upper, near, &sums);
            multiply(2u, upper, near, &sums);
            multiply(3u, upper, near, &sums);
            multiply(4u, upper, near, &sums);
            multiply(5u, upper, near, &sums);
            multiply(6u, upper, near, &sums);
            multiply(7u, upper, near, &sums);
        }
        if start < depth.y {
            keep_left(index, 0u, half * 2 * row_threads, values.left[0]);
            if left_fours > 1 { keep_left(index, 1u, half * 2 * row_threads, values.left[1]); }
            keep_right(index, 0u, half * 2 * column_threads, values.right[0]);
            if right_fours > 1 { keep_right(index, 1u, half * 2 * column_threads, values.right[1]); }
            if right_fours > 2 {
                keep_right(index, 2u, half * 2 * column_threads, values.right[2]);
                keep_right(index, 3u, half * 2 * column_threads, values.right[3]);
            }
            if right_fours > 4 {
                keep_right(index, 4u, half * 2 * column_threads, values.right[4]);
                keep_right(index, 5u, half * 2 * column_threads, values.right[5]);
                keep_right(index, 6u, half * 2 * column_threads, values.right[6]);
                keep_right(index, 7u, half * 2 * column_threads, values.right[7]);
            }
        }
        workgroupBarrier();
        half = 1 - half;
    }
    let row = first_row + 4 * local.y;
    let near = first_column + 4 * local.x;
    store_block(part, row, near, 0u, &sums);
    store_block(part, row, near + 4 * column_threads, 1u, &sums);
}

/// Multiplies what the tiles hold at a k: rows of the strips `upper` and `row_threads` below it, columns likewise.
fn multiply(k: u32, upper: u32, near: u32, sums: ptr<function, array<vec4f, 16>>) {
    let a = left_tile[upper][k];
    let c = left_tile[upper + row_threads][k];
    let b = right_tile[near][k];
    let d = right_tile[near + column_threads][k];
    (*sums)[0] += times(a.x, b);
    (*sums)[1] += times(a.x, d);
    (*sums)[2] += times(a.y, b);
    (*sums)[3] += times(a.y, d);
    (*sums)[4] += times(a.z, b);
    (*sums)[5] += times(a.z, d);
    (*sums)[6] += times(a.w, b);
    (*sums)[7] += times(a.w, d);
    (*sums)[8] += times(c.x, b);
    (*sums)[9] += times(c.x, d);
    (*sums)[10] += times(c.y, b);
    (*sums)[11] += times(c.y, d);
    (*sums)[12] += times(c.z, b);
    (*sums)[13] += times(c.z, d);
    (*sums)[14] += times(c.w, b);
    (*sums)[15] += times(c.w, d);
}

/// Stores the sums of four of the thread's columns: those with an odd number if `odd` is 1.
fn store_block(part: u32, row: u32, column: u32, odd: u32, sums: ptr<function, array<vec4f, 16>>) {
    let targets = targets_of(part, column);
    store_four(part, row, column, targets, (*sums)[0 + odd]);
    store_four(part, row + 1, column, targets, (*sums)[2 + odd]);
    store_four(part, row + 2, column, targets, (*sums)[4 + odd]);
    store_four(part, row + 3, column, targets, (*sums)[6 + odd]);
    store_four(part, row + 4 * row_threads, column, targets, (*sums)[8 + odd]);
    store_four(part, row + 4 * row_threads + 1, column, targets, (*sums)[10 + odd]);
    store_four(part, row + 4 * row_threads + 2, column, targets, (*sums)[12 + odd]);
    store_four(part, row + 4 * row_threads + 3, column, targets, (*sums)[14 + odd]);
}
