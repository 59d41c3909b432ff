//! Coloured shapes: the class is the shape, and the colour a distraction.

use std::f32::consts::{PI, TAU};

use crate::random::Random;

/// Rows and columns.
pub const SIDE: usize = 32;

pub const NAMES: [&str; 6] = ["disc", "square", "triangle", "cross", "ring", "star"];

/// Draws one on a background whose two colours run into each other.
pub fn draw(label: u8, random: &mut Random, out: &mut [f32]) {
    let (radius, soft) = (random.range(7.0, 12.5), 0.7);
    let room = SIDE as f32 / 2.0 - radius;
    let middle = SIDE as f32 / 2.0;
    let centre = (middle + random.range(-room, room), middle + random.range(-room, room));
    let (sin, cos) = libm::sincosf(random.range(0.0, TAU));
    let [from, to] = [colour(random), colour(random)];
    // A shape that cannot be seen would teach nothing.
    let mut ink = colour(random);
    for _ in 0..20 {
        let apart = |other: [f32; 3]| (0..3).map(|c| (ink[c] - other[c]).abs()).sum::<f32>();
        if apart(from).min(apart(to)) > 0.7 {
            break;
        }
        ink = colour(random);
    }
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (u, v) = (x as f32 + 0.5 - centre.0, y as f32 + 0.5 - centre.1);
            let at = ((cos * u + sin * v) / radius, (cos * v - sin * u) / radius);
            let cover = (0.5 - outside(label, at) * radius / soft).clamp(0.0, 1.0);
            let mix = (x + y) as f32 / (2 * SIDE) as f32;
            for c in 0..3 {
                let ground = from[c] + mix * (to[c] - from[c]);
                out[(c * SIDE + y) * SIDE + x] = ground + cover * (ink[c] - ground);
            }
        }
    }
}

fn colour(random: &mut Random) -> [f32; 3] {
    std::array::from_fn(|_| random.uniform())
}

/// About how far a point is outside of the shape of radius 1, negative inside.
fn outside(label: u8, (x, y): (f32, f32)) -> f32 {
    let radius = (x * x + y * y).sqrt();
    match label {
        0 => radius - 0.9,
        1 => x.abs().max(y.abs()) - 0.75,
        2 => {
            // Three half planes, 120° from one another.
            let side = |angle: f32| {
                let (sin, cos) = libm::sincosf(angle);
                x * cos + y * sin - 0.5
            };
            side(PI / 6.0).max(side(5.0 * PI / 6.0)).max(side(-PI / 2.0))
        }
        3 => (x.abs().max(y.abs()) - 0.9).max(x.abs().min(y.abs()) - 0.27),
        4 => (radius - 0.78).abs() - 0.2,
        _ => {
            // Five points: the distance to a side of the star, in the sector of 72° folded on itself.
            let sector = TAU / 5.0;
            let turned = libm::atan2f(y, x) + TAU;
            let angle = (turned - sector * (turned / sector).floor() - 0.5 * sector).abs();
            let (sin, cos) = libm::sincosf(0.5 * sector - angle);
            // From the tip (1, 0) to the notch, 36° further at a radius of 0.4.
            let (notch_sin, notch_cos) = libm::sincosf(0.5 * sector);
            let (dx, dy) = (0.4 * notch_cos - 1.0, 0.4 * notch_sin);
            let across = (radius * cos - 1.0) * dy - radius * sin * dx;
            across / (dx * dx + dy * dy).sqrt()
        }
    }
}
