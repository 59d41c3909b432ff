//! Points of the plane: what dense networks are shown with. All lie within 0.9 of the middle, so that noise seldom
//! takes one out of −1 to 1.

use std::f32::consts::{PI, TAU};

use crate::random::Random;

/// How far out points go.
const REACH: f32 = 0.8;

pub fn circle(label: u8, random: &mut Random, out: &mut [f32]) {
    // The root spreads points evenly over the area.
    let (low, high) = [(0.0f32, 0.45f32), (0.65, REACH)][usize::from(label)];
    let radius = random.range(low * low, high * high).sqrt();
    polar(radius, random.range(0.0, TAU), out);
}

pub fn xor(label: u8, random: &mut Random, out: &mut [f32]) {
    // A gap between the quadrants, so that without noise they can be told apart.
    let (x, y) = (random.range(0.05, REACH), random.range(0.05, REACH));
    let side = if random.uniform() < 0.5 { -1.0 } else { 1.0 };
    let other = if label == 0 { side } else { -side };
    out.copy_from_slice(&[side * x, other * y]);
}

pub fn spiral(label: u8, random: &mut Random, out: &mut [f32]) {
    let along = random.uniform();
    let turn = 1.75 * TAU * along + PI * f32::from(label);
    polar(REACH * (0.06 + 0.94 * along), turn, out);
}

pub fn blobs(label: u8, random: &mut Random, out: &mut [f32]) {
    let centre = [(-0.45, 0.35), (0.45, 0.35), (0.0, -0.45)][usize::from(label)];
    let mut around = |centre: f32| centre + 0.14 * random.normal();
    out.copy_from_slice(&[around(centre.0), around(centre.1)]);
}

fn polar(radius: f32, angle: f32, out: &mut [f32]) {
    let (sin, cos) = libm::sincosf(angle);
    out.copy_from_slice(&[radius * cos, radius * sin]);
}

/// Draws a point of the line, and answers the height of the wave there: three sines, within −0.9 and 0.9.
pub fn wave(random: &mut Random, out: &mut [f32]) -> f32 {
    let x = random.range(-0.95, 0.95);
    out[0] = x;
    0.5 * libm::sinf(PI * x) + 0.25 * libm::sinf(3.0 * PI * x) + 0.15 * libm::sinf(5.0 * PI * x)
}

/// Draws a point of the plane, and answers (x + y) / 2 there.
pub fn plane(random: &mut Random, out: &mut [f32]) -> f32 {
    let [x, y] = anywhere(random, out);
    0.5 * (x + y)
}

/// Draws a point of the plane, and answers what six Gaussians add up to there: Σ ±0.9 exp(−|p − c|² / 2σ²), σ = 0.2.
pub fn gaussians(random: &mut Random, out: &mut [f32]) -> f32 {
    let [x, y] = anywhere(random, out);
    let bump = |i: usize| {
        let (column, row) = (i % 3, i / 3);
        let (cx, cy) = (0.6 * (column as f32 - 1.0), 0.45 * (2.0 * row as f32 - 1.0));
        let sign = if (column + row) % 2 == 0 { 0.9 } else { -0.9 };
        let distance = (x - cx).powi(2) + (y - cy).powi(2);
        sign * libm::expf(-distance / (2.0 * 0.2 * 0.2))
    };
    (0..6).map(bump).sum()
}

fn anywhere(random: &mut Random, out: &mut [f32]) -> [f32; 2] {
    let point = [(); 2].map(|()| random.range(-0.95, 0.95));
    out.copy_from_slice(&point);
    point
}
