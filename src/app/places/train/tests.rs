mod config;
mod diagnosis;
mod edits;
mod engine;
mod files;
mod import;
mod lens;
mod limits;
mod pins;
mod steps;
mod store;
mod toy;
mod trouble;

use std::collections::BTreeMap;

use super::*;
use crate::app::trained_network::TrainedNetwork;
use crate::layers::activation::Activation;
use crate::network::NodeId;
use crate::session::{Event, RunEvent, Service, Session, State};
use crate::shape::Shape;

/// A page whose worker is a session in the same thread.
struct Page {
    train: Train,
    session: Session,
    saved: Vec<(String, Vec<u8>)>,
    store: Store,
    time: f64,
}

/// What the browser keeps.
#[derive(Clone, Default)]
struct Store {
    runs: BTreeMap<String, Vec<u8>>,
    blobs: BTreeMap<String, Vec<u8>>,
    current: Option<u64>,
    /// The run that another tab writes.
    elsewhere: Option<u64>,
    /// How often the browser was asked to keep all this.
    persists: u32,
}

impl Store {
    fn bytes(&self) -> Vec<Vec<u8>> {
        self.runs.values().cloned().collect()
    }
}

impl Page {
    fn new(link: &str) -> Self {
        Self::visit(link, Store::default())
    }

    /// A visit of a browser that keeps this.
    fn visit(link: &str, store: Store) -> Self {
        let time = 1000.0 + store.runs.len() as f64;
        let mut page =
            Self { train: Train::new(link), session: Session::default(), saved: vec![], store, time };
        assert_eq!(page.train.runs.status, None);
        let effects = page.train.start(&page.store.bytes(), page.store.current);
        page.run(effects);
        page
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    let effects = self.train.answered(event);
                    self.run(effects);
                }
                Effect::Download { name, bytes, .. } => self.saved.push((name, bytes)),
                Effect::StoreRun => {
                    self.time += 1.0;
                    self.ask(TrainAction::StoreRun(self.time));
                }
                Effect::Store { key, bytes } => drop(self.store.runs.insert(key, bytes)),
                Effect::StoreBlob { key, bytes } => drop(self.store.blobs.insert(key, (*bytes).clone())),
                Effect::Forget { key } => assert!(self.store.runs.remove(&key).is_some(), "{key}"),
                Effect::ForgetBlob { key } => {
                    // That of the last run is one of a visit that stored it.
                    let removed = self.store.blobs.remove(&key).is_some();
                    assert!(removed || key == TrainedNetwork::KEY, "{key}");
                }
                Effect::Load { id, key, keys } => {
                    let blob = |key: String| Some((key.clone(), self.store.blobs.get(&key)?.clone()));
                    let stored = StoredRun {
                        run: self.store.runs.get(&key).cloned(),
                        blobs: keys.into_iter().filter_map(blob).collect(),
                        is_elsewhere: self.store.elsewhere == Some(id),
                    };
                    self.ask(TrainAction::Loaded { id, stored });
                }
                Effect::Watch { id } => self.store.current = Some(id),
                Effect::Remember { id } => self.store.current = id,
                Effect::RestartWorker => self.session = Session::default(),
                Effect::Persist => self.store.persists += 1,
                Effect::UpdateUrl | Effect::StopReading => {}
            }
        }
    }

    fn ask(&mut self, request: TrainAction) {
        let effects = self.train.update(request);
        self.run(effects);
    }

    fn change(&mut self, change: impl FnOnce(&mut TrainConfig)) {
        let mut config = self.config().clone();
        change(&mut config);
        self.ask(TrainAction::Configure(Box::new(config)));
    }

    /// Lets the worker work until nothing is left to do, and paints every report.
    fn rest(&mut self) {
        for _ in 0..10_000 {
            if !self.session.is_training() {
                return;
            }
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                let Event::Run { run, .. } = event else { panic!("{event:?}") };
                let effects = self.train.answered(event);
                self.run(effects);
                self.ask(TrainAction::ReportAck(run));
            }
        }
        panic!("it never rests");
    }

    fn config(&self) -> &TrainConfig {
        &self.train.config
    }

    fn first(&self) -> &Progress {
        &self.train.runs.list[0]
    }
}

const LINK: &str = "data=circle&count=60.40&rate=0.03&epochs=5";

