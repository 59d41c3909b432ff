//! Conversations with a session that trains.

mod autoencoder;
mod checkpoint;
mod gpu;
mod look;
mod pace;
mod parallel;
mod scenes;
mod scoring;
mod sentences;
mod transfer;

use super::*;
use crate::data::{Generator, Scale, Source};
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::session::{Command, Event, Optimizer, RunId, Schedule, Service, Session};
use crate::shape::Shape;
use crate::zoo::Template;

struct Talk(Session);

impl Talk {
    fn ask(&mut self, run: u32, command: RunCommand) -> Result<RunEvent, CommandError> {
        let run = RunId(run);
        match pollster::block_on(self.0.apply(Command::Train { run, command: Box::new(command) }, &|| 0.0)) {
            Event::Run { run: other, event } if other == run => Ok(event),
            Event::Error { run: other, error } if other == run => Err(error),
            event => panic!("{event:?}"),
        }
    }

    fn report(&mut self, run: u32, command: RunCommand) -> Report {
        match self.ask(run, command) {
            Ok(RunEvent::Report(report)) => *report,
            other => panic!("{other:?}"),
        }
    }

    /// Goes on until all runs stop, a step at a time, and returns what one of them reported.
    fn finish(&mut self, run: u32) -> Vec<Report> {
        let mut reports = Vec::new();
        for _ in 0..100_000 {
            if !self.0.is_training() {
                return reports;
            }
            for event in pollster::block_on(self.0.slice(0.0, &|| 0.0)) {
                let Event::Run { run: other, event: RunEvent::Report(report) } = event else {
                    panic!("a report")
                };
                if other == RunId(run) {
                    reports.push(*report);
                }
                assert_eq!(self.ask(other.0, RunCommand::Ack), Ok(RunEvent::Acked));
            }
        }
        panic!("it never stops");
    }

    fn export(&mut self, run: u32) -> Vec<u8> {
        let Ok(RunEvent::Exported { weights, .. }) = self.ask(run, RunCommand::Export) else {
            panic!("weights")
        };
        weights
    }
}

fn generated(source: Source, training: u32, validation: u32) -> Data {
    Data::Generated { generator: Generator::of(source), training, validation }
}

/// Two layers on points in a circle and around it.
fn begin(settings: Settings) -> RunCommand {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(12).into(), Activation::Relu.into(), Dense::new(2).into()]);
    RunCommand::Begin {
        network,
        data: generated(Source::Circle, 200, 100),
        settings,
        start: StartFrom::Fresh,
    }
}

fn settings() -> Settings {
    Settings { batch: 20, schedule: Schedule::constant(0.03), ..Settings::default() }
}

fn begun(settings: Settings) -> Talk {
    let mut talk = Talk(Session::default());
    assert!(talk.ask(1, begin(settings)).is_ok());
    talk
}

#[test]
fn run_begins_starts_pauses_and_closes() {
    let mut talk = Talk(Session::default());
    assert_eq!(talk.ask(1, RunCommand::Pause), Err(InferenceError::NotOpen.into()));
    let Ok(RunEvent::Begun { training, validation, names, steps_per_epoch }) = talk.ask(1, begin(settings()))
    else {
        panic!("begun")
    };
    assert_eq!((training.len(), validation.len(), names.len(), steps_per_epoch), (200, 100, 2, 10));
    assert!(!talk.0.is_training() && pollster::block_on(talk.0.slice(0.0, &|| 0.0)).is_empty());

    assert_eq!(talk.report(1, RunCommand::Step { steps: 3 }).state, State::Running);
    let reports = talk.finish(1);
    let steps: Vec<u64> = reports.iter().flat_map(|report| &report.points).map(|point| point.step).collect();
    assert_eq!(steps, [1, 2, 3]);
    assert_eq!(reports[2].state, State::Paused);

    talk.report(1, RunCommand::Start { until: StopAt::default() });
    pollster::block_on(talk.0.slice(0.0, &|| 0.0));
    let report = talk.report(1, RunCommand::Pause);
    assert_eq!((report.state, report.step, talk.0.is_training()), (State::Paused, 4, false));
    assert_eq!(talk.ask(1, RunCommand::Close), Ok(RunEvent::Closed));
    assert_eq!(talk.ask(1, RunCommand::Export), Err(InferenceError::NotOpen.into()));
}

/// A page that is busy gets no second report before it asks for it, and then one of all that happened.
#[test]
fn report_waits_for_its_ack() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Step { steps: 4 });
    let clock = || 0.0;
    assert_eq!([(); 3].map(|()| pollster::block_on(talk.0.slice(0.0, &clock)).len()), [1, 0, 0]);
    pollster::block_on(talk.0.slice(0.0, &clock));
    assert!(!talk.0.is_training());
    talk.ask(1, RunCommand::Ack).unwrap();
    assert!(talk.0.is_training());
    let events = pollster::block_on(talk.0.slice(0.0, &clock));
    let [Event::Run { event: RunEvent::Report(report), .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!((report.state, report.points.len()), (State::Paused, 3));
    assert!(!talk.0.is_training());
}

/// A slice ends when its time is over, and brings one report of all its steps.
#[test]
fn slice_keeps_to_its_budget() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Start { until: StopAt::default() });
    let now = std::cell::Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 1.0);
        now.get()
    };
    // The clock is looked at before a step, after it, and at the end of its turn.
    let events = pollster::block_on(talk.0.slice(9.0, &clock));
    let [Event::Run { event: RunEvent::Report(report), .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!((report.points.len(), report.step), (3, 3));
}

#[test]
fn run_stops_at_epochs_and_accuracy() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(3), accuracy: None } });
    let last = talk.finish(1).pop().unwrap();
    assert_eq!((last.state, last.step), (State::Finished, 30));
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(200), accuracy: Some(0.97) } });
    let last = talk.finish(1).pop().unwrap();
    assert_eq!(last.state, State::Accurate);
    assert!(last.validations[0].accuracy >= 0.97);
    let Ok(RunEvent::Evaluated(evaluation)) = talk.ask(1, RunCommand::Evaluate) else { panic!() };
    assert_eq!(evaluation.accuracy, last.validations[0].accuracy);
    let cells: usize = evaluation.confusion.iter().flatten().map(Vec::len).sum();
    let right = evaluation.confusion[0][0].len() + evaluation.confusion[1][1].len();
    assert_eq!(
        (cells, right, evaluation.worst.len()),
        (100, (100.0 * evaluation.accuracy) as usize, 100 - right)
    );
    assert!(evaluation.confusion.iter().flatten().flatten().all(|sample| (200..300).contains(sample)));
    assert!(evaluation.worst.iter().all(|wrong| wrong.label != wrong.predicted && wrong.loss > 0.69));
}

