//! Digits from a latent plane.

use super::super::generate::{Action as Generated, GenerateConfig, TILES};
use super::*;

fn ink(image: &[f32]) -> f32 {
    image.iter().sum()
}

fn difference(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum()
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn what_is_decoded_follows_the_point() {
    let mut talk = Talk::at("task=generate&z=-2_2");
    let first = talk.scenes.generate.decoded.clone().expect("it is decoded");
    let tiles = talk.scenes.generate.tiles.clone().expect("all tiles are");
    assert_eq!((first.len(), tiles.len()), (784, 784 * TILES * TILES));
    // The point is the corner of four tiles: what is decoded there looks as they do.
    let tile = |row: usize, column: usize| &tiles[784 * (row * TILES + column)..][..784];
    assert!(difference(&first, tile(2, 2)) < difference(&first, tile(9, 9)));
    talk.say(Action::Generate(Generated::To([2.5, -2.004])));
    talk.say(Action::Generate(Generated::Release));
    let second = talk.scenes.generate.decoded.clone().unwrap();
    assert!(difference(&first, &second) > 20.0 && ink(&second) > 20.0);
    talk.say(Action::Generate(Generated::By([0.0, 0.1])));
    assert_eq!(talk.scenes.config.generate.point, [2.5, -1.9]);
    assert!(talk.scenes.config.to_rest().contains("task=generate") && talk.links >= 2);
    talk.say(Action::Generate(Generated::To([9.0, -9.0])));
    assert_eq!(talk.scenes.config.generate.point, [3.0, -3.0]);
    let (config, problems) = ScenesConfig::from_rest("v=2&task=generate&z=2.5_-1.9&digit=4&beta=0.5");
    assert_eq!(
        (config.generate, problems),
        (GenerateConfig { point: [2.5, -1.9], digit: 4, beta: 0.5 }, vec![])
    );
    assert!(
        ["z=4_0", "z=1", "digit=-1", "beta=-1", "beta=21", "beta=x"]
            .into_iter()
            .all(|wrong| ScenesConfig::from_rest(wrong).1.len() == 1)
    );
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_digit_is_given_back_and_found_in_the_plane() {
    let mut talk = Talk::at("task=generate");
    let given = talk.scenes.generate.given_back.clone().expect("it is given back");
    let image = super::super::generate::digit(0);
    let blank = vec![0.0; 784];
    assert!(difference(&image, &given.reconstruction) < 0.8 * difference(&image, &blank));
    assert!(given.deviation.iter().all(|sigma| (0.01..1.0).contains(sigma)), "{given:?}");
    talk.say(Action::Generate(Generated::ToDigit));
    let decoded = talk.scenes.generate.decoded.clone().unwrap();
    assert!(difference(&decoded, &given.reconstruction) < 5.0);
    talk.say(Action::Generate(Generated::AnotherDigit));
    assert_ne!(talk.scenes.generate.given_back, Some(given));
    let state = &talk.scenes.generate;
    assert_eq!((state.codes.len(), state.centers().len()), (400, 10));
    let elbo = state.elbo.expect("it is scored");
    assert!(
        (110.0..150.0).contains(&elbo.reconstruction) && (3.0..8.0).contains(&elbo.divergence),
        "{elbo:?}"
    );
}

/// A short course: what is decoded is of the network that learns, and then of the trained one again.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_plane_forms_while_it_learns() {
    let mut talk = Talk::at("task=generate&training=64&epochs=2");
    let trained = talk.scenes.generate.tiles.clone().unwrap();
    talk.say(Action::Generate(Generated::Reset));
    let fresh = talk.scenes.generate.tiles.clone().unwrap();
    assert!(difference(&fresh, &trained) > 1000.0);
    talk.say(Action::Generate(Generated::Play));
    talk.learn();
    let course = talk.scenes.generate.course.clone().unwrap();
    assert_eq!((course.run.state(), course.run.step(), course.elbos.len()), (State::Finished, 4, 2));
    assert_ne!(talk.scenes.generate.tiles, Some(fresh));
    talk.say(Action::Generate(Generated::UseTrained));
    assert_eq!(talk.scenes.generate.tiles, Some(trained));
    // Another task leaves nothing behind, and this one begins again.
    talk.say(Action::Task(Task::Find));
    assert!(talk.scenes.generate.decoded.is_none() && talk.scenes.found().is_some());
    talk.say(Action::Task(Task::Generate));
    talk.say(Action::TrainingDied);
    assert!(matches!(talk.scenes.generate.loading, Loading::Failed(_)));
    talk.trains = Session::default();
    talk.say(Action::Generate(Generated::UseTrained));
    assert!(talk.scenes.generate.decoded.is_some() && talk.notices.is_empty(), "{:?}", talk.notices);
}

/// The less the divergence weighs, the further it is from 0 after the same course; and another weight begins anew.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_weight_of_the_divergence_is_learnt_with() {
    let mut talk = Talk::at("task=generate&training=128&epochs=4&beta=0");
    let divergence = |talk: &mut Talk| {
        talk.say(Action::Generate(Generated::Play));
        talk.learn();
        let course = talk.scenes.generate.course.clone().unwrap();
        assert_eq!(course.run.state(), State::Finished);
        course.elbos.last().unwrap().1.divergence
    };
    let free = divergence(&mut talk);
    talk.say(Action::Generate(Generated::Beta(20.0)));
    let course = talk.scenes.generate.course.as_ref().unwrap();
    assert_eq!((course.run.step(), course.run.state()), (0, State::Paused));
    assert!(talk.scenes.config.to_rest().ends_with("beta=20&training=128&epochs=4"));
    let bound = divergence(&mut talk);
    assert!(bound < 0.5 * free, "{bound} {free}");
}
