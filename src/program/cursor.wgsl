// How matrix products go along their depth, for `product.wgsl` and `product_flat.wgsl`. A layer says what its matrices are:
//
//   rows(), columns()                  the size of the result
//   depths(part)                       over which k the sums run: from x to below y
//   period()                           k is counted in periods of this length, to save divisions
//   left(part, row, k)                 a value of the left matrix
//   place_of(part, column) -> Place    what can be worked out beforehand about a column
//   beside(place)                      the place of the next column, where products are `steady`
//   look(place, k) -> u32              where a value of the right matrix has to be read, if that stands in a table
//   right(place, look, k)              that value
//   target_of(part, column) -> u32     what can be worked out beforehand about where sums of a column go
//   store(part, row, target, sum)      where a sum goes

/// A k: minor in period `major`.
struct Cursor {
    k: u32,
    major: u32,
    minor: u32,
}

/// How many products there are.
override parts: u32 = 1;

fn cursor_at(k: u32) -> Cursor {
    let major = k / period();
    return Cursor(k, major, k - major * period());
}

/// The cursor `n` further.
fn step(at: Cursor, n: u32) -> Cursor {
    var next = Cursor(at.k + n, at.major, at.minor + n);
    if next.minor >= period() {
        let periods = next.minor / period();
        next.major += periods;
        next.minor -= periods * period();
    }
    return next;
}

fn times(a: f32, b: vec4f) -> vec4f {
    return a * b;
}

fn store_four(part: u32, row: u32, column: u32, targets: vec4u, sums: vec4f) {
    if row >= rows() { return; }
    if column < columns() { store(part, row, targets.x, sums.x); }
    if column + 1 < columns() { store(part, row, targets.y, sums.y); }
    if column + 2 < columns() { store(part, row, targets.z, sums.z); }
    if column + 3 < columns() { store(part, row, targets.w, sums.w); }
}

fn targets_of(part: u32, column: u32) -> vec4u {
    return vec4u(target_of(part, column), target_of(part, column + 1), target_of(part, column + 2), target_of(part, column + 3));
}
