//! A picture to begin with, computed here: flat areas and gradients, edges in all directions, thin lines, a chequered
//! floor and waves, so that every kernel finds something to do.

use super::Picture;
use super::picture::LARGEST;
use crate::shape::Shape;

type Colour = [f32; 3];

/// Points across and down that a pixel is the mean of.
const FINE: usize = 3;

/// The picture, 240 × 320.
pub fn scene() -> Picture {
    let [h, w] = LARGEST;
    let shape = Shape::new(3, h, w);
    let mut values = vec![0.0; shape.len()];
    for row in 0..h {
        for column in 0..w {
            let mut sum = [0.0; 3];
            for i in 0..FINE * FINE {
                let place = |at: usize, part: usize| at as f32 + (part as f32 + 0.5) / FINE as f32;
                let point = colour(place(column, i % FINE), place(row, i / FINE));
                sum.iter_mut().zip(point).for_each(|(sum, value)| *sum += value);
            }
            for (c, sum) in sum.into_iter().enumerate() {
                values[(c * h + row) * w + column] = sum / (FINE * FINE) as f32;
            }
        }
    }
    Picture { shape, values }
}

/// The colour of a point: the first thing from the front that is there.
fn colour(x: f32, y: f32) -> Colour {
    house(x, y)
        .or_else(|| tree(x, y))
        .or_else(|| ground(x, y))
        .or_else(|| hills(x, y))
        .unwrap_or_else(|| sky(x, y))
}

fn mix(a: Colour, b: Colour, t: f32) -> Colour {
    [0, 1, 2].map(|c| a[c] + (b[c] - a[c]) * t.clamp(0.0, 1.0))
}

fn sine(x: f32) -> f32 {
    libm::sinf(x)
}

fn distance(x: f32, y: f32) -> f32 {
    libm::sqrtf(x * x + y * y)
}

fn sky(x: f32, y: f32) -> Colour {
    let sun = distance(x - 66.0, y - 54.0);
    let rays = if sun > 30.0 && sun < 42.0 && sine(8.0 * libm::atan2f(y - 54.0, x - 66.0)) > 0.55 {
        1.0
    } else {
        0.0
    };
    let air = mix([0.36, 0.62, 0.86], [0.95, 0.88, 0.76], y / 150.0);
    if sun < 24.0 { [1.0, 0.86, 0.34] } else { mix(air, [1.0, 0.93, 0.62], rays * 0.9) }
}

fn hills(x: f32, y: f32) -> Option<Colour> {
    let far = 118.0 - 26.0 * sine(x / 52.0 + 0.4) - 9.0 * sine(x / 17.0);
    let near = 140.0 - 16.0 * sine(x / 38.0 + 2.6) - 4.0 * sine(x / 9.0);
    match () {
        () if y > near => Some(mix([0.27, 0.5, 0.36], [0.2, 0.38, 0.28], (y - near) / 30.0)),
        () if y > far => Some(mix([0.55, 0.65, 0.78], [0.43, 0.54, 0.66], (y - far) / 40.0)),
        () => None,
    }
}

/// A lake with waves to the left, a chequered floor in perspective to the right.
fn ground(x: f32, y: f32) -> Option<Colour> {
    if y < 172.0 {
        return None;
    }
    let deep = y - 168.0;
    if x < 128.0 + 10.0 * sine(y / 11.0) {
        let wave = sine(900.0 / deep + x / 26.0) * 0.5 + 0.5;
        return Some(mix([0.12, 0.34, 0.5], [0.56, 0.78, 0.86], wave * wave));
    }
    let (across, down) = ((x - 210.0) * 13.0 / deep, 420.0 / deep);
    let dark = (across.floor() as i32 + down.floor() as i32).rem_euclid(2) == 0;
    Some(if dark { [0.36, 0.27, 0.24] } else { [0.93, 0.88, 0.8] })
}

fn house(x: f32, y: f32) -> Option<Colour> {
    let (left, right, top, bottom) = (176.0, 282.0, 102.0, 186.0);
    // The roof: two slanted edges, and tiles as thin lines.
    let slope = (x - 229.0).abs() * 0.72;
    if y < top + 2.0 && y > 58.0 + slope {
        let line = (y - slope).rem_euclid(7.0) < 1.4;
        return Some(if line { [0.42, 0.13, 0.1] } else { [0.76, 0.28, 0.2] });
    }
    if (258.0..268.0).contains(&x) && (62.0..90.0).contains(&y) {
        return Some([0.48, 0.38, 0.34]);
    }
    if !(left..right).contains(&x) || !(top..bottom).contains(&y) {
        return None;
    }
    if (216.0..240.0).contains(&x) && y > 140.0 {
        let knob = distance(x - 235.0, y - 164.0) < 2.0;
        return Some(if knob { [0.95, 0.8, 0.3] } else { [0.22, 0.33, 0.47] });
    }
    for (x0, y0) in [(186.0, 116.0), (250.0, 116.0)] {
        let (u, v) = (x - x0, y - y0);
        if (0.0..22.0).contains(&u) && (0.0..22.0).contains(&v) {
            let cross = (u - 11.0).abs() < 1.2 || (v - 11.0).abs() < 1.2;
            let frame = !(2.0..20.0).contains(&u) || !(2.0..20.0).contains(&v);
            let light = (u + v) / 44.0;
            return Some(if cross || frame {
                [0.97, 0.96, 0.93]
            } else {
                mix([0.16, 0.24, 0.34], [0.5, 0.66, 0.78], light)
            });
        }
    }
    Some(mix([0.97, 0.93, 0.84], [0.86, 0.78, 0.66], (x - left) / (right - left)))
}

fn tree(x: f32, y: f32) -> Option<Colour> {
    let crown = distance((x - 142.0) * 1.1, y - 118.0);
    let edge = 27.0 + 3.0 * sine(9.0 * libm::atan2f(y - 118.0, x - 142.0));
    if crown < edge {
        let leaves = sine(x * 0.9) * sine(y * 0.8 + 1.0) * 0.5 + 0.5;
        return Some(mix([0.1, 0.36, 0.16], [0.42, 0.66, 0.26], leaves * (1.0 - (y - 92.0) / 80.0)));
    }
    ((x - 142.0).abs() < 4.0 && (118.0..184.0).contains(&y))
        .then(|| mix([0.45, 0.31, 0.2], [0.28, 0.18, 0.11], (x - 138.0) / 8.0))
}
