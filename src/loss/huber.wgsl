
override delta: f32 = 1;

/// Huber's loss of an error, and its slope.
fn huber(error: f32) -> vec2f {
    if is_nan(error) { return vec2f(nan_of(error)); }
    if abs(error) <= delta { return vec2f(0.5 * error * error, error); }
    return vec2f(delta * (abs(error) - 0.5 * delta), select(-delta, delta, error > 0));
}
