use super::*;
use crate::random::Random;

const SHAPE: DecoderShape = DecoderShape { maps: 3, cells: 4, hidden: 8, embedding: 5, units: 9, words: 6 };

fn maps(seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    (0..SHAPE.maps * SHAPE.cells).map(|_| random.normal()).collect()
}

#[test]
fn the_gradient_is_that_of_central_differences() {
    let (decoder, maps, sentence) = (Decoder::fresh(SHAPE, 3), maps(4), [3, 2, 5, 2]);
    let mut dparams = vec![0.0; decoder.params.len()];
    decoder.loss(&maps, &sentence, 1.0, &mut dparams);
    for (name, _, range) in SHAPE.slots() {
        let mut random = Random::new(range.start as u64);
        let direction: Vec<f32> = range.clone().map(|_| random.normal()).collect();
        let moved = |by: f32| {
            let mut moved = decoder.clone();
            moved.params[range.clone()].iter_mut().zip(&direction).for_each(|(w, step)| *w += by * step);
            moved.loss(&maps, &sentence, 0.0, &mut vec![0.0; decoder.params.len()])
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
    let mut decoder = Decoder::fresh(SHAPE, 1);
    let (first, second) = (maps(1), maps(2));
    let sentences: [&[usize]; 2] = [&[2, 3, 4], &[5, 3]];
    for _ in 0..400 {
        let mut dparams = vec![0.0; decoder.params.len()];
        decoder.loss(&first, sentences[0], 0.5, &mut dparams);
        decoder.loss(&second, sentences[1], 0.5, &mut dparams);
        decoder.params.iter_mut().zip(&dparams).for_each(|(w, d)| *w -= 0.3 * d);
    }
    for (maps, sentence) in [(first, sentences[0]), (second, sentences[1])] {
        let spoken = decoder.describe(&maps, 9);
        assert_eq!(spoken.iter().map(|it| it.word).collect::<Vec<_>>(), sentence);
        for it in spoken {
            assert!(it.probability > 0.8);
            assert!((it.attention.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}

#[test]
fn a_sentence_that_does_not_end_is_cut() {
    let decoder = Decoder::fresh(SHAPE, 5);
    assert!(decoder.describe(&maps(6), 3).len() <= 3);
    assert_eq!(Decoder::with_params(SHAPE, decoder.params.clone()), Some(decoder));
    assert_eq!(Decoder::with_params(SHAPE, vec![0.0; 3]), None);
}
