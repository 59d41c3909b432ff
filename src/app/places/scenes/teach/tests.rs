//! Both cases, as conversations with the worker that trains.

use super::*;
use crate::session::{Event, Service, Session};

/// The task, and the worker that answers it at once.
struct Talk {
    teach: Teach,
    config: TeachConfig,
    session: Session,
    seed: u64,
}

impl Talk {
    /// Lets both networks learn.
    fn taught(config: DigitsConfig, seed: u64) -> Self {
        let config = TeachConfig::Digits(config);
        let mut talk = Self { teach: Teach::default(), config, session: Session::default(), seed };
        talk.teach.enter(&config, seed);
        talk.say(Action::Play);
        talk.learn();
        talk
    }

    fn say(&mut self, action: Action) {
        let effects = self.teach.update(&mut self.config, action, self.seed);
        self.answer(effects);
    }

    fn answer(&mut self, effects: Vec<Effect>) {
        let mut waiting = std::collections::VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let Effect::Train(command) = effect else { continue };
            let event = pollster::block_on(self.session.apply(command, &|| 0.0));
            waiting.extend(self.teach.trained(&self.config, event, self.seed).unwrap());
        }
    }

    /// Lets all runs go on until they stop by themselves.
    fn learn(&mut self) {
        while self.session.is_training() {
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                assert!(matches!(event, Event::Run { .. }), "{event:?}");
                let effects = self.teach.trained(&self.config, event, self.seed).unwrap();
                self.answer(effects);
            }
            self.say(Action::ReportAck);
        }
        assert_eq!(self.teach.failed, None);
    }

    fn seek(&mut self, step: u64) {
        let courses = self.teach.courses(&self.config).iter();
        let effects = courses.map(|course| course.ask(RunCommand::Seek { step })).collect();
        self.answer(effects);
    }

    fn courses(&self) -> [Course; 2] {
        self.teach.runs.clone().unwrap()
    }

    /// How much each gets right.
    fn right(&self) -> [f32; 2] {
        self.courses().map(|course| course.run.progress.validations.last().unwrap().accuracy)
    }
}

/// The mean over seeds of what both get right.
fn mean(config: DigitsConfig, seeds: std::ops::RangeInclusive<u64>) -> [f32; 2] {
    let count = seeds.clone().count() as f32;
    let add = |sums: [f32; 2], [a, b]: [f32; 2]| [sums[0] + a / count, sums[1] + b / count];
    seeds.map(|seed| Talk::taught(config, seed).right()).fold([0.0; 2], add)
}

#[test]
fn frozen_blocks_of_other_digits_help_where_there_is_one_example() {
    let [transferred, scratch] = mean(CASES[0], 1..=3);
    assert!(transferred > scratch + 0.08, "{transferred} and {scratch}");
}

/// The last features tell the digits 0 to 4 apart, and others less well.
#[test]
fn all_blocks_frozen_are_worse_than_none_where_there_are_more_examples() {
    let mut talk = Talk::taught(CASES[1], 1);
    let [transferred, scratch] = talk.right();
    assert!(transferred < scratch, "{transferred} and {scratch}");
    assert!(talk.teach.source_accuracy.unwrap() > 0.9, "{:?}", talk.teach.source_accuracy);
    let data = talk.teach.data.clone().unwrap();
    for course in talk.courses() {
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
    goes_back(&mut talk);
}

/// Both networks go back to their snapshots together, with their scores and what they say, and the way from there is the same again.
fn goes_back(talk: &mut Talk) {
    let learnt = talk.courses();
    let through = CASES[1].through();
    for (course, is_transferred) in learnt.iter().zip([true, false]) {
        let progress = &course.run.progress;
        for id in progress.plan.ids().filter(|id| !progress.plan.params_of(*id).is_empty()) {
            // Frozen layers have no gradient.
            assert_eq!(progress.norms()[id.0] == 0.0, is_transferred && id <= through, "{id:?}");
        }
    }
    talk.seek(0);
    for (now, then) in talk.courses().iter().zip(&learnt) {
        assert_eq!((now.run.step(), now.run.earlier()), (0, Some(0)));
        assert!(now.run.progress.evaluation.is_none() && now.run.progress.guess != then.run.progress.guess);
    }
    let late = learnt[0].run.progress.last.snapshots[40];
    talk.seek(late);
    for (now, then) in talk.courses().iter().zip(&learnt) {
        let (progress, epochs) = (&now.run.progress, now.run.epochs() as usize);
        let accuracy = progress.evaluation.as_ref().unwrap().accuracy;
        assert_eq!((now.run.step(), accuracy), (late, then.run.progress.validations[epochs - 1].accuracy));
    }
    talk.say(Action::Play);
    talk.learn();
    for (now, then) in talk.courses().iter().zip(&learnt) {
        assert_eq!(
            (now.run.points(), &now.run.progress.guess),
            (then.run.points(), &then.run.progress.guess)
        );
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
