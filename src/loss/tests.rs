//! Tests of losses.

use super::*;
use crate::random::Random;

#[test]
fn parts_add_up_to_the_batch() {
    let logits = [0.3, -1.0, 2.0, 0.1, 0.2, 0.9, 1.5, -0.4, 0.0];
    let values = [0.2, 0.3, 0.5, 1.0, 0.0, 0.0, 0.1, 0.8, 0.1];
    for loss in Loss::ALL {
        let (mut whole, mut parts) = ([0.0; 9], [0.0; 9]);
        let expected = loss.evaluate(3, &logits, Target::Values(&values), &mut whole);
        let (a, b) = parts.split_at_mut(3);
        let sum = loss.evaluate_part(1, 3, &logits[..3], Target::Values(&values[..3]), a)
            + loss.evaluate_part(2, 3, &logits[3..], Target::Values(&values[3..]), b);
        assert!((sum - expected).abs() < 1e-6, "{loss:?}: {sum} for {expected}");
        assert_eq!(parts, whole, "{loss:?}");
    }
}

#[test]
fn a_label_of_a_single_output_is_a_level() {
    let mut dlogits = [0.0];
    assert_eq!([level(0), level(255)], [-1.0, 1.0]);
    let loss = Loss::MeanSquaredError.evaluate(1, &[0.5], Target::Labels(&[255]), &mut dlogits);
    assert_eq!((loss, dlogits), (0.25, [-1.0]));
}

#[test]
fn a_label_is_all_probability_on_one_class() {
    let logits = [0.3, -1.0, 2.0, 0.1, 0.2, 0.9];
    for loss in Loss::ALL {
        let (mut a, mut b) = ([0.0; 6], [0.0; 6]);
        let by_label = loss.evaluate(2, &logits, Target::Labels(&[1, 2]), &mut a);
        let by_value = loss.evaluate(2, &logits, Target::Values(&[0., 1., 0., 0., 0., 1.]), &mut b);
        assert_eq!((by_label, a), (by_value, b));
    }
}

#[test]
fn large_logits_stay_finite() {
    let mut dlogits = [0.0; 2];
    let loss = Loss::CrossEntropy.evaluate(1, &[1e4, -1e4], Target::Labels(&[1]), &mut dlogits);
    assert_eq!((loss, dlogits), (2e4, [1.0, -1.0]));
    for size in [1e8, -1e8, 1e38, -1e38, f32::MAX, f32::MIN] {
        let loss = Loss::CrossEntropy.evaluate(1, &[size; 2], Target::Labels(&[0]), &mut dlogits);
        assert_eq!((loss, dlogits), (std::f32::consts::LN_2, [-0.5, 0.5]), "{size}");
        // Smoothing spreads the same probabilities over equal logits.
        let smoothed = Target::Values(&[0.9, 0.1]);
        let loss = Loss::CrossEntropy.evaluate(1, &[size; 2], smoothed, &mut dlogits);
        assert!((loss - std::f32::consts::LN_2).abs() < 1e-6, "{size}: {loss}");
    }
    let loss = Loss::MeanSquaredError.evaluate(1, &[2e38, 0.0], Target::Values(&[0.0; 2]), &mut dlogits);
    assert_eq!((loss, dlogits), (f32::INFINITY, [2e38, 0.0]));
}

/// What is far off pulls no harder than what is δ off, however far it is.
#[test]
fn hubers_slope_is_cut_off() {
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    for (error, loss, slope) in
        [(0.5, 0.125, 0.5), (-1.0, 0.5, -1.0), (-4.0, 3.5, -1.0), (inf, inf, 1.0), (-inf, inf, -1.0)]
    {
        let mut dlogits = [0.0];
        assert_eq!(Loss::Huber.evaluate(1, &[error], Target::Values(&[0.0]), &mut dlogits), loss, "{error}");
        assert_eq!(dlogits, [slope], "{error}");
    }
    let mut dlogits = [0.0];
    assert!(
        Loss::Huber.evaluate(1, &[nan], Target::Values(&[0.0]), &mut dlogits).is_nan() && dlogits[0].is_nan()
    );
}

