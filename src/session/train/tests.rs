//! Conversations with a session that trains.

mod keep;
mod look;

use super::*;
use crate::data::{Generator, Source};
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::session::{Command, Event, Optimizer, RunId, Schedule, Session};
use crate::shape::Shape;
use crate::zoo::Template;

struct Talk(Session);

impl Talk {
    fn ask(&mut self, run: u32, training: Training) -> Result<Trained, CommandError> {
        let run = RunId(run);
        match pollster::block_on(self.0.apply(Command::Train { run, training: Box::new(training) }, &|| 0.0))
        {
            Event::Trained { run: other, trained } if other == run => Ok(trained),
            Event::Refused { run: other, refusal } if other == run => Err(refusal),
            event => panic!("{event:?}"),
        }
    }

    fn report(&mut self, run: u32, training: Training) -> Report {
        match self.ask(run, training) {
            Ok(Trained::Report(report)) => *report,
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
                let Event::Trained { run: other, trained: Trained::Report(report) } = event else {
                    panic!("a report")
                };
                if other == RunId(run) {
                    reports.push(*report);
                }
                assert_eq!(self.ask(other.0, Training::Next), Ok(Trained::Noted));
            }
        }
        panic!("it never stops");
    }

    fn export(&mut self, run: u32) -> Vec<u8> {
        let Ok(Trained::Exported { weights, .. }) = self.ask(run, Training::Export) else {
            panic!("weights")
        };
        weights
    }
}

fn generated(source: Source, training: u32, validation: u32) -> Data {
    Data::Generated { generator: Generator { source, noise: 0.0, seed: 1 }, training, validation }
}

/// Two layers on points in a circle and around it.
fn begin(settings: Settings) -> Training {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(12).into(), Activation::Relu.into(), Dense::new(2).into()]);
    Training::Begin { network, data: generated(Source::Circle, 200, 100), settings, start: Start::Fresh }
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
fn a_run_begins_goes_pauses_and_ends() {
    let mut talk = Talk(Session::default());
    assert_eq!(talk.ask(1, Training::Pause), Err(CommandError::NotOpen));
    let Ok(Trained::Begun { training, validation, names, steps_per_epoch }) = talk.ask(1, begin(settings()))
    else {
        panic!("begun")
    };
    assert_eq!((training.len(), validation.len(), names.len(), steps_per_epoch), (200, 100, 2, 10));
    assert!(!talk.0.is_training() && pollster::block_on(talk.0.slice(0.0, &|| 0.0)).is_empty());

    assert_eq!(talk.report(1, Training::Step { steps: 3 }).state, State::Running);
    let reports = talk.finish(1);
    let steps: Vec<u64> = reports.iter().flat_map(|report| &report.points).map(|point| point.step).collect();
    assert_eq!(steps, [1, 2, 3]);
    assert_eq!(reports[2].state, State::Paused);

    talk.report(1, Training::Go { until: StopAt::default() });
    pollster::block_on(talk.0.slice(0.0, &|| 0.0));
    let report = talk.report(1, Training::Pause);
    assert_eq!((report.state, report.step, talk.0.is_training()), (State::Paused, 4, false));
    assert_eq!(talk.ask(1, Training::Close), Ok(Trained::Closed));
    assert_eq!(talk.ask(1, Training::Export), Err(CommandError::NotOpen));
}

