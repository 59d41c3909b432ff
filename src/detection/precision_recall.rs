use super::{Detection, Object};

/// A picture with what is in it, and what a network says is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// What the network says.
    pub detections: Vec<Detection>,
    /// What there is.
    pub objects: Vec<Object>,
}

/// What is right down to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRecallPoint {
    /// The score of the last detection that is taken.
    pub score: f32,
    /// Whether that one is right.
    pub is_right: bool,
    /// The share of detections so far that is right.
    pub precision: f32,
    /// The share of objects that is found so far.
    pub recall: f32,
}

/// Precision against recall of one class, with a point for each detection, the highest score first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrecisionRecall {
    /// All points.
    pub points: Vec<PrecisionRecallPoint>,
    /// Objects of the class in all pictures.
    pub objects: usize,
}

/// The curve of a class. Detections of all pictures are taken by score; one is right if its intersection over union with an
/// object of its class is `threshold` or more that none before it had found, and then finds the one where it is largest.
pub fn precision_recall(pictures: &[Scored], class: usize, threshold: f32) -> PrecisionRecall {
    let count = |picture: &Scored| picture.objects.iter().filter(|object| object.class == class).count();
    let objects = pictures.iter().map(count).sum::<usize>();
    let mut all: Vec<(usize, &Detection)> = Vec::new();
    for (picture, scored) in pictures.iter().enumerate() {
        all.extend(scored.detections.iter().filter(|one| one.class == class).map(|one| (picture, one)));
    }
    all.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
    let mut found: Vec<Vec<bool>> =
        pictures.iter().map(|picture| vec![false; picture.objects.len()]).collect();
    let (mut right, mut points) = (0, Vec::with_capacity(all.len()));
    for (taken, (picture, detection)) in (1..).zip(all) {
        let of_class = pictures[picture].objects.iter().enumerate().filter(|(_, one)| one.class == class);
        let best = of_class
            .filter(|(object, _)| !found[picture][*object])
            .map(|(object, one)| (object, detection.bounds.iou(&one.bounds)))
            .filter(|(_, iou)| *iou >= threshold)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((object, _)) = best {
            found[picture][object] = true;
            right += 1;
        }
        points.push(PrecisionRecallPoint {
            score: detection.score,
            is_right: best.is_some(),
            precision: right as f32 / taken as f32,
            recall: right as f32 / objects.max(1) as f32,
        });
    }
    PrecisionRecall { points, objects }
}

impl PrecisionRecall {
    /// The highest precision at this recall or a larger one; 0 where so many are never found.
    pub fn precision_at(&self, recall: f32) -> f32 {
        let there = self.points.iter().filter(|point| point.recall >= recall);
        there.map(|point| point.precision).fold(0.0, f32::max)
    }

    /// Average precision: the area below the curve, Σᵢ (rᵢ − rᵢ₋₁) · maxⱼ≥ᵢ pⱼ, where every dip is filled up to the highest
    /// precision at the same recall or a larger one (Everingham et al., "The PASCAL visual object classes challenge", 2010, with
    /// all points); none where there is no object.
    ///
    /// ```
    /// use convoscope::detection::{BoundingBox, Detection, Object, Scored, precision_recall};
    /// let bounds = |left| BoundingBox::new(left, 0.0, left + 4.0, 4.0);
    /// let detection = |score, left| Detection { class: 0, score, bounds: bounds(left) };
    /// let picture = Scored {
    ///     detections: vec![detection(0.9, 0.0), detection(0.8, 40.0), detection(0.7, 10.0)],
    ///     objects: vec![Object { class: 0, bounds: bounds(0.0) }, Object { class: 0, bounds: bounds(10.0) }],
    /// };
    /// // Right, wrong, right: precision 1, ½, ⅔ at recall ½, ½, 1.
    /// let area = precision_recall(&[picture], 0, 0.5).average_precision();
    /// assert!((area.unwrap() - (0.5 * 1.0 + 0.5 * 2.0 / 3.0)).abs() < 1e-6);
    /// ```
    pub fn average_precision(&self) -> Option<f32> {
        let (mut area, mut highest) = (0.0, 0.0f32);
        for (i, point) in self.points.iter().enumerate().rev() {
            highest = highest.max(point.precision);
            let before = if i == 0 { 0.0 } else { self.points[i - 1].recall };
            area += (point.recall - before) * highest;
        }
        (self.objects > 0).then_some(area)
    }
}

/// The mean of the curves of the classes 0 to `classes` that there are objects of: the precision at `points` recalls that lie evenly
/// from 0 to 1, with every dip filled up; 0 beyond the highest recall. The area below it is [`mean_average_precision`], but for
/// what lies between the points.
pub fn mean_precision_recall(pictures: &[Scored], classes: usize, threshold: f32, points: usize) -> Vec<f32> {
    let all = (0..classes).map(|class| precision_recall(pictures, class, threshold));
    let all: Vec<PrecisionRecall> = all.filter(|curve| curve.objects > 0).collect();
    let last = points.saturating_sub(1).max(1) as f32;
    let mean = |recall: f32| {
        all.iter().map(|curve| curve.precision_at(recall)).sum::<f32>() / all.len().max(1) as f32
    };
    (0..points).map(|point| mean(point as f32 / last)).collect()
}

