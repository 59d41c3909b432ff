//! Both cases, as conversations with the worker that trains.

use super::*;
use crate::session::{Event, Service, Session};

/// Lets both networks learn, and says how much each gets right.
fn taught(mut config: TeachConfig, seed: u64) -> ([f32; 2], Teach) {
    let mut teach = Teach::default();
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    teach.keep(SceneNetwork::Find, &Ok(std::fs::read(path).unwrap()));
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
    let right =
        teach.runs.as_ref().unwrap().each_ref().map(|course| course.validations.last().unwrap().accuracy);
    (right, teach)
}

/// Means over seeds of all ways, for whoever writes down what they come to.
#[test]
#[ignore = "it takes minutes"]
fn measure_all_ways() {
    for (case, ..) in CASES {
        let all = case.blocks().len();
        for examples in EXAMPLES {
            for blocks in 1..=all {
                for frozen in [true, false] {
                    let config = TeachConfig { case, blocks: Some(blocks), frozen, examples };
                    let mut sums = [0.0; 2];
                    for seed in 1..=3 {
                        let ([a, b], _) = taught(config, seed);
                        sums = [sums[0] + a / 3.0, sums[1] + b / 3.0];
                    }
                    eprintln!("{} transferred {:.3} scratch {:.3}", config.print(), sums[0], sums[1]);
                }
            }
        }
    }
}

/// Few examples of digits that the last features of the others do not tell apart.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn frozen_features_of_other_digits_are_worse_than_none() {
    let config = TeachConfig { examples: 20, ..TeachConfig::default() };
    let ([transferred, scratch], teach) = taught(config, 1);
    assert!(transferred < scratch - 0.05, "{transferred} and {scratch}");
    assert!(teach.source_accuracy.unwrap() > 0.9, "{:?}", teach.source_accuracy);
    let data = teach.data.unwrap();
    for course in teach.runs.unwrap() {
        assert_eq!((course.state, course.validations.len() as u32), (State::Finished, EPOCHS));
        let confusion = &course.evaluation.unwrap().confusion;
        let scored: usize = confusion.iter().flatten().map(Vec::len).sum();
        assert_eq!(scored, SCORED * 5);
        for (row, cells) in confusion.iter().enumerate() {
            for &sample in cells.iter().flatten() {
                assert_eq!(usize::from(data.labels[sample as usize]), row);
            }
        }
        assert_eq!(course.logits.len(), 5);
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn features_of_a_detector_help_where_there_are_few_examples() {
    let config = TeachConfig { case: Case::Shapes, examples: 5, ..TeachConfig::default() };
    let ([transferred, scratch], _) = taught(config, 1);
    assert!(transferred > scratch + 0.05, "{transferred} and {scratch}");
}

#[test]
fn examples_come_before_what_is_scored_and_no_sample_is_both() {
    for (case, ..) in CASES {
        let (few, many) = (case.data(1, 3), case.data(20, 3));
        let classes = few.classes();
        let scored = SCORED * classes;
        assert_eq!(few.shape, case.shape());
        let behind = |data: &Dataset| data.images[(data.len() - scored) * data.shape.len()..].to_vec();
        // The same samples are scored, however many examples there are.
        assert_eq!(behind(&few), behind(&many));
        let count = |data: &Dataset, class: u8| {
            data.labels[data.len() - scored..].iter().filter(|label| **label == class).count()
        };
        for class in 0..classes as u8 {
            assert_eq!([count(&few, class), count(&many, class)], [SCORED; 2]);
        }
        let images = |range: std::ops::Range<usize>| {
            range.map(|i| many.image(i)).collect::<std::collections::HashSet<_>>()
        };
        let taken = many.len() - scored;
        let (learnt, scored) = (images(0..20 * classes), images(taken..many.len()));
        assert_eq!((learnt.len(), scored.len()), (20 * classes, SCORED * classes));
        assert!(learnt.is_disjoint(&scored));
        assert_ne!(case.unseen(0), case.unseen(1));
    }
}

#[test]
fn links_are_read_as_they_are_printed() {
    for text in ["digits.all.frozen.5", "shapes.3.fine-tuned.20", "digits.1.frozen.1"] {
        assert_eq!(TeachConfig::read(text).unwrap().print(), text);
    }
    for text in
        ["", "digits", "digits.0.frozen.5", "digits.4.frozen.5", "shapes.2.cold.5", "shapes.2.frozen.7"]
    {
        assert_eq!(TeachConfig::read(text), None, "{text}");
    }
}
