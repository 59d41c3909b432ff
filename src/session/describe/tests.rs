use super::*;
use crate::data::scenes::{SceneGenerator, Verdict, sentence_of, words_of};
use crate::zoo::SceneNetwork;

/// The detector that comes with the page.
fn detector() -> Features {
    let plan = Arc::new(Plan::new(SceneNetwork::Find.network()).unwrap());
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    let weights = Weights::from_safetensors(&plan, &std::fs::read(path).unwrap()).unwrap();
    Features::new(plan, weights)
}

#[test]
fn every_sentence_about_scenes_is_of_known_words() {
    for index in 0..200 {
        let scene = SceneGenerator { seed: 4 }.described_scene(index);
        for sentence in scene.sentences() {
            let words = words_of(&sentence);
            assert_eq!(sentence_of(&words), sentence);
            assert!(words.len() < MOST_WORDS && words.iter().all(|word| *word > 1));
            assert_eq!(Verdict::of(&scene, &words), Verdict::NoErrors);
            assert_eq!(Verdict::of(&scene, &words[1..]), Verdict::MinorErrors);
            assert_eq!(Verdict::of(&scene, &[]), Verdict::SomewhatRelated);
        }
    }
}

#[test]
fn a_decoder_is_stored_in_half_precision() {
    let params = DECODER.fresh(1);
    let stored = decoder_file(&params, HashMap::new());
    assert!(stored.len() < 150_000);
    let read = decoder_in(&stored).unwrap();
    assert!(read.iter().zip(&params).all(|(a, b)| (a - b).abs() <= 1e-3 * b.abs().max(0.1)));
    assert!(decoder_in(&stored[..stored.len() / 2]).is_err());
}

/// Pictures that are looked at together have the maps that each has alone.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn maps_are_those_of_each_picture_alone() {
    let mut detector = detector();
    let scenes: Vec<_> =
        (0..5).map(|index| SceneGenerator { seed: 4 }.described_scene(index).sample()).collect();
    let together = detector.of(&scenes.concat());
    let alone: Vec<f32> = scenes.iter().flat_map(|pixels| detector.of(pixels)).collect();
    assert_eq!(together.len(), 5 * DECODER.maps * DECODER.cells);
    assert_eq!(together, alone);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_stored_decoder_says_what_is_true() {
    let path = format!("{}/{DESCRIBE_WEIGHTS}", env!("CARGO_MANIFEST_DIR"));
    let decoder = decoder_in(&std::fs::read(path).unwrap()).unwrap();
    let (mut detector, mut counts) = (detector(), [[0; 2]; 2]);
    for index in 0..150 {
        let scene = SceneGenerator { seed: 2 }.described_scene(index);
        let said = Sentence::said(&decoder, &detector.of(&scene.sample()));
        let [right, of] = &mut counts[scene.shapes.len() - 1];
        *of += 1;
        *right += u32::from(Verdict::of(&scene, &said.words) == Verdict::NoErrors);
    }
    let [one, two] = counts.map(|[right, of]: [u32; 2]| right as f32 / of as f32);
    assert!(one > 0.94 && two > 0.85, "{one} {two}");
}
