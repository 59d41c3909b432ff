//! [`Skeleton`]: the centre lines of a written digit, which [`restroke`](super::restroke) draws anew.
//!
//! The image is enlarged three times and thresholded, thinned until only lines of one cell are left (Zhang and Suen, "A
//! fast parallel algorithm for thinning digital patterns", 1984), cleared of the short spurs that thinning leaves,
//! and followed from end to end; each line is smoothed and simplified.

use super::thinning::{AROUND, FINE, GRID, INK, enlarged, thin};
use crate::drawing::polyline::simplified;

/// Steps of a stored coordinate along one pixel; 28 pixels just fit into a byte.
const STEPS: f32 = 9.0;
/// How far, in cells, a simplified line may leave the one followed.
const TOLERANCE: f32 = 0.3;

/// The centre lines of one image, about a hundred bytes.
///
/// ```
/// use convoscope::data::skeleton::Skeleton;
/// let mut image = [0; 28 * 28];
/// (5..23).for_each(|y| image[y * 28 + 12..][..4].fill(255));
/// let bar = Skeleton::of(&image);
/// let line: Vec<_> = bar.lines().next().unwrap().points().collect();
/// assert_eq!(bar.lines().count(), 1);
/// assert!(line.iter().all(|(x, _)| (x - 14.0).abs() < 0.5), "{line:?}");
/// assert!((3.0..5.0).contains(&bar.width(&image)), "{}", bar.width(&image));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton {
    points: Box<[[u8; 2]]>,
    lines: Box<[Header]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    points: u16,
    ends: Ends,
}

/// What becomes of a line at its two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Whether the first and the last point are ends of a stroke; otherwise other lines go on from there.
    Free {
        /// The first point.
        first: bool,
        /// The last point.
        last: bool,
    },
    /// The line comes back to where it began, as in a 0.
    Loop,
}

/// One centre line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    points: &'a [[u8; 2]],
    /// What becomes of it at its ends.
    pub ends: Ends,
}

impl<'a> Line<'a> {
    /// Its points (x, y) in pixels; pixel (0, 0) covers 0..1 × 0..1.
    pub fn points(self) -> impl ExactSizeIterator<Item = (f32, f32)> + 'a {
        self.points.iter().map(|&[x, y]| (f32::from(x) / STEPS, f32::from(y) / STEPS))
    }
}

impl Skeleton {
    /// The centre lines of a 28 × 28 image, 0 for paper and 255 for ink.
    pub fn of(image: &[u8]) -> Self {
        let mut grid = enlarged(image);
        thin(&mut grid);
        // A spur starts at the middle of the stroke, so it is about as long as half the stroke is wide.
        let ink = image.iter().filter(|&&v| f32::from(v) >= INK).count() as f32;
        let cells = grid.iter().filter(|&&set| set).count().max(1) as f32;
        let shortest = (0.5 * ink * (FINE * FINE) as f32 / cells).clamp(2.0, 8.0);
        let mut lines = follow(&grid);
        while let Some(spur) = shortest_spur(&lines, shortest) {
            // Its last cell, where it meets the others, stays.
            let cells = lines[spur].cells.iter();
            let ends_here: Vec<usize> = cells.filter(|&&cell| degree(&grid, cell) < 3).copied().collect();
            ends_here.iter().for_each(|&cell| grid[cell] = false);
            lines = follow(&grid);
        }
        // Specks are no strokes, unless there is nothing else.
        if lines.iter().any(|line| line.cells.len() > 2) {
            lines.retain(|line| line.cells.len() > 1 || !line.is_alone());
        }
        let (mut points, mut headers) = (Vec::new(), Vec::new());
        for line in lines {
            let kept = simplified(&smooth(&line.cells), TOLERANCE);
            headers.push(Header { points: kept.len() as u16, ends: line.ends });
            points.extend(kept.iter().map(|&(x, y)| [stored(x), stored(y)]));
        }
        Self { points: points.into(), lines: headers.into() }
    }

    /// The centre lines.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut rest = &self.points[..];
        self.lines.iter().map(move |line| {
            let (points, after) = rest.split_at(usize::from(line.points));
            rest = after;
            Line { points, ends: line.ends }
        })
    }

    /// Mean width in pixels of the strokes of `image`, whose skeleton this is: ink divided by length.
    pub fn width(&self, image: &[u8]) -> f32 {
        let ink = image.iter().map(|&v| u32::from(v)).sum::<u32>() as f32 / 255.0;
        let length: f32 = self.lines().map(|line| length(line.points())).sum();
        // Each stroke reaches half its width beyond each end of its centre line: w · (l + w) = ink.
        0.5 * ((length * length + 4.0 * ink).sqrt() - length)
    }
}

fn length(points: impl Iterator<Item = (f32, f32)>) -> f32 {
    let mut last = None;
    let step = |at: (f32, f32)| {
        last.replace(at).map_or(0.0, |from: (f32, f32)| (at.0 - from.0).hypot(at.1 - from.1))
    };
    points.map(step).sum()
}

/// A coordinate of the grid, in cells, as it is stored.
fn stored(cell: f32) -> u8 {
    ((cell - 0.5) / FINE as f32 * STEPS).round() as u8
}

/// The cells that a line goes on to: direct neighbours, and diagonal ones where there is no direct way.
fn next(grid: &[bool], cell: usize) -> impl Iterator<Item = usize> {
    let set = move |i: usize| grid[cell.wrapping_add_signed(AROUND[i % 8])];
    (0..8)
        .filter(move |&i| set(i) && (i % 2 == 0 || !(set(i + 7) || set(i + 1))))
        .map(move |i| cell.wrapping_add_signed(AROUND[i]))
}

