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

struct Place { column: u32 }

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

/// There are none.
fn period() -> u32 {
    return 0xffffffffu;
}

fn left(part: u32, row: u32, k: Cursor) -> f32 {
    if way == FORWARD { return x[row * fan_in + k.k]; }
    if way == INPUT { return dy[row * units + k.k]; }
    return dy[k.k * units + row];
}

fn place_of(part: u32, column: u32) -> Place {
    return Place(column);
}

fn beside(place: Place) -> Place {
    return Place(place.column + 1);
}

fn look(place: Place, k: Cursor) -> u32 {
    return 0;
}

fn right(place: Place, looked: u32, k: Cursor) -> f32 {
    if way == WEIGHT { return x[k.k * fan_in + place.column]; }
    if way == FORWARD { return params[node.params_at + place.column * fan_in + k.k]; }
    return params[node.params_at + k.k * fan_in + place.column];
}

fn target_of(part: u32, column: u32) -> u32 {
    return column;
}

fn store(part: u32, row: u32, column: u32, sum: f32) {
    if way == INPUT {
        dx[row * fan_in + column] += sum;
    } else if way == WEIGHT {
        dparams[node.params_at + row * fan_in + column] += sum;
    } else if biased {
        y[row * units + column] = sum + params[node.params_at + units * fan_in + column];
    } else {
        y[row * units + column] = sum;
    }
}