#[test]
fn infinite_and_missing_logits_are_as_in_pytorch() {
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    let run = |logits: [f32; 3], label| {
        let mut dlogits = [0.0; 3];
        let loss = Loss::CrossEntropy.evaluate(1, &logits, Target::Labels(&[label]), &mut dlogits);
        (loss, dlogits)
    };
    assert_eq!(run([-inf, 2.0, 2.0], 1), (std::f32::consts::LN_2, [0.0, -0.5, 0.5]));
    assert_eq!(run([-inf, 2.0, 2.0], 0), (inf, [-1.0, 0.5, 0.5]));
    assert_eq!(run([-inf, 2.0, -inf], 1), (0.0, [0.0; 3]));
    for logits in [[-inf; 3], [inf, 0.0, 1.0], [inf; 3], [nan, 0.0, 1.0], [0.0, nan, inf], [nan; 3]] {
        for label in 0..3 {
            let (loss, dlogits) = run(logits, label);
            assert!(loss.is_nan() && dlogits.iter().all(|dz| dz.is_nan()), "{logits:?}: {dlogits:?}");
        }
    }
}

#[test]
fn one_sample_that_is_not_a_number_leaves_the_gradients_of_the_others() {
    let mut dlogits = [0.0; 4];
    let loss =
        Loss::CrossEntropy.evaluate(2, &[f32::NAN, 0.0, 1.0, 1.0], Target::Labels(&[0, 1]), &mut dlogits);
    assert!(loss.is_nan() && dlogits[0].is_nan() && dlogits[1].is_nan());
    assert_eq!(dlogits[2..], [0.25, -0.25]);
}

/// Central differences of each loss for each kind of target, on numbers of two samples of two maps of three cells.
#[test]
fn gradients_are_derivatives() {
    let mut random = Random::new(6);
    let logits: Vec<f32> = (0..12).map(|_| random.normal()).collect();
    let values: Vec<f32> = (0..12).map(|_| random.uniform()).collect();
    let weights: Vec<f32> = (0..12).map(|_| random.range(0.0, 5.0)).collect();
    let targets = [
        Target::Labels(&[4, 0]),
        Target::Values(&values),
        Target::Mask { labels: &[1, 0, 0, 1, 1, 0], cells: 3 },
        Target::Mask { labels: &[1, IGNORED_LABEL, 0, IGNORED_LABEL, 1, IGNORED_LABEL], cells: 3 },
        Target::Weighted { values: &values, weights: &weights },
        // Of six outputs of a sample two are μ and two ln σ².
        Target::Reconstruction { values: &values[..4], latent: 2, beta: 0.7 },
    ];
    for (loss, target) in Loss::ALL.into_iter().flat_map(|loss| targets.map(|target| (loss, target))) {
        let mut dlogits = vec![0.0; 12];
        loss.evaluate(2, &logits, target, &mut dlogits);
        for i in 0..12 {
            let at = |step: f32| {
                let mut moved = logits.clone();
                moved[i] += step;
                f64::from(loss.evaluate(2, &moved, target, &mut [0.0; 12])) / f64::from(moved[i] - logits[i])
            };
            let wanted = (0.5 * (at(0.02) + at(-0.02))) as f32;
            let close = (dlogits[i] - wanted).abs() < 2e-3 * wanted.abs().max(1.0);
            assert!(close, "{loss:?} of {target:?}: {} at {i}, but differences say {wanted}", dlogits[i]);
        }
    }
}

