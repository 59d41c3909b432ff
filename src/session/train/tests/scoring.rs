//! Scores of validation samples, in pieces where they take long.

use std::cell::Cell;

use super::*;

/// A slow machine: each look at its clock is so many milliseconds after the one before.
struct Slow(Cell<f64>);

impl Slow {
    fn now(&self) -> f64 {
        self.0.set(self.0.get() + 13.0);
        self.0.get()
    }
}

fn command(run: u32, command: RunCommand) -> Command {
    Command::Train { run: RunId(run), command: Box::new(command) }
}

/// A run with 1000 validation samples that has just ended its first epoch on a slow machine.
fn behind_an_epoch(clock: &Slow) -> (Session, RunCommand) {
    let RunCommand::Begin { network, settings, start, .. } = begin(settings()) else { panic!("it begins") };
    let begin = RunCommand::Begin { network, data: generated(Source::Circle, 20, 1000), settings, start };
    let mut session = Session::default();
    let now = || clock.now();
    pollster::block_on(session.apply(command(1, begin.clone()), &now));
    pollster::block_on(session.apply(command(1, RunCommand::Start { until: StopAt::default() }), &now));
    pollster::block_on(session.slice(0.0, &now));
    (session, begin)
}

#[test]
fn pieces_give_the_same_scores_as_all_at_once() {
    let clock = Slow(Cell::new(0.0));
    let (mut session, begin) = behind_an_epoch(&clock);
    let now = || clock.now();
    assert!(session.runs[0].1.is_scoring());
    // It pauses before they are there, and they come nevertheless, with their epoch.
    let event = pollster::block_on(session.apply(command(1, RunCommand::Pause), &now));
    let Event::Run { event: RunEvent::Report(report), .. } = event else { panic!("{event:?}") };
    assert_eq!((report.state, report.step, report.evaluation), (State::Paused, 1, None));
    pollster::block_on(session.apply(command(1, RunCommand::Ack), &now));
    let asked = pollster::block_on(session.apply(command(1, RunCommand::Evaluate), &now));
    assert_eq!(asked, Event::Run { run: RunId(1), event: RunEvent::Acked });
    let mut events = Vec::new();
    for _ in 0..100 {
        events.extend(pollster::block_on(session.slice(0.0, &now)));
    }
    let scores = events.iter().find_map(|event| match event {
        Event::Run { event: RunEvent::Evaluated(evaluation), .. } => Some(evaluation),
        _ => None,
    });
    let validations = events.iter().find_map(|event| match event {
        Event::Run { event: RunEvent::Report(report), .. } => Some(&report.validations),
        _ => None,
    });
    assert_eq!(validations.unwrap().len(), 1);

    let mut at_once = Talk(Session::default());
    at_once.ask(2, begin).unwrap();
    at_once.report(2, RunCommand::Step { steps: 1 });
    let last = at_once.finish(2).pop().unwrap();
    assert_eq!(last.evaluation.as_ref(), scores.map(|scores| &**scores));
    assert_eq!(&last.validations, validations.unwrap());
}

#[test]
fn scores_of_an_epoch_are_those_of_its_weights() {
    let clock = Slow(Cell::new(0.0));
    let (mut session, begin) = behind_an_epoch(&clock);
    assert!(session.runs[0].1.is_scoring());
    let set = RunCommand::SetParam { index: 0, value: 7.0 };
    let event = pollster::block_on(session.apply(command(1, set), &|| clock.now()));
    let Event::Run { event: RunEvent::Report(report), .. } = event else { panic!("{event:?}") };
    let mut other = Talk(Session::default());
    other.ask(2, begin).unwrap();
    other.report(2, RunCommand::Step { steps: 1 });
    assert_eq!(report.validations, other.finish(2).pop().unwrap().validations);
}
