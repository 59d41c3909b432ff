// The way back: through time, one workgroup for each sample; then to the maps and to the parameters, one thread for each of them.

/// Where the gradients of keys, values, h and c begin, and where those of a step do.
fn gradients_of(sample: u32) -> u32 { return values_of(sample) + gradients_at; }
fn state_of(sample: u32) -> u32 { return gradients_of(sample) + 2 * hidden * cells; }
fn step_of(sample: u32, t: u32) -> u32 { return state_of(sample) + 2 * hidden + t * step_gradients; }

/// Where those of a step's cells, units and embedding begin among them.
fn cells_at() -> u32 { return 4 * hidden; }
fn dunits_at() -> u32 { return 4 * hidden + cells; }
fn word_at() -> u32 { return 4 * hidden + cells + units; }

/// Where the gradient of row `row` of U h + c lies: that of n is another one than of what is read.
fn remembered_at(row: u32) -> u32 { return select(row, row + hidden, row >= 2 * hidden); }

/// Backward through a step up to the gradients of h and c behind it.
fn back_from_scores(sample: u32, t: u32, index: u32) {
    let own = record_of(sample, t + 1);
    let step = step_of(sample, t);
    for (var u = index; u < units; u += THREADS) {
        var sum = 0f;
        for (var w = 0u; w < words; w++) {
            sum += dy[(sample * words + w) * steps + t] * param(scores_weight + w * units + u);
        }
        let unit = saved[own + units_at + u];
        saved[step + dunits_at() + u] = select(0f, sum, is_nan(unit) || unit > 0);
    }
    sync();
    for (var i = index; i < 2 * hidden; i += THREADS) {
        var sum = saved[state_of(sample) + i];
        for (var u = 0u; u < units; u++) {
            sum += param(units_weight + u * 2 * hidden + i) * saved[step + dunits_at() + u];
        }
        saved[state_of(sample) + i] = sum;
    }
    sync();
}

/// Through the attention of a step to the scores of its cells.
fn back_to_cells(sample: u32, t: u32, index: u32) {
    let own = record_of(sample, t + 1);
    let at = step_of(sample, t) + cells_at();
    let values = values_of(sample) + hidden * cells;
    let dcontext = state_of(sample) + hidden;
    for (var j = index; j < cells; j += THREADS) {
        var sum = 0f;
        for (var i = 0u; i < hidden; i++) { sum += saved[dcontext + i] * saved[values + i * cells + j]; }
        saved[at + j] = sum;
    }
    sync();
    var mean = 0f;
    for (var j = 0u; j < cells; j++) { mean += saved[own + weights_at + j] * saved[at + j]; }
    sync();
    for (var j = index; j < cells; j += THREADS) {
        saved[at + j] = saved[own + weights_at + j] * (saved[at + j] - mean) / sqrt(f32(hidden));
    }
    sync();
}

@compute @workgroup_size(THREADS)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let sample = linear(group, count);
    if sample >= job.batch { return; }
    let keys = values_of(sample);
    let dkeys = gradients_of(sample);
    let dvalues = dkeys + hidden * cells;
    let dh = state_of(sample);
    let dcontext = dh + hidden;
    for (var i = index; i < 2 * hidden * (cells + 1); i += THREADS) { saved[dkeys + i] = 0; }
    for (var back = 0u; back < steps; back++) {
        let t = steps - 1 - back;
        let before = record_of(sample, t);
        let own = before + record;
        let step = step_of(sample, t);
        sync();
        back_from_scores(sample, t, index);
        back_to_cells(sample, t, index);
        for (var i = index; i < hidden * cells; i += THREADS) {
            saved[dvalues + i] += saved[dcontext + i / cells] * saved[own + weights_at + i % cells];
            saved[dkeys + i] += saved[step + cells_at() + i % cells] * saved[own + hidden_at + i / cells];
        }
        for (var i = index; i < hidden; i += THREADS) {
            var d = saved[dh + i];
            for (var j = 0u; j < cells; j++) { d += saved[step + cells_at() + j] * saved[keys + i * cells + j]; }
            let gates = own + gates_at + i;
            let r = saved[gates];
            let z = saved[gates + hidden];
            let n = saved[gates + 2 * hidden];
            let dnew = d * (1 - z) * (1 - n * n);
            saved[step + i] = dnew * saved[gates + 3 * hidden] * r * (1 - r);
            saved[step + hidden + i] = d * (saved[before + hidden_at + i] - n) * z * (1 - z);
            saved[step + 2 * hidden + i] = dnew;
            saved[step + 3 * hidden + i] = dnew * r;
            saved[dh + i] = d * z;
        }
        sync();
        for (var i = index; i < hidden; i += THREADS) {
            var sum = saved[dh + i];
            for (var row = 0u; row < 3 * hidden; row++) {
                sum += param(hidden_weight + row * hidden + i) * saved[step + remembered_at(row)];
            }
            saved[dh + i] = sum;
        }
        for (var k = index; k < embedding + hidden; k += THREADS) {
            var sum = 0f;
            for (var row = 0u; row < 3 * hidden; row++) {
                sum += param(input_weight + row * (embedding + hidden) + k) * saved[step + row];
            }
            if k < embedding { saved[step + word_at() + k] = sum; } else { saved[dcontext + k - embedding] = sum; }
        }
    }
    sync();
    // The first context is the mean of the values.
    for (var i = index; i < hidden * cells; i += THREADS) {
        saved[dvalues + i] += saved[dcontext + i / cells] / f32(cells);
    }
}

