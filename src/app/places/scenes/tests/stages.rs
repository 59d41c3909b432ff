//! Detection in two stages.

use super::*;
use crate::data::scenes::{PROPOSALS, REGION_FEATURES, SceneTask};
use crate::session::SceneScores;
use crate::zoo::SceneNetwork;

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn two_stages_find_what_one_finds_and_closer() {
    let (one, two) = (Talk::at(""), Talk::at("stages=2"));
    let regions = two.scenes.regions();
    assert!((3..=PROPOSALS).contains(&regions.len()), "{}", regions.len());
    assert!(regions.iter().all(|it| it.features.len() == REGION_FEATURES.len() && it.refined().is_some()));
    let kinds = |talk: &Talk| {
        let mut kinds: Vec<usize> = talk.boxes().iter().map(|(class, ..)| *class).collect();
        kinds.sort_unstable();
        kinds
    };
    assert_eq!((kinds(&one), kinds(&two)), (vec![0, 1, 2], vec![0, 1, 2]));
    // Each box that is kept lies closer than its region, or as close.
    let scene = &two.scenes.config.scene;
    for region in regions {
        let refined = region.refined().unwrap();
        if refined.score > 0.5 {
            let [before, after] = [region.proposal.bounds, refined.bounds].map(|it| Region::iou(scene, &it));
            assert!(after > 0.75 && after > before - 0.05, "{before} to {after}");
        }
    }
    assert!(two.boxes().iter().all(|(.., iou)| iou.unwrap() > 0.75), "{:?}", two.boxes());
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn regions_follow_the_shape_that_is_dragged_and_are_chosen() {
    let mut talk = Talk::at("stages=2&scene=3_circle.red.80.96.56.0");
    let [(0, ..)] = talk.boxes()[..] else { panic!("{:?}", talk.boxes()) };
    talk.say(Action::Press([11.0, 12.0]));
    talk.say(Action::Drag([35.0, 30.0]));
    talk.say(Action::Release);
    let [(0, after, Some(iou))] = talk.boxes()[..] else { panic!("{:?}", talk.boxes()) };
    assert!((after[0] - 34.0).abs() < 1.5 && (after[1] - 30.0).abs() < 1.5 && iou > 0.75, "{after:?} {iou}");
    talk.say(Action::Region(2));
    assert_eq!(talk.scenes.region(), talk.scenes.regions().get(2));
    talk.say(Action::Press(after));
    assert_eq!(talk.scenes.config.region, 0);
    // The steps: four before suppression, then one for each box that is kept.
    let stages: Vec<_> = (0..6)
        .map(|step| {
            talk.say(Action::Step(step));
            talk.scenes.stage(1)
        })
        .collect();
    let before = Stage::ALL.map(Ok);
    assert_eq!(stages, [before[0], before[1], before[2], before[3], Err(0), Err(1)]);
    // Back to one stage, about the same scene.
    talk.say(Action::Stages(1));
    assert!(!talk.scenes.has_two_stages() && talk.scenes.regions().is_empty());
    assert!(matches!(talk.boxes()[..], [(0, ..)]));
    assert_eq!(talk.notices, Vec::<String>::new());
}

/// A short course: the second stage begins by itself, and the answers are those of what has been learnt.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn the_second_stage_learns_when_the_first_is_over() {
    let mut talk = Talk::at("stages=2&training=96&epochs=2");
    let trained = talk.scenes.output.clone();
    talk.say(Action::Reset);
    assert!(talk.scenes.output.is_some() && talk.scenes.output != trained);
    // The second stage has not learnt: regions without kinds.
    assert!(talk.scenes.regions().iter().all(|region| region.output.is_none()));
    talk.say(Action::Play);
    talk.learn();
    let learning = talk.scenes.learning.clone().unwrap();
    assert_eq!((learning.task, learning.run.state()), (SceneTask::Refine, State::Finished));
    let first = learning.before.clone().unwrap();
    assert_eq!((first.task, first.run.state(), first.run.epochs()), (SceneTask::Propose, State::Finished, 2));
    assert!(first.run.points().last().unwrap().loss < 0.7 * first.run.points()[0].loss);
    assert!(learning.run.points().last().unwrap().loss < learning.run.points()[0].loss);
    assert!(matches!(first.scores[1].1, SceneScores::Propose { .. }));
    assert!(matches!(learning.newest(), Some(SceneScores::Find { .. })));
    assert!(!talk.scenes.regions().is_empty());
    assert!(talk.scenes.regions().iter().all(|region| region.output.is_some()));
    talk.say(Action::UseTrained);
    assert_eq!((talk.scenes.output.clone(), talk.scenes.learning.is_none()), (trained, true));
    assert!(talk.boxes().len() == 3 && talk.notices.is_empty());
}

