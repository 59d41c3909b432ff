//! What is kept of a run: snapshots and weights.

use super::*;

#[test]
fn seek_and_continue_is_the_same_run() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Step { steps: 150 });
    let last = talk.finish(1).pop().unwrap();
    assert!(last.snapshots.len() <= 65 && last.snapshots.len() > 30, "{:?}", last.snapshots);
    assert!(last.snapshots.windows(2).skip(1).all(|steps| steps[1] - steps[0] == steps[2 - 1] - steps[0]));
    let end = talk.export(1);
    let report = talk.report(1, RunCommand::Seek { step: 61 });
    assert_eq!(report.step, *last.snapshots.iter().rfind(|&&step| step <= 61).unwrap());
    assert_ne!(talk.export(1), end);
    talk.report(1, RunCommand::Step { steps: (150 - report.step) as u32 });
    talk.finish(1);
    assert_eq!(talk.export(1), end);
    assert_eq!(talk.report(1, RunCommand::Seek { step: 0 }).step, 0);
}

#[test]
fn exported_weights_can_be_started_from() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Step { steps: 9 });
    talk.finish(1);
    let file = talk.export(1);
    let RunCommand::Begin { network, data, settings, .. } = begin(settings()) else { unreachable!() };
    let plan = Plan::new(network.clone()).unwrap();
    assert!(Weights::from_safetensors(&plan, &file).is_ok());
    talk.ask(2, RunCommand::Begin { network, data, settings, start: StartFrom::Weights(file.clone()) })
        .unwrap();
    assert_eq!(talk.export(2), file);
}

/// The worker may die, and the page be closed: what was kept goes on bit for bit.
#[test]
fn checkpoint_continues_bit_for_bit() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Step { steps: 7 });
    talk.finish(1);
    let ask = RunCommand::Checkpoint { snapshots: true };
    let Ok(RunEvent::Checkpoint { step: 7, run, snapshots: Some(snapshots) }) = talk.ask(1, ask) else {
        panic!("kept")
    };
    talk.report(1, RunCommand::Step { steps: 5 });
    talk.finish(1);
    let RunCommand::Begin { network, data, settings, .. } = begin(settings()) else { unreachable!() };
    let again = |run: Vec<u8>| RunCommand::Begin {
        network: network.clone(),
        data: data.clone(),
        settings,
        start: StartFrom::Checkpoint { run, snapshots: snapshots.clone() },
    };
    talk.ask(2, again(run.clone())).unwrap();
    talk.report(2, RunCommand::Step { steps: 5 });
    assert_eq!(talk.finish(2).pop().unwrap().step, 12);
    assert_eq!(talk.export(1), talk.export(2));
    for broken in [vec![], run[..run.len() - 1].to_vec()] {
        assert!(talk.ask(2, again(broken)).is_err());
    }
    // Behind the mark and the version it is what version 1 was.
    assert!(talk.ask(2, again(run[11..].to_vec())).is_ok());
    let newer = [&[0xff; 10], &[3][..], &run[11..]].concat();
    let error = talk.ask(2, again(newer)).unwrap_err().to_string();
    assert!(error.contains("newer version"), "{error}");
}

#[test]
fn diverged_run_keeps_its_last_finite_weights() {
    let mut talk = begun(Settings {
        optimizer: Optimizer::Sgd,
        loss: crate::loss::Loss::MeanSquaredError,
        schedule: Schedule::constant(1e6),
        ..settings()
    });
    talk.report(1, RunCommand::Start { until: StopAt::default() });
    let last = talk.finish(1).pop().unwrap();
    let State::Diverged { step } = last.state else { panic!("{:?}", last.state) };
    assert_eq!(last.step + 1, step);
    assert!(last.points.is_empty());
    let Ok(RunEvent::Evaluated(evaluation)) = talk.ask(1, RunCommand::Evaluate) else { panic!() };
    assert!(evaluation.loss.is_finite());
    // A smaller rate goes on from there.
    talk.report(
        1,
        RunCommand::UpdateSettings { settings: Settings { schedule: Schedule::constant(0.0), ..settings() } },
    );
    assert_eq!(talk.report(1, RunCommand::Step { steps: 1 }).state, State::Running);
    assert_eq!(talk.finish(1).pop().unwrap().state, State::Paused);
}
