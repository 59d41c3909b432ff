/// The pixels of a class that are within `distance` of where it ends, diagonals included; beyond the border of the picture there is
/// none of it. `classes` holds a class for each pixel of a picture that is `side` wide, row by row.
///
/// ```
/// use convoscope::detection::boundary;
/// // A square of three by three: all but its centre.
/// let square = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
/// let edge = boundary(&square, 1, 5, 1);
/// assert_eq!((edge.iter().filter(|it| **it).count(), edge[12]), (8, false));
/// ```
pub fn boundary(classes: &[u8], class: u8, side: usize, distance: usize) -> Vec<bool> {
    let rows = classes.len() / side.max(1);
    let is_class = |row: usize, column: usize| classes[row * side + column] == class;
    // Whether all pixels around it are of the class, too: first along rows, then along columns.
    let inside = |at: usize, len: usize| at >= distance && at + distance < len;
    let along: Vec<bool> = (0..rows * side)
        .map(|pixel| (pixel / side, pixel % side))
        .map(|(row, column)| {
            inside(column, side) && (column - distance..=column + distance).all(|near| is_class(row, near))
        })
        .collect();
    let is_far = |row: usize, column: usize| {
        inside(row, rows) && (row - distance..=row + distance).all(|near| along[near * side + column])
    };
    (0..rows * side)
        .map(|pixel| (pixel / side, pixel % side))
        .map(|(row, column)| is_class(row, column) && !is_far(row, column))
        .collect()
}

/// Intersection over union of the [boundaries](boundary) of a class in two masks: unlike that of the whole masks it does not get
/// lenient where an object is large (Cheng, Girshick, Dollár, Berg and Kirillov, "Boundary IoU: improving object-centric image
/// segmentation evaluation", 2021). None where neither mask has any of it.
///
/// ```
/// use convoscope::detection::boundary_iou;
/// // Two of four pixels in a row; the second mask is moved by one.
/// assert_eq!(boundary_iou([&[1, 1, 0, 0], &[0, 1, 1, 0]], 1, 4, 1), Some(1.0 / 3.0));
/// assert_eq!(boundary_iou([&[1, 1, 0, 0], &[0, 1, 1, 0]], 2, 4, 1), None);
/// ```
pub fn boundary_iou(masks: [&[u8]; 2], class: u8, side: usize, distance: usize) -> Option<f32> {
    let [ours, theirs] = masks.map(|classes| boundary(classes, class, side, distance));
    let pairs = || ours.iter().zip(&theirs);
    let both = pairs().filter(|(a, b)| **a && **b).count();
    let either = pairs().filter(|(a, b)| **a || **b).count();
    (either > 0).then(|| both as f32 / either as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Against the definition: a pixel of the class with another one, or the outside, near it.
    #[test]
    fn boundaries_are_as_defined() {
        let (side, mut random) = (9, Random::new(3));
        for distance in [0, 1, 2] {
            for _ in 0..20 {
                // Blobs, so that some pixels lie far inside.
                let mut classes = vec![0u8; side * side];
                for _ in 0..3 {
                    let [top, left] = [0; 2].map(|_| random.below(side - 2));
                    let [tall, wide] = [0; 2].map(|_| 3 + random.below(6));
                    let class = random.below(3) as u8;
                    for row in top..(top + tall).min(side) {
                        classes[row * side..][left..(left + wide).min(side)].fill(class);
                    }
                }
                for class in 0..3 {
                    let ends_near = |row: usize, column: usize| {
                        let d = distance as isize;
                        (-d..=d).any(|i| {
                            (-d..=d).any(|k| {
                                let (row, column) = (row as isize + i, column as isize + k);
                                let is_outside =
                                    [row, column].iter().any(|at| !(0..side as isize).contains(at));
                                is_outside || classes[row as usize * side + column as usize] != class
                            })
                        })
                    };
                    let wanted: Vec<bool> = (0..side * side)
                        .map(|pixel| classes[pixel] == class && ends_near(pixel / side, pixel % side))
                        .collect();
                    assert_eq!(boundary(&classes, class, side, distance), wanted, "{classes:?}");
                }
                assert!([None, Some(1.0)].contains(&boundary_iou([&classes; 2], 1, side, distance.max(1))));
            }
        }
    }
}
