//! Describing, as a scripted conversation with the workers' services.

use super::super::Inside;
use super::super::tests::Talk;
use super::*;
use crate::app::places::scenes::Action;
use crate::app::places::train::bands;
use crate::data::scenes::sentence_of;
use crate::session::Look;

fn sentence(talk: &Talk) -> String {
    sentence_of(&talk.scenes.describing().unwrap().said.as_ref().unwrap().words)
}

const CIRCLE: &str = "task=describe&scene=3_circle.red.96.96.56.0";

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_sentence_follows_the_scene_and_examples_are_sorted() {
    let mut talk = Talk::at(CIRCLE);
    assert_eq!((sentence(&talk).as_str(), talk.scenes.verdict()), ("a red circle", Some(Verdict::NoErrors)));
    let describe = talk.scenes.describing().unwrap();
    assert_eq!(describe.examples.len() as u64, EXAMPLES);
    assert!(describe.examples(Verdict::NoErrors).count() == SHOWN);
    let said = describe.said.as_ref().unwrap();
    for attention in &said.attention {
        assert_eq!(attention.len(), 36);
        assert!((attention.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
    talk.say(Action::Edit(super::super::Edit::Color(0, crate::data::scenes::ShapeColor::Blue)));
    assert_eq!(sentence(&talk), "a blue circle");
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_decoder_learns_beside_the_trained_one_which_comes_back() {
    let mut talk = Talk::at(&format!("{CIRCLE}&training=64&epochs=3"));
    let trained = talk.scenes.scores();
    assert!(trained[0] > Some(0.9));
    talk.say(Action::Play);
    assert!(talk.scenes.describing().unwrap().examples.is_empty());
    talk.learn();
    let learning = talk.scenes.learning.clone().unwrap();
    assert_eq!((learning.run.step(), learning.scores.len(), learning.run.state()), (6, 3, State::Finished));
    assert!(learning.run.points()[5].loss < learning.run.points()[0].loss);
    assert_eq!(learning.run.progress.last.snapshots, [0, 1, 2, 3, 4, 5, 6]);
    let scores = talk.scenes.scores();
    assert!(scores.iter().all(Option::is_some) && scores != trained);
    let norms = talk.scenes.decoder_norms().unwrap();
    assert!(norms.iter().all(|norm| *norm > 0.0 && norm.is_finite()));
    // Together they are that of the one layer.
    let all = norms.iter().map(|norm| norm * norm).sum::<f32>().sqrt();
    assert!((all / learning.run.progress.norms()[1] - 1.0).abs() < 1e-4);
    let known = |talk: &Talk| {
        let describe = talk.scenes.describing().unwrap();
        (describe.said.clone(), describe.examples.clone())
    };
    let learnt = known(&talk);
    assert_eq!(learnt.1.len() as u64, EXAMPLES);
    // Back to the beginning, to the end, and from a step between them to the end once more.
    talk.say(Action::Seek(0));
    assert_eq!(talk.scenes.watched_runs()[0].earlier(), Some(0));
    assert_eq!((talk.scenes.scores(), talk.scenes.decoder_norms()), ([None; 2], None));
    assert_ne!(known(&talk), learnt);
    talk.say(Action::Seek(6));
    assert_eq!((known(&talk), talk.scenes.scores()), (learnt.clone(), scores));
    talk.say(Action::Seek(3));
    talk.say(Action::Play);
    talk.learn();
    assert_eq!((known(&talk), talk.scenes.scores()), (learnt, scores));
    assert_eq!(talk.scenes.learning.as_ref().unwrap().decoder_norms.last(), Some(&(6, norms)));
    // The scene is described by the network that learns, and its layers are those of this scene.
    talk.say(Action::Inside(Inside::Maps, Look::Activations));
    let maps = |talk: &Talk| talk.scenes.watched_runs()[0].progress.values.clone();
    // The scores of 18 words in 10 steps are one picture, and its matrices are drawn as such.
    let plan = talk.scenes.watched_runs()[0].progress.plan.clone();
    let scores = &bands(&plan, Look::Activations)[0].tiles;
    assert_eq!(scores.iter().map(|tile| tile.size).collect::<Vec<_>>(), [[18, 10]]);
    let weights = &bands(&plan, Look::Weights)[0];
    assert!(weights.tiles.iter().any(|tile| tile.size == [1, 86]));
    let before = maps(&talk);
    assert!(before.len() == 1 && !before[0].is_empty());
    talk.say(Action::Edit(super::super::Edit::Color(0, crate::data::scenes::ShapeColor::Blue)));
    assert_ne!(maps(&talk), before);
    talk.say(Action::Edit(super::super::Edit::Color(0, crate::data::scenes::ShapeColor::Red)));
    assert_eq!(maps(&talk), before);
    // Fresh weights, then those that come with the page.
    talk.say(Action::Reset);
    assert_eq!((talk.scenes.watched_runs()[0].step(), talk.scenes.scores()), (0, [None; 2]));
    talk.say(Action::UseTrained);
    assert_eq!((sentence(&talk).as_str(), talk.scenes.scores()), ("a red circle", trained));
    assert!(talk.scenes.learning.is_none() && talk.notices.is_empty());
    assert_eq!(talk.scenes.describing().unwrap().examples.len() as u64, EXAMPLES);
}

/// Late answers of one network are not taken for those of the other.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn an_answer_is_that_of_the_network_that_speaks() {
    let mut talk = Talk::at(&format!("{CIRCLE}&training=64&epochs=1"));
    let late = |number| Event::Found {
        run: talk.scenes.describing().unwrap().run,
        number,
        finding: Some(Finding::Described(Sentence::default())),
    };
    let late = late(talk.scenes.describing().unwrap().number);
    talk.say(Action::Reset);
    let (run, fresh) = (talk.scenes.watched_runs()[0].run(), sentence(&talk));
    talk.say(Action::Explained(late));
    assert_eq!(sentence(&talk), fresh);
    talk.say(Action::UseTrained);
    let event = crate::session::RunEvent::Described(Sentence::default());
    talk.say(Action::Trained(Event::Run { run, event }));
    assert_eq!(sentence(&talk), "a red circle");
    // The end of the worker that trains leaves the trained one.
    talk.say(Action::Play);
    talk.say(Action::TrainingDied);
    assert_eq!((sentence(&talk).as_str(), talk.notices.len()), ("a red circle", 1));
}