#[test]
fn the_cells_of_a_mask_are_samples_of_their_own() {
    let mut random = Random::new(2);
    // Two samples of three maps of four cells.
    let logits: Vec<f32> = (0..24).map(|_| 3.0 * random.normal()).collect();
    let labels: Vec<u8> = (0..8).map(|_| random.below(3) as u8).collect();
    let by_cell: Vec<f32> = (0..24).map(|i| logits[i / 12 * 12 + i % 3 * 4 + i / 3 % 4]).collect();
    for loss in Loss::ALL {
        let (mut dlogits, mut dcells) = ([0.0; 24], [0.0; 24]);
        let of_mask = loss.evaluate(2, &logits, Target::Mask { labels: &labels, cells: 4 }, &mut dlogits);
        let of_cells = loss.evaluate(8, &by_cell, Target::Labels(&labels), &mut dcells);
        assert!((of_mask - of_cells).abs() < 1e-6, "{loss:?}: {of_mask} and {of_cells}");
        for i in 0..24 {
            let d = dlogits[i / 12 * 12 + i % 3 * 4 + i / 3 % 4];
            assert!((d - dcells[i]).abs() < 1e-7, "{loss:?}: {d} and {} at {i}", dcells[i]);
        }
    }
}

/// Each sample is as if there were only its cells that count.
#[test]
fn ignored_cells_are_as_if_they_were_not_there() {
    // Two samples of two maps of three cells, of which the first one ignores its second cell, and the second one its first and last.
    let logits = [0.3, f32::NAN, -1.0, 2.0, f32::INFINITY, 0.5, /* */ 9.0, 1.5, 7.0, 1e38, -0.4, 8.0];
    let labels = [1, IGNORED_LABEL, 0, IGNORED_LABEL, 1, IGNORED_LABEL];
    for loss in Loss::ALL {
        let (mut dlogits, mut first, mut second) = ([9.0; 12], [0.0; 4], [0.0; 2]);
        let whole = loss.evaluate(2, &logits, Target::Mask { labels: &labels, cells: 3 }, &mut dlogits);
        let of = |logits: &[f32], labels: &[u8], dlogits: &mut [f32]| {
            loss.evaluate_part(1, 2, logits, Target::Mask { labels, cells: labels.len() }, dlogits)
        };
        let parts = of(&[0.3, -1.0, 2.0, 0.5], &[1, 0], &mut first) + of(&[1.5, -0.4], &[1], &mut second);
        assert!((whole - parts).abs() < 1e-6, "{loss:?}: {whole} for {parts}");
        let [a, b, c, d] = first;
        let expected = [a, 0.0, b, c, 0.0, d, 0.0, second[0], 0.0, 0.0, second[1], 0.0];
        let close = dlogits.iter().zip(expected).all(|(d, expected)| (d - expected).abs() < 1e-6);
        assert!(close, "{loss:?}: {dlogits:?} for {expected:?}");
        let none = Target::Mask { labels: &[IGNORED_LABEL; 6], cells: 3 };
        assert_eq!(loss.evaluate(2, &logits, none, &mut dlogits), 0.0);
        assert_eq!(dlogits, [0.0; 12]);
    }
}

#[test]
fn masks_of_extreme_logits_are_as_labels_of_them() {
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    for row in [[1e38, -1e38], [-inf, 2.0], [inf, 0.0], [nan, 0.0], [-inf; 2], [-1e38; 2]] {
        for label in 0..2 {
            // The second cell is a sound one.
            let (mut dlogits, mut dlabel) = ([0.0; 4], [0.0; 4]);
            let logits = [row[0], 0.5, row[1], 1.0];
            let of_mask = Loss::CrossEntropy.evaluate(
                1,
                &logits,
                Target::Mask { labels: &[label, 1], cells: 2 },
                &mut dlogits,
            );
            let each = [row[0], row[1], 0.5, 1.0];
            let of_labels = Loss::CrossEntropy.evaluate(2, &each, Target::Labels(&[label, 1]), &mut dlabel);
            let bits = |values: [f32; 5]| values.map(|value| if value.is_nan() { None } else { Some(value) });
            let [a, b, c, d] = dlogits;
            let [e, f, g, h] = dlabel;
            assert_eq!(bits([of_mask, a, c, b, d]), bits([of_labels, e, f, g, h]), "{row:?}, {label}");
        }
    }
}
