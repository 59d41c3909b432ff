//! Lines from what the step lights in one grid to what it lights in the next.

use super::draft::Rect;

/// From the right corners of one rectangle to the left ones of another, or from the lower to the upper where that lies below.
pub(super) fn between(from: Rect, to: Rect) -> Vec<[f32; 4]> {
    if to.y >= from.bottom() && to.x < from.right() + to.w {
        below(from, to)
    } else {
        vec![[from.right(), from.y, to.x, to.y], [from.right(), from.bottom(), to.x, to.bottom()]]
    }
}

/// From the lower corners of one rectangle to the upper ones of another.
pub(super) fn below(from: Rect, to: Rect) -> Vec<[f32; 4]> {
    vec![[from.x, from.bottom(), to.x, to.y], [from.right(), from.bottom(), to.right(), to.y]]
}

/// From one point to the next, straight.
pub(super) fn way(points: &[[f32; 2]]) -> Vec<[f32; 4]> {
    points.windows(2).map(|pair| [pair[0][0], pair[0][1], pair[1][0], pair[1][1]]).collect()
}
