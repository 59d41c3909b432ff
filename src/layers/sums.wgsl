// Sums over a workgroup.

var<workgroup> partial_sums: array<vec2f, GROUP>;

/// The sum of two numbers over all threads of the workgroup, known to each of them.
fn sum_of_all(index: u32, own: vec2f) -> vec2f {
    partial_sums[index] = own;
    for (var half = GROUP / 2; half > 0; half /= 2) {
        workgroupBarrier();
        if index < half { partial_sums[index] += partial_sums[index + half]; }
    }
    workgroupBarrier();
    let sum = partial_sums[0];
    workgroupBarrier();
    return sum;
}
