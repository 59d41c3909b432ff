//! Links and stored runs of earlier versions: `links.json` and `run-1.bin` were written by a build that knew no versions,
//! `links-2.json` by version 2. They are never changed; a new version adds files. `broken.json` are links that did not arrive whole,
//! `mangled.rs` are those that mail, chat programs and the web changed.

mod broken;
mod facts;
mod from_pytorch;
mod mangled;

use std::collections::BTreeMap;

use convoscope::app::places::train::{Download, Effect, SavedRun, StoredRun, Train, TrainAction};
use convoscope::session::{Event, Service, Session};
use safetensors::SafeTensors;
use serde_json::Value;

/// Whether both are the same, whichever way a number is written: 1 or 1.0, an f32 or the f64 next to it.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64().map(|a| a as f32) == b.as_f64().map(|b| b as f32)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// Networks are compared as what their JSON is read as: it has earlier names, too.
fn with_network_read(mut says: Value) -> Value {
    if let Some(network) = says.get_mut("network") {
        let read: convoscope::network::Network =
            serde_json::from_value(network.take()).expect("a network of an earlier version is read");
        *network = serde_json::to_value(read).unwrap();
    }
    says
}

fn check(links: &str) -> usize {
    let links: Vec<Value> = serde_json::from_str(links).unwrap();
    for entry in &links {
        let (link, says) = (entry["link"].as_str().unwrap(), with_network_read(entry["says"].clone()));
        let (facts, problems) = facts::of_link(link);
        assert!(problems.is_empty(), "{link}: {problems:?}");
        assert!(same(&facts, &says), "{link}\nsays {facts}\ninstead of {says}");
        // Printed again, in the version of today, it says the same.
        let (printed, problems) = facts::of_link(&printed(link));
        assert!(problems.is_empty(), "{link}: {problems:?}");
        // Lines are simplified again whenever a drawing is printed.
        assert!(
            link.contains("drawing=") || same(&printed, &says),
            "{link}\nsays {printed}\ninstead of {says}"
        );
    }
    links.len()
}

/// The same link as today's build prints it.
fn printed(link: &str) -> String {
    facts::read(link).0
}

#[test]
fn links_of_earlier_versions_say_what_they_said() {
    assert_eq!(check(include_str!("links.json")), 419);
    assert_eq!(check(include_str!("links-2.json")), 48);
}

#[test]
fn printed_links_begin_with_their_version() {
    let links: Vec<Value> = serde_json::from_str(include_str!("links.json")).unwrap();
    let (mut earlier, mut now) = (0, 0);
    for link in links.iter().map(|entry| entry["link"].as_str().unwrap()) {
        let printed = printed(link);
        match printed.split_once('?') {
            Some((_, pairs)) => assert!(pairs.starts_with("v=2&"), "{printed}"),
            None => assert!(!link.contains('?'), "{link}"),
        }
        if link.contains("layers=") {
            assert!(printed.len() < 1000, "{} characters: {printed}", printed.len());
            (earlier, now) = (earlier + link.len(), now + printed.len());
        }
    }
    // Names cost a little; links stay short.
    assert!(2 * now < 5 * earlier, "{now} characters instead of {earlier}");
}

/// A page whose worker is a session in the same thread.
#[derive(Default)]
struct Page {
    train: Train,
    session: Session,
    saved: Option<Vec<u8>>,
    stored: Vec<Vec<u8>>,
    forgotten: Vec<String>,
}

impl Page {
    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => {
                    let event: Event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    let effects = self.train.answered(event);
                    self.run(effects);
                }
                Effect::Download { bytes, .. } => self.saved = Some(bytes),
                Effect::StoreRun => self.ask(TrainAction::StoreRun(1.0)),
                Effect::Store { bytes, .. } => self.stored.push(bytes),
                Effect::Forget { key } => self.forgotten.push(key),
                Effect::Load { id, .. } => self.ask(TrainAction::Loaded { id, stored: StoredRun::default() }),
                Effect::StoreBlob { .. }
                | Effect::ForgetBlob { .. }
                | Effect::Remember { .. }
                | Effect::Watch { .. }
                | Effect::RestartWorker
                | Effect::Persist
                | Effect::StopReading
                | Effect::UpdateUrl => {}
            }
        }
    }

    fn ask(&mut self, request: TrainAction) {
        let effects = self.train.update(request);
        self.run(effects);
    }

    /// Lets the worker work until nothing is left to do, and paints every report.
    fn rest(&mut self) {
        while self.session.is_training() {
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                let Event::Run { run, .. } = event else { panic!("{event:?}") };
                let effects = self.train.answered(event);
                self.run(effects);
                self.ask(TrainAction::ReportAck(run));
            }
        }
    }
}

#[test]
fn a_run_that_version_1_stored_goes_on() {
    let bytes = include_bytes!("run-1.bin");
    let saved_run = SavedRun::from_bytes(bytes).unwrap();
    assert_eq!(saved_run.line(), "own network, xor, against L2, λ = 0.001 · step 9 · 60.0 %");
    // A visit with the link of then, and one with the link of today.
    let then = saved_run.link.clone();
    for link in [then.clone(), Train::new(&then).link()] {
        let mut page = Page { train: Train::new(&link), ..Page::default() };
        let effects = page.train.start(&[bytes.to_vec()], None);
        page.run(effects);
        let runs = &page.train.runs.list;
        assert_eq!((runs.len(), runs[0].last.step, runs[1].last.step), (2, 9, 9), "{link}");
        let last = |run: usize| runs[run].points.last().map(|point| (point.step, point.loss, point.rate));
        assert_eq!((last(0), last(1)), (Some((9, 0.76475155, 0.03)), Some((9, 0.76056516, 0.03))));
        assert_eq!((runs[0].points.len(), runs[0].validations.len()), (9, 2));
        page.ask(TrainAction::Download(Download::Weights));
        let tensors = |bytes: &[u8]| {
            let file = SafeTensors::deserialize(bytes).unwrap();
            file.iter()
                .map(|(name, tensor)| (name.to_owned(), tensor.data().to_vec()))
                .collect::<BTreeMap<_, _>>()
        };
        let saved = page.saved.as_deref().expect("the weights are handed out");
        assert!(tensors(saved) == tensors(include_bytes!("run-1.safetensors")), "other weights");
        // Kept again, it takes the place of what version 1 stored.
        page.ask(TrainAction::Steps(1));
        page.rest();
        page.ask(TrainAction::Pause);
        let kept = page.stored.last().expect("a pause keeps it");
        assert!(kept.starts_with(&[0xff; 10]) && SavedRun::from_bytes(kept).is_some());
        assert_eq!(page.forgotten, [saved_run.key()]);
        assert_eq!(page.train.saved_runs.len(), 1);
    }
}
