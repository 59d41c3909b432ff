// Sums and the largest value over a workgroup.

var<workgroup> partial_sums: array<vec2f, GROUP>;

/// The sum of two numbers over all threads of the workgroup, known to each of them.
fn sum_of_all(index: u32, own: vec2f) -> vec2f {
    partial_sums[index] = own;
    for (var half = sum_threads / 2; half > 0; half /= 2) {
        workgroupBarrier();
        if index < half { partial_sums[index] += partial_sums[index + half]; }
    }
    workgroupBarrier();
    let sum = partial_sums[0];
    workgroupBarrier();
    return sum;
}

/// The largest of the finite numbers among |x|, of which each thread has seen some.
fn largest_of_all(index: u32, own: f32) -> f32 {
    partial_sums[index] = vec2f(own, 0);
    for (var half = sum_threads / 2; half > 0; half /= 2) {
        workgroupBarrier();
        if index < half { partial_sums[index].x = max(partial_sums[index].x, partial_sums[index + half].x); }
    }
    workgroupBarrier();
    let largest = partial_sums[0].x;
    workgroupBarrier();
    return largest;
}

fn larger_if_finite(largest: f32, value: f32) -> f32 {
    return select(largest, max(largest, abs(value)), is_finite(value));
}

/// A power of two by which numbers up to `largest` are multiplied so that their squares and sums of these are finite, and its
/// inverse. Both are 1 where that is not needed, up to 2⁴⁰.
fn shrinking(largest: f32) -> vec2f {
    // The bits of a power of two are its exponent, plus 127.
    let exponent = min(bitcast<u32>(largest) >> 23, 227u);
    if exponent <= 167 { return vec2f(1); }
    return vec2f(bitcast<f32>((254 - exponent) << 23), bitcast<f32>(exponent << 23));
}
