//! Both cases, as conversations with the worker that trains.

use super::*;
use crate::session::{Event, Service, Session};

/// Lets both networks learn, and says how much each gets right.
fn taught(config: DigitsConfig, seed: u64) -> ([f32; 2], Teach) {
    let mut teach = Teach::default();
    let mut config = TeachConfig::Digits(config);
    teach.enter(&config, seed);
    let mut session = Session::default();
    let mut waiting = std::collections::VecDeque::from(teach.update(&mut config, Action::Play, seed));
    loop {
        while let Some(effect) = waiting.pop_front() {
            let Effect::Train(command) = effect else { continue };
            let event = pollster::block_on(session.apply(command, &|| 0.0));
            waiting.extend(teach.trained(&config, event, seed).unwrap());
        }
        if !session.is_training() {
            break;
        }
        for event in pollster::block_on(session.slice(0.0, &|| 0.0)) {
            assert!(matches!(event, Event::Run { .. }), "{event:?}");
            waiting.extend(teach.trained(&config, event, seed).unwrap());
        }
        waiting.extend(teach.update(&mut config, Action::ReportAck, seed));
    }
    assert_eq!(teach.failed, None);
    let right = teach
        .runs
        .as_ref()
        .unwrap()
        .each_ref()
        .map(|course| course.run.progress.validations.last().unwrap().accuracy);
    (right, teach)
}

/// The mean over seeds of what both get right.
fn mean(config: DigitsConfig, seeds: std::ops::RangeInclusive<u64>) -> [f32; 2] {
    let count = seeds.clone().count() as f32;
    let add = |sums: [f32; 2], [a, b]: [f32; 2]| [sums[0] + a / count, sums[1] + b / count];
    seeds.map(|seed| taught(config, seed).0).fold([0.0; 2], add)
}

#[test]
fn frozen_blocks_of_other_digits_help_where_there_is_one_example() {
    let [transferred, scratch] = mean(CASES[0], 1..=3);
    assert!(transferred > scratch + 0.08, "{transferred} and {scratch}");
}

/// The last features tell the digits 0 to 4 apart, and others less well.
#[test]
fn all_blocks_frozen_are_worse_than_none_where_there_are_more_examples() {
    let ([transferred, scratch], teach) = taught(CASES[1], 1);
    assert!(transferred < scratch, "{transferred} and {scratch}");
    assert!(teach.source_accuracy.unwrap() > 0.9, "{:?}", teach.source_accuracy);
    let data = teach.data.unwrap();
    for course in teach.runs.unwrap() {
        assert_eq!(
            (course.run.state(), course.run.progress.validations.len() as u32),
            (State::Finished, EPOCHS)
        );
        let confusion = &course.run.progress.evaluation.as_ref().unwrap().confusion;
        let scored: usize = confusion.iter().flatten().map(Vec::len).sum();
        assert_eq!(scored, SCORED * 5);
        for (row, cells) in confusion.iter().enumerate() {
            for &sample in cells.iter().flatten() {
                assert_eq!(usize::from(data.labels[sample as usize]), row);
            }
        }
        let said = course.run.progress.guess.as_ref().unwrap().probabilities().len();
        assert_eq!((said, course.run.step()), (5, CASES[1].steps()));
    }
}

#[test]
fn examples_come_before_what_is_scored_and_no_sample_is_both() {
    let (few, many) = (samples::data(1, 3), samples::data(20, 3));
    let scored = SCORED * 5;
    let behind = |data: &Dataset| data.images[(data.len() - scored) * data.shape.len()..].to_vec();
    assert_eq!(behind(&few), behind(&many));
    for class in 0..5 {
        let labels = &many.labels[many.len() - scored..];
        assert_eq!(labels.iter().filter(|label| **label == class).count(), SCORED);
        assert!(many.labels[20 * usize::from(class)..][..20].iter().all(|label| *label == class));
    }
    let images = |range: std::ops::Range<usize>| {
        range.map(|i| many.image(i)).collect::<std::collections::HashSet<_>>()
    };
    let (learnt, scored) = (images(0..100), images(many.len() - scored..many.len()));
    assert_eq!((learnt.len(), scored.len()), (100, 200));
    assert!(learnt.is_disjoint(&scored));
    assert_ne!(samples::unseen(0), samples::unseen(1));
}

#[test]
fn frozen_blocks_end_the_way_back() {
    let [[forward, same], [frozen, full]] = CASES[1].macs();
    // The head alone: 48 × 5.
    assert_eq!((forward, frozen), (same, 240));
    assert!((forward..=2 * forward).contains(&full));
    assert_eq!(DigitsConfig { frozen: false, ..CASES[1] }.macs()[1], [full; 2]);
}

#[test]
fn links_are_read_as_they_are_printed() {
    for text in [
        "2.frozen.1",
        "3.fine-tuned.20",
        "1.frozen.5",
        "own",
        "own.lite0.1.frozen",
        "own.last-run.2.fine-tuned",
    ] {
        assert_eq!(TeachConfig::read(text).unwrap().print(), text);
    }
    for text in [
        "",
        "2",
        "0.frozen.5",
        "4.frozen.5",
        "2.cold.5",
        "2.frozen.7",
        "2.frozen.5.1",
        "own.digits",
        "own.digits.6.frozen",
    ] {
        assert_eq!(TeachConfig::read(text), None, "{text}");
    }
    // What is not offered is left out.
    assert_eq!(TeachConfig::read("own.lite0.3.fine-tuned"), TeachConfig::read("own.lite0.1.frozen"));
}
