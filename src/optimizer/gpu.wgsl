// One step of an optimizer, one thread for each parameter; formulas in mod.rs. `saved` is what the rule remembers: one or
// two values for each parameter, the second ones behind all first ones. `x` is the loss; `y` becomes the weights before.

override kind: u32 = 0;
/// The parameters before this one are frozen.
override first_trained: u32 = 0;
override length: u32 = 1;
/// How many running statistics stand behind the parameters.
override running: u32 = 0;

/// Keeps running statistics as they are before the forward pass changes them, unless the step before was none.
@compute @workgroup_size(GROUP)
fn keep_running(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= running || !is_finite(x[0]) { return; }
    y[length + i] = params[length + i];
}

@compute @workgroup_size(GROUP)
fn update(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= length { return; }
    let rate = job.numbers[0].x;
    let l1 = job.numbers[0].y;
    let l2 = job.numbers[0].z;
    let eps = job.numbers[0].w;
    // μ of momentum, α of RMSprop, β₁ of Adam; then β₂, the root of its bias, and what AdamW leaves of a weight.
    let first = job.numbers[1].x;
    let second = job.numbers[1].y;
    let root = job.numbers[1].z;
    let kept = job.numbers[1].w;
    // A loss that is not finite takes no step.
    if !is_finite(x[0]) { return; }
    var w = params[i];
    y[i] = w;
    if i < first_trained { return; }
    let g = dparams[i] + l1 * sign(w) + l2 * w;
    switch kind {
        case 0 { w -= rate * g; }
        case 1 {
            let speed = first * saved[i] + g;
            saved[i] = speed;
            w -= rate * speed;
        }
        case 2 {
            let speed = first * saved[i] + g;
            saved[i] = speed;
            w -= rate * (g + first * speed);
        }
        case 3 {
            let squares = saved[i] + g * g;
            saved[i] = squares;
            w -= rate * g / (sqrt(squares) + eps);
        }
        case 4 {
            let squares = first * saved[i] + (1 - first) * g * g;
            saved[i] = squares;
            w -= rate * g / (sqrt(squares) + eps);
        }
        default {
            let mean = first * saved[i] + (1 - first) * g;
            let squares = second * saved[length + i] + (1 - second) * g * g;
            saved[i] = mean;
            saved[length + i] = squares;
            w = kept * w - rate * mean / (sqrt(squares) / root + eps);
        }
    }
    params[i] = w;
}
