use super::Detection;
use crate::argsort::argsort_descending;

/// One step of non-maximum suppression: what is kept, and what goes since it overlaps it.
#[derive(Clone, Debug, PartialEq)]
pub struct SuppressionStep {
    /// The detection with the highest score of those that were left: an index into all of them.
    pub kept: usize,
    /// Those that are suppressed for it, of the same class, and their intersection over union with it.
    pub suppressed: Vec<(usize, f32)>,
}

/// Non-maximum suppression step by step. Each step keeps the detection with the highest score that is left, the first of equal
/// ones, and suppresses all others of its class whose intersection over union with it is `threshold` or more.
pub fn suppression_steps(detections: &[Detection], threshold: f32) -> Vec<SuppressionStep> {
    let mut left = argsort_descending(detections.iter().map(|detection| detection.score));
    let mut steps = Vec::new();
    while !left.is_empty() {
        let kept = left.remove(0);
        let mut suppressed = Vec::new();
        left.retain(|&other| {
            let iou = detections[kept].bounds.iou(&detections[other].bounds);
            let goes = detections[kept].class == detections[other].class && iou >= threshold;
            if goes {
                suppressed.push((other, iou));
            }
            !goes
        });
        steps.push(SuppressionStep { kept, suppressed });
    }
    steps
}

/// What is left of detections by greedy non-maximum suppression, class by class, the highest score first (Felzenszwalb et al.,
/// "Object detection with discriminatively trained part-based models", 2010, section 5.2).
///
/// ```
/// use convoscope::detection::{BoundingBox, Detection, non_maximum_suppression};
/// let detection = |score, left| Detection {
///     class: 0,
///     score,
///     bounds: BoundingBox::new(left, 0.0, left + 10.0, 10.0),
/// };
/// // The first two share 8 of 12 columns, the last one nothing with them.
/// let kept = non_maximum_suppression(&[detection(0.6, 2.0), detection(0.9, 0.0), detection(0.3, 20.0)], 0.5);
/// assert_eq!(kept, [detection(0.9, 0.0), detection(0.3, 20.0)]);
/// ```
pub fn non_maximum_suppression(detections: &[Detection], threshold: f32) -> Vec<Detection> {
    suppression_steps(detections, threshold).into_iter().map(|step| detections[step.kept]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::BoundingBox;
    use crate::random::Random;

    fn random(random: &mut Random) -> Vec<Detection> {
        let mut one = || {
            let center = [random.range(0.0, 20.0), random.range(0.0, 20.0)];
            let bounds = BoundingBox::centered(center, random.range(2.0, 12.0), random.range(2.0, 12.0));
            Detection { class: random.below(2), score: random.uniform(), bounds }
        };
        (0..20).map(|_| one()).collect()
    }

    #[test]
    fn kept_ones_do_not_overlap_and_each_other_one_had_a_reason() {
        let mut seeded = Random::new(3);
        let mut suppressed = 0;
        for _ in 0..50 {
            let detections = random(&mut seeded);
            let steps = suppression_steps(&detections, 0.4);
            let mut seen: Vec<usize> = Vec::new();
            for step in &steps {
                let kept = detections[step.kept];
                seen.push(step.kept);
                for &(other, iou) in &step.suppressed {
                    let other_one = detections[other];
                    assert_eq!(iou, kept.bounds.iou(&other_one.bounds));
                    assert!(iou >= 0.4 && other_one.class == kept.class && other_one.score <= kept.score);
                    seen.push(other);
                }
                suppressed += step.suppressed.len();
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..20).collect::<Vec<_>>());
            let kept = non_maximum_suppression(&detections, 0.4);
            for (i, a) in kept.iter().enumerate() {
                assert!(kept[..i].iter().all(|b| a.class != b.class || a.bounds.iou(&b.bounds) < 0.4));
                assert!(kept[..i].iter().all(|b| b.score >= a.score));
            }
            // What is kept stays.
            assert_eq!(non_maximum_suppression(&kept, 0.4), kept);
        }
        assert!(suppressed > 50, "{suppressed}");
    }
}