/// A page that is busy gets no second report before it asks for it, and then one of all that happened.
#[test]
fn a_busy_page_is_not_flooded() {
    let mut talk = begun(settings());
    talk.report(1, Training::Step { steps: 4 });
    let clock = || 0.0;
    assert_eq!([(); 3].map(|()| pollster::block_on(talk.0.slice(0.0, &clock)).len()), [1, 0, 0]);
    pollster::block_on(talk.0.slice(0.0, &clock));
    assert!(!talk.0.is_training());
    talk.ask(1, Training::Next).unwrap();
    assert!(talk.0.is_training());
    let events = pollster::block_on(talk.0.slice(0.0, &clock));
    let [Event::Trained { trained: Trained::Report(report), .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!((report.state, report.points.len()), (State::Paused, 3));
    assert!(!talk.0.is_training());
}

/// A slice ends when its time is over, and brings one report of all its steps.
#[test]
fn a_slice_keeps_to_its_budget() {
    let mut talk = begun(settings());
    talk.report(1, Training::Go { until: StopAt::default() });
    let now = std::cell::Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 1.0);
        now.get()
    };
    // The clock is looked at before a step, after it, and at the end of its turn.
    let events = pollster::block_on(talk.0.slice(9.0, &clock));
    let [Event::Trained { trained: Trained::Report(report), .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!((report.points.len(), report.step), (3, 3));
}

#[test]
fn a_run_stops_where_it_was_told_to() {
    let mut talk = begun(settings());
    talk.report(1, Training::Go { until: StopAt { epochs: Some(3), accuracy: None } });
    let last = talk.finish(1).pop().unwrap();
    assert_eq!((last.state, last.step), (State::Finished, 30));
    talk.report(1, Training::Go { until: StopAt { epochs: Some(200), accuracy: Some(0.97) } });
    let last = talk.finish(1).pop().unwrap();
    assert_eq!(last.state, State::Accurate);
    assert!(last.validations[0].accuracy >= 0.97);
    let Ok(Trained::Evaluated(evaluation)) = talk.ask(1, Training::Evaluate { most: 100 }) else { panic!() };
    assert_eq!(evaluation.accuracy, last.validations[0].accuracy);
    let cells: usize = evaluation.confusion.iter().flatten().map(Vec::len).sum();
    let right = evaluation.confusion[0][0].len() + evaluation.confusion[1][1].len();
    assert_eq!(
        (cells, right, evaluation.worst.len()),
        (100, (100.0 * evaluation.accuracy) as usize, 100 - right)
    );
    assert!(evaluation.confusion.iter().flatten().flatten().all(|sample| (200..300).contains(sample)));
    assert!(evaluation.worst.iter().all(|wrong| wrong.label != wrong.said && wrong.loss > 0.69));
}

#[test]
fn what_diverges_says_when_and_keeps_the_last_good_weights() {
    let mut talk = begun(Settings {
        optimizer: Optimizer::Sgd,
        loss: crate::loss::Loss::MeanSquaredError,
        schedule: Schedule::constant(1e6),
        ..settings()
    });
    talk.report(1, Training::Go { until: StopAt::default() });
    let last = talk.finish(1).pop().unwrap();
    let State::Diverged { step } = last.state else { panic!("{:?}", last.state) };
    assert_eq!(last.step + 1, step);
    assert!(last.points.is_empty());
    let Ok(Trained::Evaluated(evaluation)) = talk.ask(1, Training::Evaluate { most: 9 }) else { panic!() };
    assert!(evaluation.loss.is_finite());
    // A smaller rate goes on from there.
    talk.report(1, Training::Tune { settings: Settings { schedule: Schedule::constant(0.0), ..settings() } });
    assert_eq!(talk.report(1, Training::Step { steps: 1 }).state, State::Running);
    assert_eq!(talk.finish(1).pop().unwrap().state, State::Paused);
}

/// Everything random in it: fresh weights, order, jitter, dropout; and running statistics.
#[test]
fn the_same_seed_is_the_same_run_bit_for_bit() {
    let run = |seed: u64, slices: &[u32]| {
        let mut network = Network::new(Shape::new(1, 28, 28));
        network.chain([
            Conv::new(3, 5).stride(3).into(),
            BatchNorm::default().into(),
            Activation::Relu.into(),
            Dropout { rate: 0.3 }.into(),
            Dense::new(10).into(),
        ]);
        let settings = Settings { seed, jitter: Some(Default::default()), ..settings() };
        let mut talk = Talk(Session::default());
        let data = generated(Source::Digits, 90, 30);
        talk.ask(1, Training::Begin { network, data, settings, start: Start::Fresh }).unwrap();
        for &steps in slices {
            talk.report(1, Training::Step { steps });
            talk.finish(1);
            // Looking changes nothing.
            let all = (0..6).map(NodeId).map(|id| (id, Quantity::Gradient)).collect();
            talk.report(1, Training::Watch { watch: Watch { sample: 3, probes: all, histograms: vec![] } });
            talk.ask(1, Training::Evaluate { most: 30 }).unwrap();
        }
        talk.export(1)
    };
    assert_eq!(run(1, &[12]), run(1, &[5, 1, 6]));
    assert_ne!(run(1, &[12]), run(2, &[12]));
}

#[test]
fn two_runs_go_in_lock_step_and_no_third_begins() {
    let mut talk = begun(settings());
    talk.ask(2, begin(settings())).unwrap();
    assert_eq!(talk.ask(3, begin(settings())), Err(CommandError::Runs { most: 2 }));
    for run in [1, 2] {
        talk.report(run, Training::Step { steps: 4 });
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
fn what_cannot_be_trained_is_refused_in_one_sentence() {
    let image = Template::Modern.network(Shape::new(1, 28, 28), 10);
    let ask = |network: &Network, data: Data, settings: Settings, start: Start| {
        let begin = Training::Begin { network: network.clone(), data, settings, start };
        Talk(Session::default()).ask(1, begin).map(|_| ()).unwrap_err().to_string()
    };
    let given = |images: Vec<u8>, labels: Vec<u8>| Data::Given {
        shape: Shape::new(1, 28, 28),
        signed: false,
        images,
        labels,
        names: crate::data::digit_names(),
        validation: 0.0,
    };
    let digits = || generated(Source::Digits, 10, 10);
    for (refusal, expected) in [
        (
            ask(&image, generated(Source::Shapes, 9, 0), settings(), Start::Fresh),
            "it takes 1 × 28 × 28, but the samples are 3 × 32 × 32.",
        ),
        (
            ask(&Template::Modern.network(Shape::new(1, 28, 28), 9), digits(), settings(), Start::Fresh),
            "it has 9 outputs, but there are 10 classes.",
        ),
        (
            ask(&image, digits(), Settings { batch: 0, ..settings() }, Start::Fresh),
            "a batch has 1 to 4096 samples, not 0.",
        ),
        (
            ask(
                &image,
                digits(),
                Settings { schedule: Schedule::constant(f32::NAN), ..settings() },
                Start::Fresh,
            ),
            "a learning rate is at least 0, not NaN.",
        ),
        (
            ask(&image, digits(), settings(), Start::Weights(vec![1, 2, 3])),
            "this is not a safetensors file (header too small).",
        ),
        (
            ask(&image, generated(Source::Digits, 0, 5), settings(), Start::Fresh),
            "samples can be generated, not 5.",
        ),
        (
            ask(&image, given(vec![0; 784], vec![1, 2]), settings(), Start::Fresh),
            "2 samples of 1 × 28 × 28 are not 784 bytes.",
        ),
        (
            ask(&image, given(vec![0; 784], vec![10]), settings(), Start::Fresh),
            "sample 0 has the label 10, but there are 10 classes.",
        ),
    ] {
        assert!(refusal.ends_with(expected), "{refusal}");
    }
}
