//! What is shown of a run beside its answers, and back to its snapshots.

use super::super::Inside;
use super::super::generate::Action as Generated;
use super::*;
use crate::session::Look;

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_scene_is_answered_by_the_network_as_it_was() {
    let mut talk = Talk::at("training=64&epochs=2");
    talk.say(Action::Reset);
    let fresh = talk.scenes.output.clone();
    talk.say(Action::Play);
    talk.learn();
    let learnt = talk.scenes.output.clone();
    let scores = talk.scenes.scores();
    let run = |talk: &Talk| talk.scenes.watched_runs()[0].clone();
    assert_eq!(run(&talk).progress.last.snapshots, [0, 1, 2, 3, 4]);
    talk.say(Action::Seek(0));
    assert_eq!((talk.scenes.output.clone(), talk.scenes.scores()), (fresh, [None; 2]));
    assert_eq!((run(&talk).step(), run(&talk).earlier(), run(&talk).state()), (0, Some(0), State::Paused));
    // The scene is moved: it is still the network as it was that looks.
    talk.say(Action::Edit(Edit::Move(0, [3.0, 0.0])));
    assert_eq!(run(&talk).step(), 0);
    talk.say(Action::Edit(Edit::Move(0, [-3.0, 0.0])));
    talk.say(Action::Seek(4));
    assert_eq!((talk.scenes.output.clone(), talk.scenes.scores()), (learnt.clone(), scores));
    assert_eq!(run(&talk).earlier(), None);
    // From an earlier step it goes another way: the same one, with the same seed.
    talk.say(Action::Seek(2));
    talk.say(Action::Play);
    talk.learn();
    assert_eq!((talk.scenes.output.clone(), run(&talk).state()), (learnt, State::Finished));
    assert_eq!((run(&talk).points().len(), talk.scenes.learning.as_ref().unwrap().scores.len()), (4, 2));
    // The end is looked at again: play begins anew.
    talk.say(Action::Seek(4));
    talk.say(Action::Play);
    assert_eq!(run(&talk).step(), 0);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn every_layer_is_shown_by_the_look_that_is_chosen() {
    let mut talk = Talk::at("task=segment&training=32&epochs=1");
    talk.say(Action::Inside(Inside::Maps, Look::Activations));
    talk.say(Action::Play);
    talk.learn();
    let progress = |talk: &Talk| talk.scenes.watched_runs()[0].progress.clone();
    let known = progress(&talk);
    let lengths = |look: Look| -> Vec<usize> {
        let watched = crate::app::places::train::bands(&known.plan, look);
        let of = |node| match look {
            Look::Activations | Look::Gradients => known.plan.shape(node).len(),
            _ => known.plan.params_of(node).len(),
        };
        watched.iter().map(|band| of(band.node)).collect()
    };
    let found = |talk: &Talk| progress(talk).values.iter().map(|values| values.len()).collect::<Vec<_>>();
    assert_eq!(found(&talk), lengths(Look::Activations));
    // The scores at each scale are still those of the scene.
    assert!(talk.scenes.scores_of(1).iter().all(|(_, values)| !values.is_empty()));
    talk.say(Action::Inside(Inside::Maps, Look::WeightGradients));
    assert_eq!(found(&talk), lengths(Look::WeightGradients));
    assert!(progress(&talk).values.iter().all(|values| values.iter().any(|d| *d != 0.0)));
    // The norms are of these very gradients.
    let norms = progress(&talk).norms().to_vec();
    for (band, values) in crate::app::places::train::bands(&known.plan, Look::WeightGradients)
        .iter()
        .zip(&progress(&talk).values)
    {
        let norm = values.iter().map(|d| f64::from(d * d)).sum::<f64>().sqrt() as f32;
        assert!((norm - norms[band.node.0]).abs() <= 1e-4 * norm, "{}", band.name);
    }
    talk.say(Action::Inside(Inside::Gradients, Look::WeightGradients));
    assert!(progress(&talk).values.is_empty());
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn both_stages_and_digits_go_back_too() {
    let mut talk = Talk::at("stages=2&training=48&epochs=1");
    talk.say(Action::Inside(Inside::Maps, Look::Weights));
    talk.say(Action::Play);
    talk.learn();
    let learnt = talk.scenes.regions().to_vec();
    assert!(!talk.scenes.watched_runs()[0].progress.values.is_empty());
    talk.say(Action::Seek(0));
    assert_ne!(talk.scenes.regions(), learnt);
    talk.say(Action::Seek(u64::MAX));
    assert_eq!(talk.scenes.regions(), learnt);

    let mut talk = Talk::at("task=generate&training=64&epochs=1");
    talk.say(Action::Generate(Generated::Reset));
    let fresh = talk.scenes.generate.tiles.clone();
    talk.say(Action::Generate(Generated::Play));
    talk.learn();
    assert_ne!(talk.scenes.generate.tiles, fresh);
    talk.say(Action::Inside(Inside::Maps, Look::Activations));
    talk.say(Action::Seek(0));
    assert_eq!(talk.scenes.generate.tiles, fresh);
    assert!(talk.scenes.watched_runs()[0].progress.values.iter().all(|values| !values.is_empty()));
}
