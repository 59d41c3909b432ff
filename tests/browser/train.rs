//! The place Train: training, looking inside, going back, keeping.

use std::path::PathBuf;
use std::time::Duration;

use convoscope::app::numbers::{percent, thousands};
use convoscope::app::places::train::TrainConfig;
use convoscope::network::Weights;
use convoscope::session::{Command, Data, Event, RunCommand, RunEvent, RunId, Service, Session, StartFrom};

use crate::export::{CATCH, caught};
use crate::harness::{Page, View};

/// The worker first generates the data.
const PATIENCE: Duration = Duration::from_secs(30);

/// The place with its first scores: everything has begun. An empty query, too, is computed on the CPU.
pub fn open(query: &str, view: View) -> Page {
    let query = if query.is_empty() { "?v=2" } else { query };
    let mut page = Page::open(&format!("#/train{query}"), view);
    ready(&mut page);
    page
}

pub fn ready(page: &mut Page) {
    page.wait_for("validation", |text| text.contains('%'), PATIENCE);
}

/// Until nothing is trained any more.
pub fn rest(page: &mut Page) {
    let playing = "document.querySelector('[data-testid=train-play]').ariaLabel";
    let rests = (0..600).any(|_| {
        page.pause(Duration::from_millis(100));
        page.evaluate(playing) == "Train"
    });
    assert!(rests, "it trains for ever: {:?}", page.text("epoch"));
    // The last scores follow.
    page.pause(Duration::from_millis(300));
}

pub fn step(page: &mut Page) -> u64 {
    let text = page.text("step").unwrap();
    let digits: String =
        text.split(['o', '·']).next().unwrap().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("{text}"))
}

pub fn validation(page: &mut Page) -> f32 {
    page.text("validation").unwrap().trim_end_matches('%').trim().parse().unwrap()
}

/// A file with these bytes, among those that are temporary. Tests run side by side, so each thread has a folder of its own.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let owner = (std::process::id(), std::thread::current().id());
    let folder = std::env::temp_dir().join(format!("convoscope-train-{}-{:?}", owner.0, owner.1));
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The setup of a link, and its native run with these weights.
fn native(query: &str, start: StartFrom) -> (TrainConfig, Session) {
    let mut problems = Vec::new();
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let config = TrainConfig::from_pairs(pairs, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let (network, settings) = config.of_run(0);
    let convoscope::app::places::train::DataSource::Generated { generator, training, validation } =
        config.data
    else {
        panic!("generated")
    };
    let data = Data::Generated { generator, training, validation };
    let mut session = Session::default();
    ask(&mut session, RunCommand::Begin { network, data, settings, start });
    (config, session)
}

fn ask(session: &mut Session, command: RunCommand) -> RunEvent {
    let command = Command::Train { run: RunId(1), command: Box::new(command) };
    match pollster::block_on(session.apply(command, &|| 0.0)) {
        Event::Run { event, .. } => event,
        other => panic!("{other:?}"),
    }
}

#[test]
fn digits_are_learnt_and_all_of_it_can_be_gone_back_through() {
    let query = "?accuracy=0.97";
    let mut page = open(query, View::PROJECTOR);
    page.evaluate(CATCH);
    let config = native(query, StartFrom::Fresh).0;
    let plan = config.plan(0).unwrap();
    assert_eq!(page.text("params").unwrap(), thousands(plan.params()));
    let fresh = validation(&mut page);
    assert!(fresh < 30.0, "{fresh}");
    page.press(" ");
    rest(&mut page);
    let learnt = validation(&mut page);
    assert!(learnt >= 97.0, "{learnt}");
    page.screenshot("train-learnt");
    // It stopped after an epoch, and it shows a chart, a confusion of 1000 images, and norms of every layer with weights.
    let last = step(&mut page);
    assert!(last > 0 && last.is_multiple_of(125), "{last}");
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=chart-drawn] path').length > 3"), true);
    let counts = "[...document.querySelectorAll('[data-testid^=confusion-]')].map(e => +e.title.split(': ')[1]).filter(n => n >= 0)";
    let counts: Vec<f64> = serde_json::from_value(page.evaluate(counts)).unwrap();
    let right: f64 = (0..10).map(|i| counts[11 * i]).sum();
    assert_eq!((counts.len(), counts.iter().sum::<f64>()), (100, 1000.0));
    assert_eq!(percent(right as f32 / 1000.0), page.text("validation").unwrap());
    let norms = "[...document.querySelectorAll('[data-testid=gradient-flow] li b')].map(e => parseFloat(e.textContent))";
    let norms: Vec<f64> = serde_json::from_value(page.evaluate(norms)).unwrap();
    assert!(norms.len() == 7 && norms.iter().all(|norm| *norm > 0.0), "{norms:?}");

    // The weights that are saved make the same scores outside of the page.
    page.click("keep");
    page.click("save-weights");
    let (name, weights) = caught(&mut page, "weights");
    assert_eq!(name, format!("weights-after-step-{last}.safetensors"));
    assert!(Weights::from_safetensors(&plan, &weights).is_ok());
    let mut session = native(query, StartFrom::Weights(weights.clone())).1;
    let RunEvent::Evaluated(scores) = ask(&mut session, RunCommand::Evaluate) else { panic!() };
    assert_eq!(percent(scores.accuracy), page.text("validation").unwrap());

    // Back to the beginning, half of the way, and to the end again.
    page.press("Escape");
    page.evaluate("document.querySelector('[data-testid=time]').focus()");
    page.press("Home");
    page.wait_for("step", |text| text.starts_with("step 0 of"), PATIENCE);
    page.wait_for("validation", |text| text == percent(fresh / 100.0), PATIENCE);
    page.press("ArrowRight");
    page.pause(Duration::from_millis(300));
    let half = step(&mut page);
    assert!(half > 0 && half < last, "{half}");
    page.press("End");
    page.wait_for("step", |text| text.ends_with("now"), PATIENCE);
    page.wait_for("validation", |text| text == percent(learnt / 100.0), PATIENCE);

    // After a reload it is all there.
    page.pause(Duration::from_millis(500));
    page.reload();
    ready(&mut page);
    assert_eq!((step(&mut page), validation(&mut page)), (last, learnt));
    let said = page.text("said").unwrap();
    assert!(said.starts_with("Saved in this browser"), "{said}");
    // The weights of the file are there to begin anew with.
    page.click("one-batch");
    page.wait_for("step", |text| text.contains(&thousands(last + 1)), PATIENCE);
    page.click("keep");
    page.choose_file("load-weights", &file("w.safetensors", &weights));
    page.wait_for("step", |text| text.starts_with("step 0"), PATIENCE);
    page.wait_for("validation", |text| text == percent(learnt / 100.0), PATIENCE);
    page.finish();
}

