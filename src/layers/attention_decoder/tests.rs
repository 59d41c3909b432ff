use super::*;
use crate::layers::{LayerPass, Phase};
use crate::loss::{IGNORED_LABEL, Loss, Target};
use crate::random::Random;

const DECODER: AttentionDecoder =
    AttentionDecoder { maps: 3, cells: 4, hidden: 8, embedding: 5, units: 9, words: 6, steps: 6 };

fn maps(seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    (0..DECODER.maps * DECODER.cells).map(|_| random.normal()).collect()
}

/// The loss of sentences, and its gradient.
fn loss(params: &[f32], samples: &[(&[f32], &[usize])]) -> (f32, Vec<f32>) {
    let (mut x, mut labels) = (Vec::new(), Vec::new());
    for (maps, sentence) in samples {
        let (before, after) = DECODER.sentence(sentence);
        x.extend(maps.iter().copied().chain(before));
        labels.extend(after.iter().map(|word| word.map_or(IGNORED_LABEL, |word| word as u8)));
    }
    let (shapes, x) = ([DECODER.input()], [&x[..]]);
    let run = LayerPass::forward(&DECODER, samples.len(), &shapes, &x, params, &[], Phase::Infer).unwrap();
    let mut dy = vec![0.0; run.y.len()];
    let target = Target::Mask { labels: &labels, cells: DECODER.steps };
    let loss = Loss::CrossEntropy.evaluate(samples.len(), &run.y, target, &mut dy);
    (loss, run.backward(&dy).dparams)
}

#[test]
fn the_gradient_is_that_of_central_differences() {
    let (params, maps) = (DECODER.fresh(3), maps(4));
    let of = |params: &[f32]| loss(params, &[(&maps, &[3, 2, 5, 2])]);
    let (_, dparams) = of(&params);
    for (name, _, range) in DECODER.slots() {
        let mut random = Random::new(range.start as u64);
        let direction: Vec<f32> = range.clone().map(|_| random.normal()).collect();
        let moved = |by: f32| {
            let mut moved = params.clone();
            moved[range.clone()].iter_mut().zip(&direction).for_each(|(w, step)| *w += by * step);
            of(&moved).0
        };
        let expected = (moved(2e-3) - moved(-2e-3)) / 4e-3;
        let found: f32 = dparams[range.clone()].iter().zip(&direction).map(|(d, step)| d * step).sum();
        assert!(
            (found - expected).abs() < 0.01 * expected.abs().max(0.02),
            "{name}: {found}, not {expected}"
        );
    }
}

#[test]
fn sentences_about_two_pictures_are_learnt() {
    let mut params = DECODER.fresh(1);
    let (first, second) = (maps(1), maps(2));
    let samples: [(&[f32], &[usize]); 2] = [(&first, &[2, 3, 4]), (&second, &[5, 3])];
    for _ in 0..400 {
        let (_, dparams) = loss(&params, &samples);
        params.iter_mut().zip(&dparams).for_each(|(w, d)| *w -= 0.3 * d);
    }
    for (maps, sentence) in samples {
        let spoken = DECODER.describe(&params, maps);
        assert_eq!(spoken.iter().map(|it| it.word).collect::<Vec<_>>(), sentence);
        for it in spoken {
            assert!(it.probability > 0.8);
            assert!((it.attention.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}

/// What is said word by word is what the layer scores highest after these words.
#[test]
fn what_is_said_has_the_highest_scores() {
    for seed in 0..20 {
        let (params, maps) = (DECODER.fresh(seed), maps(seed));
        let said: Vec<usize> = DECODER.describe(&params, &maps).iter().map(|it| it.word).collect();
        assert!(said.len() <= DECODER.steps);
        let (before, after) = DECODER.sentence(&said);
        let (shapes, x) = ([DECODER.input()], [maps, before].concat());
        let x = [&x[..]];
        let run = LayerPass::forward(&DECODER, 1, &shapes, &x, &params, &[], Phase::Infer).unwrap();
        for (t, word) in after.into_iter().enumerate() {
            let score = |word: usize| run.y[word * DECODER.steps + t];
            let Some(word) = word else { break };
            assert!((0..DECODER.words).all(|other| score(other) <= score(word)), "{said:?} at {t}");
        }
    }
}

/// Words that come later, and what is ignored, change nothing before them.
#[test]
fn scores_have_to_do_with_the_words_before() {
    let (params, maps) = (DECODER.fresh(7), maps(7));
    let (one, other) = (loss(&params, &[(&maps, &[3, 2])]), loss(&params, &[(&maps, &[3, 2, 4])]));
    assert_ne!(one.0, other.0);
    let scores = |words: &[f32]| {
        let x = [&maps[..], words].concat();
        let shapes = [DECODER.input()];
        LayerPass::forward(&DECODER, 1, &shapes, &[&x], &params, &[], Phase::Infer).unwrap().y
    };
    let (one, other) = (scores(&[0.0, 3.0, 2.0, 0.0, 0.0, 0.0]), scores(&[0.0, 3.0, 2.0, 4.0, 9.0, -1.0]));
    for (i, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one == other, i % DECODER.steps < 3, "at {i}");
    }
    // What is no word is the nearest one, and numbers are rounded down.
    assert_eq!(other, scores(&[0.9, 3.5, 2.2, 4.0, 5.0, 0.0]));
}

#[test]
fn what_does_not_fit_is_refused() {
    for decoder in [AttentionDecoder { steps: 5, ..DECODER }, AttentionDecoder { hidden: 0, ..DECODER }] {
        assert!(decoder.output(&[DECODER.input()]).is_err(), "{decoder:?}");
    }
    assert!(DECODER.output(&[Shape::new(18, 1, 2)]).is_err());
    assert_eq!(DECODER.output(&[Shape::flat(18)]), Ok(Shape::new(6, 6, 1)));
}
