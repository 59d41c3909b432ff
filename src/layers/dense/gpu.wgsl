// The three matrix products of a dense layer.

override way: u32 = 0;
override units: u32 = 1;
override fan_in: u32 = 1;
override biased: bool = false;

/// y[n][o] = Σ over i x[n][i] · weight[o][i].
const FORWARD = 0u;
/// dx[n][i] += Σ over o dy[n][o] · weight[o][i].
const INPUT = 1u;
/// dweight[o][i] += Σ over n dy[n][o] · x[n][i].
const WEIGHT = 2u;

struct Place { column: vec4u }

fn rows() -> u32 {
    return select(job.batch, units, way == WEIGHT);
}

fn columns() -> u32 {
    return select(fan_in, units, way == FORWARD);
}

fn depths(part: u32) -> vec2u {
    if way == FORWARD { return vec2u(0, fan_in); }
    return vec2u(0, select(units, job.batch, way == WEIGHT));
}

fn left(part: u32, row: u32, k: u32) -> f32 {
    if way == FORWARD { return x[row * fan_in + k]; }
    if way == INPUT { return dy[row * units + k]; }
    return dy[k * units + row];
}

fn places(part: u32, column: u32) -> Place {
    return Place(vec4u(column) + vec4u(0, 1, 2, 3));
}

fn right(part: u32, k: u32, place: Place) -> vec4f {
    if way == WEIGHT {
        let i = k * fan_in + place.column;
        return vec4f(x[i.x], x[i.y], x[i.z], x[i.w]);
    }
    var i = params_at + k * fan_in + place.column;
    if way == FORWARD { i = params_at + place.column * fan_in + k; }
    return vec4f(params[i.x], params[i.y], params[i.z], params[i.w]);
}

fn store(part: u32, row: u32, column: u32, sum: f32) {
    if way == INPUT {
        dx[row * fan_in + column] += sum;
    } else if way == WEIGHT {
        dparams[params_at + row * fan_in + column] += sum;
    } else if biased {
        y[row * units + column] = sum + params[params_at + units * fan_in + column];
    } else {
        y[row * units + column] = sum;
    }
}
