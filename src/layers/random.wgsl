// The numbers that `Random` draws one after the other: SplitMix64's state is a multiple of one constant, so that every thread finds
// its own.

fn add64(a: vec2u, b: vec2u) -> vec2u {
    let low = a.x + b.x;
    return vec2u(low, a.y + b.y + select(0u, 1u, low < a.x));
}

/// The lower 64 bits of a product.
fn multiply64(a: vec2u, b: vec2u) -> vec2u {
    let a0 = a.x & 0xffffu;
    let a1 = a.x >> 16;
    let b0 = b.x & 0xffffu;
    let b1 = b.x >> 16;
    let middle = a1 * b0 + ((a0 * b0) >> 16);
    let other = a0 * b1 + (middle & 0xffffu);
    let high = a1 * b1 + (middle >> 16) + (other >> 16);
    return vec2u(a.x * b.x, high + a.x * b.y + a.y * b.x);
}

fn shift_right64(a: vec2u, bits: u32) -> vec2u {
    return vec2u((a.x >> bits) | (a.y << (32 - bits)), a.y >> bits);
}

/// The `n`th number, from 1 on, of the generator with this seed.
fn random64(seed: vec2u, n: u32) -> vec2u {
    var z = add64(seed, multiply64(vec2u(0x7f4a7c15u, 0x9e3779b9u), vec2u(n, 0)));
    z = multiply64(z ^ shift_right64(z, 30), vec2u(0x1ce4e5b9u, 0xbf58476du));
    z = multiply64(z ^ shift_right64(z, 27), vec2u(0x133111ebu, 0x94d049bbu));
    return z ^ shift_right64(z, 31);
}

/// The layer's own seed: that of `Random::split`.
fn own_seed() -> vec2u {
    let parent = job.seed ^ multiply64(vec2u(node.number, 0), vec2u(0xd192ed03u, 0xd1b54a32u));
    return random64(random64(parent, 1), 1);
}

/// Of a random number, one from 0 to 1, without 1.
fn uniform_of(random: vec2u) -> f32 {
    return f32(random.y >> 8) / 16777216;
}