/// mAP: the mean of the average precisions of the classes 0 to `classes` that there are objects of; 0 if there are none. With
/// threshold ½ it is called mAP50, with ¾ mAP75.
pub fn mean_average_precision(pictures: &[Scored], classes: usize, threshold: f32) -> f32 {
    let of = |class| precision_recall(pictures, class, threshold).average_precision();
    let each: Vec<f32> = (0..classes).filter_map(of).collect();
    each.iter().sum::<f32>() / each.len().max(1) as f32
}

/// Recall@k: the share of objects that one of the `k` detections with the highest scores of their picture covers with an
/// intersection over union of `threshold` or more, whatever class it is said to be; 0 if there are no objects (Hosang et al.,
/// "What makes for effective detection proposals?", 2016).
///
/// ```
/// use convoscope::detection::{BoundingBox, Detection, Object, Scored, recall_at};
/// let bounds = BoundingBox::new(0.0, 0.0, 4.0, 4.0);
/// let far = BoundingBox::new(9.0, 9.0, 13.0, 13.0);
/// let picture = Scored {
///     detections: vec![
///         Detection { class: 0, score: 0.4, bounds },
///         Detection { class: 0, score: 0.5, bounds: far },
///     ],
///     objects: vec![Object { class: 1, bounds }],
/// };
/// assert_eq!([1, 2].map(|k| recall_at(std::slice::from_ref(&picture), k, 0.5)), [0.0, 1.0]);
/// ```
pub fn recall_at(pictures: &[Scored], k: usize, threshold: f32) -> f32 {
    let (mut found, mut objects) = (0, 0);
    for picture in pictures {
        let mut best: Vec<&Detection> = picture.detections.iter().collect();
        best.sort_by(|a, b| b.score.total_cmp(&a.score));
        best.truncate(k);
        let is_found = |object: &&Object| best.iter().any(|one| one.bounds.iou(&object.bounds) >= threshold);
        found += picture.objects.iter().filter(is_found).count();
        objects += picture.objects.len();
    }
    found as f32 / objects.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::BoundingBox;
    use crate::random::Random;

    fn picture(random: &mut Random) -> Scored {
        let object = |random: &mut Random| {
            let center = [random.range(5.0, 40.0), random.range(5.0, 40.0)];
            let bounds = BoundingBox::centered(center, random.range(4.0, 12.0), random.range(4.0, 12.0));
            Object { class: random.below(3), bounds }
        };
        let objects: Vec<Object> = (0..1 + random.below(3)).map(|_| object(random)).collect();
        let mut detections = Vec::new();
        for object in &objects {
            let [x, y] = object.bounds.center();
            let moved = [x + random.range(-3.0, 3.0), y + random.range(-3.0, 3.0)];
            let bounds = BoundingBox::centered(moved, object.bounds.width(), object.bounds.height());
            detections.push(Detection { class: object.class, score: random.uniform(), bounds });
        }
        Scored { detections, objects }
    }

    #[test]
    fn the_truth_has_average_precision_1_and_nothing_0() {
        let mut random = Random::new(4);
        let mut pictures: Vec<Scored> = (0..20).map(|_| picture(&mut random)).collect();
        for picture in &mut pictures {
            let exact =
                |object: &Object| Detection { class: object.class, score: 0.5, bounds: object.bounds };
            picture.detections = picture.objects.iter().map(exact).collect();
        }
        assert!((mean_average_precision(&pictures, 3, 0.95) - 1.0).abs() < 1e-5);
        assert_eq!(recall_at(&pictures, 3, 0.95), 1.0);
        pictures.iter_mut().for_each(|picture| picture.detections.clear());
        assert_eq!((mean_average_precision(&pictures, 3, 0.5), recall_at(&pictures, 3, 0.5)), (0.0, 0.0));
        assert_eq!(precision_recall(&pictures, 7, 0.5).average_precision(), None);
    }

    #[test]
    fn recall_never_falls_and_stricter_thresholds_never_help() {
        let mut random = Random::new(9);
        let pictures: Vec<Scored> = (0..60).map(|_| picture(&mut random)).collect();
        for class in 0..3 {
            let curve = precision_recall(&pictures, class, 0.5);
            assert!(curve.points.len() > 10);
            for pair in curve.points.windows(2) {
                assert!(pair[0].recall <= pair[1].recall && pair[0].score >= pair[1].score);
                assert_eq!(pair[1].is_right, pair[1].recall > pair[0].recall);
            }
            let drawn: Vec<f32> = (0..=2000).map(|i| curve.precision_at(i as f32 / 2000.0)).collect();
            assert!(drawn.is_sorted_by(|a, b| a >= b));
            let below = drawn.iter().sum::<f32>() / 2000.0;
            assert!((below - curve.average_precision().unwrap()).abs() < 0.002);
            let area = |threshold| precision_recall(&pictures, class, threshold).average_precision().unwrap();
            let (lax, strict) = (area(0.3), area(0.7));
            assert!(lax > strict && (0.0..=1.0).contains(&lax), "{lax} {strict}");
        }
    }

    #[test]
    fn an_object_is_found_once() {
        let bounds = BoundingBox::new(0.0, 0.0, 8.0, 8.0);
        let twice = [0.9, 0.8].map(|score| Detection { class: 0, score, bounds }).to_vec();
        let picture = Scored { detections: twice, objects: vec![Object { class: 0, bounds }] };
        let curve = precision_recall(&[picture], 0, 0.5);
        assert_eq!(curve.points.iter().map(|point| point.is_right).collect::<Vec<_>>(), [true, false]);
    }
}