fn degree(grid: &[bool], cell: usize) -> usize {
    next(grid, cell).count()
}

/// A line while it is followed: cells that touch each other.
struct Followed {
    cells: Vec<usize>,
    ends: Ends,
}

impl Followed {
    fn is_alone(&self) -> bool {
        self.ends == Ends::Free { first: true, last: true }
    }
}

/// Every line of the thinned grid, from each end and junction to the next, then the loops that have neither.
fn follow(grid: &[bool]) -> Vec<Followed> {
    let ink = || (0..grid.len()).filter(|&cell| grid[cell]);
    let mut lines = Vec::new();
    let mut passed = vec![false; grid.len()];
    for start in ink().filter(|&cell| degree(grid, cell) != 2) {
        let first = degree(grid, start) <= 1;
        if degree(grid, start) == 0 {
            lines.push(Followed { cells: vec![start], ends: Ends::Free { first, last: true } });
        }
        for second in next(grid, start) {
            let mut cells = vec![start, second];
            while degree(grid, cells[cells.len() - 1]) == 2 {
                let [.., before, at] = cells[..] else { unreachable!() };
                let Some(onward) = next(grid, at).find(|&cell| cell != before) else { break };
                cells.push(onward);
            }
            let last = cells[cells.len() - 1];
            // Every line is met from both of its ends: kept from the lower one, or as a loop in one direction.
            let (out, back) = (second, cells[cells.len() - 2]);
            cells[1..cells.len() - 1].iter().for_each(|&cell| passed[cell] = true);
            if start < last || start == last && out < back {
                lines.push(Followed { ends: Ends::Free { first, last: degree(grid, last) <= 1 }, cells });
            }
        }
    }
    for start in ink() {
        if passed[start] || degree(grid, start) != 2 {
            continue;
        }
        let mut cells = vec![start];
        passed[start] = true;
        while let Some(onward) = next(grid, cells[cells.len() - 1]).find(|&cell| !passed[cell]) {
            passed[onward] = true;
            cells.push(onward);
        }
        cells.push(start);
        lines.push(Followed { cells, ends: Ends::Loop });
    }
    lines
}

/// The shortest line with one free end, if it is short enough to come from thinning.
fn shortest_spur(lines: &[Followed], shortest: f32) -> Option<usize> {
    let spur = |line: &Followed| matches!(line.ends, Ends::Free { first, last } if first != last);
    (0..lines.len())
        .filter(|&i| spur(&lines[i]) && (lines[i].cells.len() as f32) < shortest)
        .min_by_key(|&i| lines[i].cells.len())
}

/// The line without the steps of the grid: a few passes of (1, 2, 1) / 4 between its fixed ends.
fn smooth(cells: &[usize]) -> Vec<(f32, f32)> {
    let mut points: Vec<(f32, f32)> =
        cells.iter().map(|cell| ((cell % GRID) as f32, (cell / GRID) as f32)).collect();
    for _ in 0..6 {
        let mut before = points[0];
        for i in 1..points.len() - 1 {
            let (at, after) = (points[i], points[i + 1]);
            points[i] = ((before.0 + 2.0 * at.0 + after.0) / 4.0, (before.1 + 2.0 * at.1 + after.1) / 4.0);
            before = at;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::SIDE;

    fn image(ink: impl Fn(f32, f32) -> bool) -> Vec<u8> {
        let pixel = |i: usize| ink((i % SIDE) as f32 + 0.5, (i / SIDE) as f32 + 0.5);
        (0..SIDE * SIDE).map(|i| if pixel(i) { 255 } else { 0 }).collect()
    }

    #[test]
    fn a_ring_is_one_loop_around_its_middle() {
        let ring = Skeleton::of(&image(|x, y| ((x - 14.0).hypot(y - 14.0) - 8.0).abs() < 1.5));
        let lines: Vec<_> = ring.lines().collect();
        assert_eq!((lines.len(), lines[0].ends), (1, Ends::Loop));
        for (x, y) in lines[0].points() {
            assert!(((x - 14.0).hypot(y - 14.0) - 8.0).abs() < 0.7, "{x} {y}");
        }
    }

    #[test]
    fn a_cross_is_four_lines_with_one_free_end_each() {
        let cross = Skeleton::of(&image(|x, y| {
            (4.0..24.0).contains(&x)
                && (4.0..24.0).contains(&y)
                && ((x - 14.0).abs() < 2.0 || (y - 14.0).abs() < 2.0)
        }));
        let free = |line: &Line| matches!(line.ends, Ends::Free { first, last } if first != last);
        assert_eq!(cross.lines().filter(free).count(), 4);
        assert!((30.0..40.0).contains(&cross.lines().map(|line| length(line.points())).sum::<f32>()));
    }

    #[test]
    fn a_speck_is_no_stroke_but_a_dot_alone_is() {
        let dot = image(|x, y| (x - 5.0).hypot(y - 5.0) < 1.0);
        assert_eq!(Skeleton::of(&dot).lines().count(), 1);
        let both =
            image(|x, y| (x - 5.0).hypot(y - 5.0) < 1.0 || (12.0..15.0).contains(&x) && y > 3.0 && y < 25.0);
        assert_eq!(Skeleton::of(&both).lines().count(), 1);
        assert_eq!(Skeleton::of(&[0; SIDE * SIDE]), Skeleton::default());
    }
}