/// Both detectors on scenes that neither has seen: what the cards say, and the point of a second stage.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn detectors_are_scored_side_by_side() {
    let mut talk = Talk::at("");
    assert!(talk.scenes.may_score());
    talk.say(Action::Score);
    talk.learn();
    let find = |network: SceneNetwork| match talk.scenes.unseen(network) {
        Some(SceneScores::Find { map50, map75, curves }) => (*map50, *map75, curves.clone()),
        other => panic!("{network:?}: {other:?}"),
    };
    let (one, two) = (find(SceneNetwork::Find), find(SceneNetwork::Refine));
    assert!(one.0 > 0.95 && two.1 > one.1 + 0.12, "{} {} and {} {}", one.0, one.1, two.0, two.1);
    for (map50, map75, curves) in [one, two] {
        for (curve, map) in curves.iter().zip([map50, map75]) {
            let area = curve.iter().sum::<f32>() / curve.len() as f32;
            assert!(curve.len() == 101 && (area - map).abs() < 0.02, "{area} and {map}");
        }
    }
    let Some(SceneScores::Propose { recall10, .. }) = talk.scenes.unseen(SceneNetwork::Propose) else {
        panic!("regions are scored")
    };
    assert!(*recall10 > 0.99, "{recall10}");
    assert!(!talk.scenes.may_score() && talk.scenes.learning.is_none());
}

/// Two shapes of one kind that touch stay two, each with its mask.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn what_is_found_gets_masks_that_follow() {
    let link = "task=segment&net=mask-head&scene=3_circle.red.96.96.56.0_circle.blue.200.112.56.0";
    let mut talk = Talk::at(link);
    assert_eq!(talk.scenes.found().unwrap().kept().count(), 2);
    let right = |talk: &Talk| talk.scenes.segmented().unwrap().counts.iou(1).unwrap();
    assert!(right(&talk) > 0.85, "{}", right(&talk));
    talk.say(Action::Edit(Edit::Move(1, [0.0, 20.0])));
    assert!(right(&talk) > 0.85, "{}", right(&talk));
    // Nothing is found in an empty scene: all of it is background.
    for _ in 0..2 {
        talk.say(Action::Edit(Edit::Remove(0)));
    }
    let empty = talk.scenes.segmented().unwrap();
    assert!(empty.classes.iter().filter(|class| **class != 0).count() < 100);
    // The same first network, another task.
    talk.say(Action::Task(Task::Find));
    assert!(!talk.scenes.has_two_stages() && talk.scenes.found().is_some());
    assert_eq!(talk.notices, Vec::<String>::new());
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn masks_are_learnt_when_both_stages_are_over() {
    let mut talk = Talk::at("task=segment&net=mask-head&training=48&epochs=1");
    talk.say(Action::Play);
    talk.learn();
    let learning = talk.scenes.learning.clone().unwrap();
    let stages: Vec<SceneTask> =
        std::iter::successors(Some(&learning), |it| it.before.as_deref()).map(|it| it.task).collect();
    assert_eq!(stages, [SceneTask::Mask, SceneTask::Refine, SceneTask::Propose]);
    assert_eq!(learning.run.state(), State::Finished);
    assert!(matches!(learning.newest(), Some(SceneScores::Segment { .. })));
    talk.say(Action::UseTrained);
    assert!(talk.scenes.segmented().unwrap().counts.foreground_iou().unwrap() > 0.7);
}
