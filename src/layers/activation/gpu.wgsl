// f(x) and f′(x), as in cpu.rs.

override kind: u32 = 0;
/// The slope of a leaky ReLU or a hard sigmoid, the α of an ELU.
override parameter: f32 = 0;
override length: u32 = 1;

/// Of the scaled tanh.
const AMPLITUDE = 1.7159f;
const SLOPE = 0.6666667f;

fn sigmoid(value: f32) -> f32 {
    let e = exp(-abs(value));
    return select(e, 1f, value >= 0) / (1 + e);
}

/// eˣ − 1 without losing the digits of a small x.
fn exp_m1(value: f32) -> f32 {
    if abs(value) < 0.01 { return value * (1 + value * (0.5 + value / 6)); }
    return exp(value) - 1;
}

/// ln(1 + x) without losing the digits of a small x.
fn ln_1p(value: f32) -> f32 {
    if value < 0.01 { return value * (1 - value * (0.5 - value / 3)); }
    return log(1 + value);
}

/// Φ(x), the normal distribution, by 7.1.26 of Abramowitz and Stegun, "Handbook of mathematical functions", 1964.
fn normal_distribution(value: f32) -> f32 {
    let z = abs(value) * 0.70710678;
    let t = 1 / (1 + 0.3275911 * z);
    let series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let above = 0.5 * series * exp(-z * z);
    return select(above, 1 - above, value >= 0);
}

fn value_of(v: f32) -> f32 {
    if is_nan(v) { return v; }
    switch kind {
        case 0 { return max(v, 0f); }
        case 1 { return select(parameter * v, v, v > 0); }
        case 2 { return sigmoid(v); }
        // Beyond, it is ±1 to the last digit, and its exponentials would overflow.
        case 3 { return tanh(clamp(v, -15f, 15f)); }
        case 4 { return max(v, 0f) + ln_1p(exp(-abs(v))); }
        case 5 { return select(parameter * exp_m1(min(v, 0f)), v, v > 0); }
        case 6 { return v * normal_distribution(v); }
        case 7 { return v * sigmoid(v); }
        case 8 { return clamp(v, 0f, 6f); }
        case 10 { return clamp(parameter * v + 0.5, 0f, 1f); }
        case 11 { return v * clamp(v / 6 + 0.5, 0f, 1f); }
        default { return AMPLITUDE * tanh(clamp(SLOPE * v, -15f, 15f)); }
    }
}

fn derivative_of(v: f32, result: f32) -> f32 {
    if is_nan(v) {
        switch kind {
            case 0, 5, 8, 11 { return 1; }
            case 1 { return parameter; }
            case 10 { return 0; }
            default { return v; }
        }
    }
    switch kind {
        case 0 { return select(0f, 1f, v > 0); }
        case 1 { return select(parameter, 1f, v > 0); }
        case 2 { return result * (1 - result); }
        case 3 { return 1 - result * result; }
        case 4 { return sigmoid(v); }
        case 5 { return select(result + parameter, 1f, v > 0); }
        case 6 { return normal_distribution(v) + v * exp(-0.5 * v * v) * 0.3989422804; }
        case 7 {
            let s = sigmoid(v);
            return s + result * (1 - s);
        }
        case 8 { return select(0f, 1f, v > 0 && v < 6); }
        case 10 { return select(0f, parameter, result > 0 && result < 1); }
        case 11 { return select(select(1f, v / 3 + 0.5, v < 3), 0f, v <= -3); }
        default { return SLOPE * (AMPLITUDE - result * result / AMPLITUDE); }
    }
}

@compute @workgroup_size(GROUP)
fn forward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i < job.batch * length { y[i] = value_of(x[i]); }
}

@compute @workgroup_size(GROUP)
fn backward(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) count: vec3u,
    @builtin(local_invocation_index) index: u32,
) {
    let i = linear(group, count) * GROUP + index;
    if i >= job.batch * length { return; }
    let slope = derivative_of(x[i], y[i]);
    // What ReLU and ReLU6 hold back is 0 even if dy is infinite or NaN.
    if (kind != 0 && kind != 8) || slope > 0 { dx[i] += slope * dy[i]; }
}