/// The same link gives the same run: in the page and here, bit for bit.
#[test]
fn the_link_says_it_all() {
    let query = "?data=spiral&net=dense-2&rate=0.02&batch=16&seed=9&epochs=4&optimizer=momentum";
    let mut page = open(query, View::PROJECTOR);
    page.evaluate(CATCH);
    page.click("train-play");
    rest(&mut page);
    page.click("keep");
    page.click("save-history");
    let (_, history) = caught(&mut page, "history");
    let history = String::from_utf8(history).unwrap();
    let mut session = native(query, StartFrom::Fresh).1;
    ask(&mut session, RunCommand::Step { steps: 100 });
    let mut points = Vec::new();
    while session.is_training() {
        for event in pollster::block_on(session.slice(0.0, &|| 0.0)) {
            if let Event::Run { event: RunEvent::Report(report), .. } = event {
                points.extend(report.points);
            }
        }
        ask(&mut session, RunCommand::Ack);
    }
    let line = |i: usize| {
        let point = points[i];
        format!("{},{},{},{},", point.step, point.loss, point.accuracy, point.rate)
    };
    assert_eq!((history.lines().count(), points.len()), (101, 100));
    for (i, shown) in history.lines().skip(1).enumerate() {
        assert!(shown.starts_with(&line(i)), "{shown} and {}", line(i));
    }
    page.finish();
}

#[test]
fn two_runs_side_by_side() {
    let mut page = open("?data=xor&net=dense-2&epochs=20", View::PROJECTOR);
    page.click("train-play");
    rest(&mut page);
    let alone = page.text("loss").unwrap();
    let options = "[...document.querySelector('[data-testid=compare]').options].map(o => o.text)";
    let options: Vec<String> = serde_json::from_value(page.evaluate(options)).unwrap();
    let relu = options.iter().position(|option| option.contains("ReLU")).expect("sigmoid against ReLU");
    page.choose("compare", relu);
    page.wait_for("validation", |text| text.matches('%').count() == 2, PATIENCE);
    page.click("train-play");
    rest(&mut page);
    let both = page.text("loss").unwrap();
    let (first, second) = both.split_once(" | ").expect("two losses");
    assert_eq!(first, alone, "the first run is what it was alone");
    assert_ne!(first, second);
    assert_eq!(page.evaluate("document.querySelectorAll('.toy-run').length"), 2);
    assert_eq!(page.evaluate("document.querySelectorAll('[data-testid=plane] canvas').length"), 2);
    page.screenshot("train-compare");
    page.pause(Duration::from_millis(400));
    assert_eq!(page.evaluate("location.hash"), "#/train?v=2&data=xor&epochs=20&compare=relu");
    page.finish();
}

/// Every view fits its screen, and the pictures can be looked at.
#[test]
fn it_fits_every_screen() {
    for (name, query, view, presents) in [
        ("train", "?epochs=2&count=1000.200", View::PROJECTOR, false),
        ("train-dark", "?epochs=2&look=weights&count=1000.200", View::PROJECTOR.dark(), false),
        ("train-phone", "?epochs=1&count=1000.200", View::PHONE, false),
        ("train-presented", "?epochs=2&count=1000.200", View::PROJECTOR, true),
        ("train-plane", "?data=spiral&epochs=50", View::PROJECTOR, false),
        ("train-colour", "?data=shapes&epochs=1&count=1000.200", View::PROJECTOR, false),
    ] {
        let mut page = open(query, view);
        page.click("train-play");
        rest(&mut page);
        if presents {
            page.press("p");
        }
        page.pause(Duration::from_millis(300));
        page.screenshot(name);
        let wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth");
        let high = page.evaluate("innerWidth < 900 || document.documentElement.scrollHeight <= innerHeight");
        assert_eq!((wide, high), (true.into(), true.into()), "{name}");
        page.finish();
    }
}
