// Attention decoder: one workgroup for each sample, which goes through its words, and back through them. `saved` holds for each sample
// keys, values and a record of the start and of each step, as in mod.rs, and behind them its gradients, as in gpu.rs.

override maps: u32 = 1;
override cells: u32 = 1;
override hidden: u32 = 1;
override embedding: u32 = 1;
override units: u32 = 1;
override words: u32 = 1;
override steps: u32 = 1;
/// Where each parameter begins.
override keys_weight: u32 = 0;
override keys_bias: u32 = 0;
override values_weight: u32 = 0;
override values_bias: u32 = 0;
override embedding_weight: u32 = 0;
override input_weight: u32 = 0;
override hidden_weight: u32 = 0;
override input_bias: u32 = 0;
override hidden_bias: u32 = 0;
override units_weight: u32 = 0;
override units_bias: u32 = 0;
override scores_weight: u32 = 0;
override scores_bias: u32 = 0;
override params_end: u32 = 0;
/// Where the values of a step begin in its record, and how long that is.
override gates_at: u32 = 0;
override hidden_at: u32 = 0;
override context_at: u32 = 0;
override weights_at: u32 = 0;
override units_at: u32 = 0;
override record: u32 = 1;
/// Where the gradients of a sample begin among its values, how many each step has, and how many values there are.
override gradients_at: u32 = 0;
override step_gradients: u32 = 1;
override sample_values: u32 = 1;

/// Threads in a workgroup, which share the work of each step. Mesa's CPU breaks loops off after 65 536 rounds of a thread, so that there
/// are no fewer of them there.
const THREADS = 64u;

fn param(at: u32) -> f32 { return params[node.params_at + at]; }

/// Where the values of a sample begin in `saved`.
fn values_of(sample: u32) -> u32 { return node.saved_at + sample * sample_values; }

/// Where the record behind `t` steps begins.
fn record_of(sample: u32, t: u32) -> u32 { return values_of(sample) + 2 * hidden * cells + t * record; }

/// Where the input of a sample begins.
fn input_of(sample: u32) -> u32 { return sample * (maps * cells + steps); }

/// The word before a step.
fn word_of(sample: u32, t: u32) -> u32 {
    let number = x[input_of(sample) + maps * cells + t];
    if is_nan(number) { return 0u; }
    return u32(clamp(number, 0f, f32(words - 1)));
}

fn sigmoid(value: f32) -> f32 {
    if is_nan(value) { return value; }
    let e = exp(-abs(value));
    return select(e, 1f, value >= 0) / (1 + e);
}

fn tanh_of(value: f32) -> f32 {
    if is_nan(value) { return value; }
    // Beyond, it is ±1 to the last digit, and its exponentials would overflow.
    return tanh(clamp(value, -15f, 15f));
}

/// A row of a matrix with `columns` columns times the values that begin at `first`, and what is added.
fn affine(weight: u32, bias: u32, row: u32, columns: u32, first: u32) -> f32 {
    var sum = param(bias + row);
    for (var k = 0u; k < columns; k++) { sum += param(weight + row * columns + k) * saved[first + k]; }
    return sum;
}

/// Waits until all threads of the workgroup have written what others read.
fn sync() { storageBarrier(); }

/// Keys and values, and the state before the first word.
fn start(sample: u32, index: u32) {
    let keys = values_of(sample);
    let values = keys + hidden * cells;
    for (var i = index; i < hidden * cells; i += THREADS) {
        let row = i / cells;
        var key = param(keys_bias + row);
        var value = param(values_bias + row);
        for (var m = 0u; m < maps; m++) {
            let seen = x[input_of(sample) + m * cells + i % cells];
            key += param(keys_weight + row * maps + m) * seen;
            value += param(values_weight + row * maps + m) * seen;
        }
        saved[keys + i] = key;
        saved[values + i] = value;
    }
    sync();
    let first = record_of(sample, 0);
    for (var i = index; i < hidden; i += THREADS) {
        var sum = 0f;
        for (var j = 0u; j < cells; j++) { sum += saved[values + i * cells + j]; }
        saved[first + hidden_at + i] = 0;
        saved[first + context_at + i] = sum / f32(cells);
    }
    sync();
}

/// Scores of the cells by what is remembered, and the softmax of them in their place.
fn look(sample: u32, own: u32, index: u32) {
    let keys = values_of(sample);
    let at = own + weights_at;
    for (var j = index; j < cells; j += THREADS) {
        var sum = 0f;
        for (var i = 0u; i < hidden; i++) { sum += saved[own + hidden_at + i] * saved[keys + i * cells + j]; }
        saved[at + j] = sum / sqrt(f32(hidden));
    }
    sync();
    var largest = saved[at];
    for (var j = 1u; j < cells; j++) {
        if exceeds(saved[at + j], largest) { largest = saved[at + j]; }
    }
    var sum = 0f;
    for (var j = 0u; j < cells; j++) { sum += exp(saved[at + j] - largest); }
    sync();
    for (var j = index; j < cells; j += THREADS) {
        // ∞ − ∞, or a NaN: nothing is left to divide by.
        if is_finite(largest) { saved[at + j] = exp(saved[at + j] - largest) / sum; } else { saved[at + j] = nan_of(largest); }
    }
    sync();
}

@compute @workgroup_size(THREADS)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let sample = linear(group, count);
    if sample >= job.batch { return; }
    start(sample, index);
    let values = values_of(sample) + hidden * cells;
    for (var t = 0u; t < steps; t++) {
        let before = record_of(sample, t);
        let own = before + record;
        let word = word_of(sample, t);
        for (var i = index; i < embedding; i += THREADS) {
            saved[own + i] = param(embedding_weight + word * embedding + i);
        }
        for (var i = index; i < hidden; i += THREADS) { saved[own + embedding + i] = saved[before + context_at + i]; }
        sync();
        for (var i = index; i < hidden; i += THREADS) {
            var read: array<f32, 3>;
            var remembered: array<f32, 3>;
            for (var gate = 0u; gate < 3; gate++) {
                read[gate] = affine(input_weight, input_bias, gate * hidden + i, embedding + hidden, own);
                remembered[gate] = affine(hidden_weight, hidden_bias, gate * hidden + i, hidden, before + hidden_at);
            }
            let r = sigmoid(read[0] + remembered[0]);
            let z = sigmoid(read[1] + remembered[1]);
            let n = tanh_of(read[2] + r * remembered[2]);
            let gates = own + gates_at + i;
            saved[gates] = r;
            saved[gates + hidden] = z;
            saved[gates + 2 * hidden] = n;
            saved[gates + 3 * hidden] = remembered[2];
            saved[own + hidden_at + i] = (1 - z) * n + z * saved[before + hidden_at + i];
        }
        sync();
        look(sample, own, index);
        for (var i = index; i < hidden; i += THREADS) {
            var sum = 0f;
            for (var j = 0u; j < cells; j++) { sum += saved[values + i * cells + j] * saved[own + weights_at + j]; }
            saved[own + context_at + i] = sum;
        }
        sync();
        for (var u = index; u < units; u += THREADS) {
            let unit = affine(units_weight, units_bias, u, 2 * hidden, own + hidden_at);
            saved[own + units_at + u] = select(0f, unit, is_nan(unit) || unit > 0);
        }
        sync();
        for (var w = index; w < words; w += THREADS) {
            y[(sample * words + w) * steps + t] = affine(scores_weight, scores_bias, w, units, own + units_at);
        }
    }
}
