use super::*;
use crate::data::scenes::SceneGenerator;
use crate::zoo::SceneNetwork;

fn learner(course: DescribeCourse) -> DescribeLearner {
    let plan = Arc::new(Plan::new(SceneNetwork::Find.network()).unwrap());
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    let weights = Weights::from_safetensors(&plan, &std::fs::read(path).unwrap()).unwrap();
    DescribeLearner::new(plan, weights, course)
}

#[test]
fn every_sentence_about_scenes_is_of_known_words() {
    for index in 0..200 {
        let scene = described_scene(SceneGenerator { seed: 4 }, index);
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
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_decoder_learns_to_speak_and_is_stored() {
    let mut learner = learner(DescribeCourse { training: 96, epochs: 6, seed: 1 });
    while pollster::block_on(learner.advance()) {}
    let losses = learner.losses();
    assert_eq!(losses.len(), 18);
    // A guess among 18 words costs ln 18 = 2.9.
    assert!(losses[0] > 2.3 && losses[17] < 0.8 * losses[0], "{losses:?}");
    let stored = decoder_file(learner.params(), HashMap::new());
    assert!(stored.len() < 150_000);
    let read = decoder_in(&stored).unwrap();
    let pairs = read.iter().zip(learner.params());
    assert!(pairs.clone().all(|(a, b)| (a - b).abs() <= 1e-3 * b.abs().max(0.1)));
    assert!(decoder_in(&stored[..stored.len() / 2]).is_err());
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_stored_decoder_says_what_is_true() {
    let path = format!("{}/{DESCRIBE_WEIGHTS}", env!("CARGO_MANIFEST_DIR"));
    let mut learner = learner(DescribeCourse { training: 1, epochs: 1, seed: 1 });
    learner.set_params(decoder_in(&std::fs::read(path).unwrap()).unwrap());
    let [one, two] = learner.score(SceneGenerator { seed: 2 }, 150);
    assert!(one > 0.94 && two > 0.85, "{one} {two}");
}