#[test]
fn run_from_link_to_last_epoch() {
    let mut page = Page::new(LINK);
    assert!(page.train.runs.ready());
    assert_eq!(page.first().evaluation.as_ref().map(|e| e.samples), Some(40));
    assert!(!page.first().values.is_empty(), "looked at before the first step");
    page.ask(TrainAction::Play);
    page.rest();
    let first = page.first();
    assert_eq!((first.last.state, first.last.step, first.points.len()), (State::Finished, 30, 30));
    assert_eq!((first.validations.len(), first.epochs()), (5, 5.0));
    assert_eq!(first.evaluation.as_ref().unwrap().step, 30);
    assert_eq!(first.csv().lines().count(), 31);
    assert!(first.csv().lines().nth(6).unwrap().split(',').nth(4).is_some_and(|loss| !loss.is_empty()));
    assert!(first.boundary.is_some() && first.checkpoint.as_ref().is_some_and(|(step, _)| *step == 30));
    assert_eq!(first.values.len(), 2 * 3, "three layers, their parameters and gradients");
}

#[test]
fn seek_goes_back_and_on_the_same_way() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(12));
    page.rest();
    let last = page.first().points.clone();
    page.ask(TrainAction::Seek(5));
    assert_eq!(
        (page.first().last.step, page.first().points.len()),
        (5, 12),
        "the history stays until it goes on"
    );
    page.ask(TrainAction::Steps(7));
    page.rest();
    assert_eq!(page.first().points, last);
}

#[test]
fn changed_settings_keep_weights_and_changed_networks_do_not() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(3));
    page.rest();
    page.change(|config| config.settings.schedule.rate = 0.5);
    assert_eq!(page.first().last.step, 3);
    page.ask(TrainAction::Steps(1));
    page.rest();
    assert_eq!((page.first().last.step, page.first().points[3].rate), (4, 0.5));
    page.change(|config| {
        config.network = edited(&config.network, &Edit::Insert(NodeId(2), Activation::Tanh.into()))
    });
    assert_eq!((page.first().last.step, page.first().points.len()), (0, 0));
    assert_eq!(page.train.runs.status.as_deref(), Some("Training begins anew; the run before is kept."));
    // A network that cannot be is said at its layer, and the next one that can be is begun.
    let good = page.config().network.clone();
    page.change(|config| config.network = edited(&config.network, &Edit::Remove(config.network.last())));
    assert!(page.train.runs.status.as_deref().unwrap().contains("outputs"), "{:?}", page.train.runs.status);
    page.change(|config| config.network = good);
    page.ask(TrainAction::Steps(1));
    page.rest();
    assert_eq!(page.first().last.step, 1);
}

#[test]
fn compared_runs_share_seed_and_batches() {
    let mut page = Page::new("data=spiral&count=50.20&net=dense-2&compare=relu");
    assert_eq!(page.train.runs.list.len(), 2);
    page.ask(TrainAction::Steps(4));
    page.rest();
    let [first, second] = &page.train.runs.list[..] else { panic!("two runs") };
    assert_eq!((first.last.step, second.last.step), (4, 4));
    assert_ne!(first.points[0].loss, second.points[0].loss);
    page.change(|config| config.variant = Some(Variant::Slower));
    page.ask(TrainAction::Steps(1));
    page.rest();
    let [first, second] = &page.train.runs.list[..] else { panic!("two runs") };
    assert_eq!(first.points[0].loss, second.points[0].loss, "the same weights and the same batch");
    assert!((first.points[0].rate - 10.0 * second.points[0].rate).abs() < 1e-6);
}

#[test]
fn follow_keeps_the_run() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(2));
    page.rest();
    let link = page.train.link();
    assert!(page.train.follow(&link).is_empty());
    let effects = page.train.follow(&link.replace("rate=0.03", "rate=0.3"));
    page.run(effects);
    assert_eq!((page.first().last.step, page.config().settings.schedule.rate), (2, 0.3));
    let old = page.first().run;
    page.ask(TrainAction::Reset);
    // What the old run still says is nobody's.
    page.train.answered(Event::Run {
        run: old,
        event: RunEvent::Checkpoint { step: 9, run: vec![], snapshots: None },
    });
    assert_eq!(page.first().checkpoint, None);
}
