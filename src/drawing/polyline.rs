//! Lines given by their points: distance and simplification.

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