@compute @workgroup_size(GROUP)
fn maps_gradient(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at >= job.batch * maps * cells { return; }
    let sample = at / (maps * cells);
    let map = at / cells % maps;
    let dkeys = gradients_of(sample) + at % cells;
    var sum = 0f;
    for (var row = 0u; row < hidden; row++) {
        sum += param(keys_weight + row * maps + map) * saved[dkeys + row * cells];
        sum += param(values_weight + row * maps + map) * saved[dkeys + (hidden + row) * cells];
    }
    dx[input_of(sample) + at % (maps * cells)] += sum;
}

/// Over samples and cells: the gradients of keys or values, which begin `gradient` behind those of keys, times a map.
fn over_cells(gradient: u32, map: u32) -> f32 {
    var sum = 0f;
    for (var sample = 0u; sample < job.batch; sample++) {
        let d = gradients_of(sample) + gradient;
        let values = input_of(sample) + map * cells;
        for (var j = 0u; j < cells; j++) {
            // Of a bias there is no map.
            if map < maps { sum += saved[d + j] * x[values + j]; } else { sum += saved[d + j]; }
        }
    }
    return sum;
}

const NOTHING = 0xffffffffu;

/// Over samples and steps: a gradient of the step times a value that begins behind the record before it.
fn over_steps(gradient: u32, value: u32) -> f32 {
    var sum = 0f;
    for (var sample = 0u; sample < job.batch; sample++) {
        for (var t = 0u; t < steps; t++) {
            let d = saved[step_of(sample, t) + gradient];
            if value == NOTHING { sum += d; } else { sum += d * saved[record_of(sample, t) + value]; }
        }
    }
    return sum;
}

/// The same of the gradient of a word's score.
fn over_scores(word: u32, value: u32) -> f32 {
    var sum = 0f;
    for (var sample = 0u; sample < job.batch; sample++) {
        for (var t = 0u; t < steps; t++) {
            let d = dy[(sample * words + word) * steps + t];
            if value == NOTHING { sum += d; } else { sum += d * saved[record_of(sample, t) + value]; }
        }
    }
    return sum;
}

/// Over the steps behind a word.
fn over_places(word: u32, gradient: u32) -> f32 {
    var sum = 0f;
    for (var sample = 0u; sample < job.batch; sample++) {
        for (var t = 0u; t < steps; t++) {
            if word_of(sample, t) == word { sum += saved[step_of(sample, t) + gradient]; }
        }
    }
    return sum;
}

fn gradient_of(at: u32) -> f32 {
    let inputs = embedding + hidden;
    if at < keys_bias { return over_cells(at / maps * cells, at % maps); }
    if at < values_weight { return over_cells((at - keys_bias) * cells, maps); }
    if at < values_bias { return over_cells((hidden + (at - values_weight) / maps) * cells, (at - values_weight) % maps); }
    if at < embedding_weight { return over_cells((hidden + at - values_bias) * cells, maps); }
    if at < input_weight { return over_places((at - embedding_weight) / embedding, word_at() + (at - embedding_weight) % embedding); }
    if at < hidden_weight { return over_steps((at - input_weight) / inputs, record + (at - input_weight) % inputs); }
    if at < input_bias { return over_steps(remembered_at((at - hidden_weight) / hidden), hidden_at + (at - hidden_weight) % hidden); }
    if at < hidden_bias { return over_steps(at - input_bias, NOTHING); }
    if at < units_weight { return over_steps(remembered_at(at - hidden_bias), NOTHING); }
    let columns = 2 * hidden;
    if at < units_bias { return over_steps(dunits_at() + (at - units_weight) / columns, record + hidden_at + (at - units_weight) % columns); }
    if at < scores_weight { return over_steps(dunits_at() + at - units_bias, NOTHING); }
    if at < scores_bias { return over_scores((at - scores_weight) / units, record + units_at + (at - scores_weight) % units); }
    return over_scores(at - scores_bias, NOTHING);
}

@compute @workgroup_size(GROUP)
fn params_gradient(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let at = linear(group, count) * GROUP + index;
    if at < params_end { dparams[node.params_at + at] += gradient_of(at); }
}