/// Everything random in it: fresh weights, order, augmentation, dropout; and running statistics.
#[test]
fn run_is_reproducible_bit_for_bit() {
    let run = |seed: u64, slices: &[u32]| {
        let mut network = Network::new(Shape::new(1, 28, 28));
        network.chain([
            Conv::new(3, 5).stride(3).into(),
            BatchNorm::default().into(),
            Activation::Relu.into(),
            Dropout { rate: 0.3 }.into(),
            Dense::new(10).into(),
        ]);
        let settings = Settings { seed, augmentation: Some(Default::default()), ..settings() };
        let mut talk = Talk(Session::default());
        let data = generated(Source::Digits, 90, 30);
        talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
        for &steps in slices {
            talk.report(1, RunCommand::Step { steps });
            talk.finish(1);
            // Looking changes nothing.
            let all = (0..6).map(NodeId).map(|id| (id, Look::Gradients)).collect();
            talk.report(1, RunCommand::Watch { watch: Watch { sample: 3, probes: all, ..Watch::default() } });
            talk.ask(1, RunCommand::Evaluate).unwrap();
        }
        talk.export(1)
    };
    assert_eq!(run(1, &[12]), run(1, &[5, 1, 6]));
    assert_ne!(run(1, &[12]), run(2, &[12]));
}

#[test]
fn two_runs_advance_in_lock_step_and_no_third_begins() {
    let mut talk = begun(settings());
    talk.ask(2, begin(settings())).unwrap();
    assert_eq!(talk.ask(3, begin(settings())), Err(CommandError::Runs { most: 2 }));
    for run in [1, 2] {
        talk.report(run, RunCommand::Step { steps: 4 });
    }
    let events = pollster::block_on(talk.0.slice(0.0, &|| 0.0));
    assert_eq!(events.len(), 2);
    talk.finish(1);
    assert_eq!(talk.export(1), talk.export(2));
    // A run that begins anew takes its own place.
    assert!(talk.ask(2, begin(Settings { seed: 2, ..settings() })).is_ok());
    assert_ne!(talk.export(1), talk.export(2));
}

#[test]
fn begin_errors_are_one_sentence() {
    let image = Template::Modern.network(Shape::new(1, 28, 28), 10);
    let ask = |network: &Network, data: Data, settings: Settings, start: StartFrom| {
        let begin = RunCommand::Begin { network: network.clone(), data, settings, start };
        Talk(Session::default()).ask(1, begin).map(|_| ()).unwrap_err().to_string()
    };
    let given = |images: Vec<u8>, labels: Vec<u8>| Data::Given {
        data: std::sync::Arc::new(Dataset {
            shape: Shape::new(1, 28, 28),
            scale: Scale::Unit,
            images,
            labels,
            names: crate::data::digit_names(),
        }),
        validation: crate::data::Split::Share(0.0),
    };
    let digits = || generated(Source::Digits, 10, 10);
    for (error, expected) in [
        (
            ask(&image, generated(Source::Shapes, 9, 0), settings(), StartFrom::Fresh),
            "it takes 1 × 28 × 28, but the samples are 3 × 32 × 32.",
        ),
        (
            ask(&Template::Modern.network(Shape::new(1, 28, 28), 9), digits(), settings(), StartFrom::Fresh),
            "it has 9 outputs, but there are 10 classes.",
        ),
        (
            ask(&image, digits(), Settings { batch: 0, ..settings() }, StartFrom::Fresh),
            "a batch has 1 to 4096 samples, not 0.",
        ),
        (
            ask(
                &image,
                digits(),
                Settings { schedule: Schedule::constant(f32::NAN), ..settings() },
                StartFrom::Fresh,
            ),
            "a learning rate is at least 0, not NaN.",
        ),
        (
            ask(&image, digits(), settings(), StartFrom::Weights(vec![1, 2, 3])),
            "this is not a safetensors file, and torch.save did not write it (header too small).",
        ),
        (
            ask(&image, generated(Source::Digits, 0, 5), settings(), StartFrom::Fresh),
            "samples can be generated, not 5.",
        ),
        (
            ask(&image, given(vec![0; 784], vec![1, 2]), settings(), StartFrom::Fresh),
            "2 samples of 1 × 28 × 28 are not 784 bytes.",
        ),
        (
            ask(&image, given(vec![0; 784], vec![10]), settings(), StartFrom::Fresh),
            "sample 0 has the label 10, but there are 10 classes.",
        ),
    ] {
        assert!(error.ends_with(expected), "{error}");
    }
}
