//! Lines given by their points: distance, simplification and smoothing.

use crate::decimal;

/// A point (x, y).
pub type Point = (f32, f32);

/// Squared distance of `p` to the straight line from `a` to `b`, its ends included.
///
/// ```
/// use convoscope::drawing::polyline::squared_distance;
/// assert_eq!(squared_distance((1.0, 2.0), (0.0, 0.0), (3.0, 0.0)), 4.0);
/// assert_eq!(squared_distance((6.0, 4.0), (0.0, 0.0), (3.0, 0.0)), 25.0);
/// ```
#[inline]
pub fn squared_distance(p: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (px, py) = (p.0 - a.0, p.1 - a.1);
    let square = dx * dx + dy * dy;
    // Along the line from 0 at `a` to 1 at `b`; the two may be the same point.
    let t = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    let (ox, oy) = (px - t * dx, py - t * dy);
    ox * ox + oy * oy
}

/// The same line with fewer points: none that was left out is further than `tolerance` away from it (Ramer, 1972;
/// Douglas and Peucker, 1973).
///
/// ```
/// use convoscope::drawing::polyline::simplified;
/// let line = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (2.1, 1.0), (2.0, 2.0)];
/// assert_eq!(simplified(&line, 0.2), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]);
/// ```
pub fn simplified(points: &[Point], tolerance: f32) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut keep = vec![false; points.len()];
    keep[0] = true;
    // A stack and no recursion: a line may have many thousand points.
    let mut spans = vec![(0, points.len() - 1)];
    while let Some((from, to)) = spans.pop() {
        keep[to] = true;
        let away = |i: usize| squared_distance(points[i], points[from], points[to]);
        let farthest = (from + 1..to).max_by(|&i, &j| away(i).total_cmp(&away(j)));
        if let Some(middle) = farthest.filter(|&i| away(i) > tolerance * tolerance) {
            spans.extend([(from, middle), (middle, to)]);
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(&point, _)| point).collect()
}

/// Points written as `x,y` in hundredths, as "10,10 50,20"; what is not written so is left out.
pub fn knots(text: &str) -> Vec<Point> {
    let hundredth = |number: &str| Some(decimal::parse::<f32>(number)? / 100.0);
    let point = |pair: &str| pair.split_once(',').and_then(|(x, y)| Some((hundredth(x)?, hundredth(y)?)));
    text.split(' ').filter_map(point).collect()
}

/// A smooth line through the given points, from corner to corner; a point given twice is a corner.
///
/// ```
/// use convoscope::drawing::polyline::{knots, smooth};
/// let line = smooth(&knots("10,10 50,20 90,10 90,10 90,90"));
/// for point in [(0.1, 0.1), (0.5, 0.2), (0.9, 0.1), (0.9, 0.9)] {
///     assert!(line.contains(&point));
/// }
/// let behind_the_corner = line.iter().skip_while(|point| **point != (0.9, 0.1));
/// assert!(behind_the_corner.clone().all(|point| (point.0 - 0.9).abs() < 1e-6));
/// ```
pub fn smooth(knots: &[Point]) -> Vec<Point> {
    knots.chunk_by(|a, b| a != b).flat_map(spline).collect()
}

/// A Catmull and Rom spline (1974): at each point, it goes the way from the point before to the point after.
fn spline(knots: &[Point]) -> Vec<Point> {
    const PARTS: usize = 8;
    let at = |i: isize| knots[i.clamp(0, knots.len() as isize - 1) as usize];
    let mut points = Vec::new();
    for i in 0..knots.len() as isize - 1 {
        let [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
        for part in 0..PARTS {
            let t = part as f32 / PARTS as f32;
            let axis = |a: f32, b: f32, c: f32, d: f32| {
                0.5 * (2.0 * b
                    + t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a))))
            };
            points.push((axis(a.0, b.0, c.0, d.0), axis(a.1, b.1, c.1, d.1)));
        }
    }
    points.extend(knots.last());
    points
}
