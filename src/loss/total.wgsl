// Adds up the scores of all samples, or of all cells.

/// How many scores there are of a sample.
override scores: u32 = 1;

/// y = loss, right ones. One workgroup.
@compute @workgroup_size(sum_threads)
fn total(@builtin(local_invocation_index) index: u32) {
    var own = vec2f();
    for (var at = index; at < job.batch * scores; at += sum_threads) { own += vec2f(x[2 * at], x[2 * at + 1]); }
    let all = sum_of_all(index, own);
    if index == 0 {
        // Behind a loss that is not finite there is none, until somebody has looked: steps that follow are none either.
        if is_finite(y[0]) { y[0] = all.x; }
        y[1] = all.y;
    }
}
