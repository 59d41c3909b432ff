//! Training with several workers, in the real page.

use std::time::Duration;

use convoscope::app::numbers::trimmed;
use convoscope::app::places::train::{Progress, Train};
use convoscope::session::{Command, Event, RunCommand, RunId, Service, Session, StartFrom};

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(60);

/// The page's workers come to the very loss that one thread comes to natively.
#[test]
fn workers_of_the_page_come_to_the_native_loss() {
    const RUN: &str = "v=2&data=shapes&count=256.64&batch=64&shards=2&epochs=6";
    let mut page = Page::open(&format!("#/train?{RUN}"), View::PROJECTOR);
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    page.click("train-play");
    page.wait_for("epoch", |text| text == "6.0", PATIENCE);
    page.wait_for("loss", |loss| loss == native_loss(RUN), PATIENCE);
    page.finish();
}

/// The loss that the page shows at the end of a run, computed here.
fn native_loss(link: &str) -> String {
    let train = Train::new(link);
    let (config, run) = (&train.config, RunId(1));
    let mut progress = Progress::new(run, config.plan(0).unwrap(), config.look);
    let mut session = Session::default();
    let mut ask = |command, progress: &mut Progress| {
        let command = Command::Train { run, command: Box::new(command) };
        match pollster::block_on(session.apply(command, &|| 0.0)) {
            Event::Run { event, .. } => progress.take(event),
            other => panic!("{other:?}"),
        }
        for event in pollster::block_on(session.slice(f64::MAX, &|| 0.0)) {
            let Event::Run { event, .. } = event else { panic!("{event:?}") };
            progress.take(event);
        }
    };
    let (network, settings) = config.of_run(0);
    let begin = RunCommand::Begin { network, data: config.data.data(), settings, start: StartFrom::Fresh };
    ask(begin, &mut progress);
    ask(RunCommand::Start { until: config.until }, &mut progress);
    progress.loss().map(trimmed).unwrap()
}

/// A visit that asks for nothing gets the faster engine, and its link says which that is.
#[test]
fn the_address_says_who_computes() {
    let mut page = Page::open("#/train", View::PROJECTOR);
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
    let address = page.evaluate("location.hash");
    let address = address.as_str().unwrap();
    assert!(address.contains("engine=auto") || !address.contains("engine"), "{address}");
    page.click("train-play");
    page.wait_for("epoch", |text| text != "0.0" && text != "–", PATIENCE);
    page.finish();
}

#[test]
fn the_bench_page_measures_layers_and_workers() {
    let mut page =
        Page::open("#/bench?net=resnet20&batch=16&shards=2&profile=1&seconds=0.1", View::PROJECTOR);
    let json = page.wait_for("bench-result", |text| text.starts_with('{'), PATIENCE);
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&figures["network"], &figures["batch"]), (&"resnet20".into(), &16.into()), "{json}");
    let rows = page.evaluate("document.querySelectorAll('[data-testid=bench-profile] tbody tr').length");
    assert!(rows.as_u64().is_some_and(|rows| rows > 60), "{rows}");
    page.finish();
}
