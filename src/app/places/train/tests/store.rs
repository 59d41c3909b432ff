//! No run is lost.

use super::*;
use crate::app::heartbeat::{Death, WorkerState};
use crate::data::Dataset;

fn points(page: &Page) -> Vec<Vec<crate::session::Point>> {
    page.train.runs.list.iter().map(|run| run.points.clone()).collect()
}

fn steps(page: &Page) -> Vec<(u64, Option<u64>)> {
    page.train.saved_runs.iter().map(|run| (run.step(), run.branched_at)).collect()
}

#[test]
fn saved_run_survives_the_page() {
    let compared = format!("{LINK}&compare=slower&look=weights");
    let mut page = Page::new(&compared);
    page.ask(TrainAction::Steps(8));
    page.rest();
    page.ask(TrainAction::Pause);
    let store = page.store.clone();
    let stored = store.bytes().pop().expect("a pause keeps it");
    page.ask(TrainAction::Steps(4));
    page.rest();
    let went_on = points(&page);

    let saved_run = SavedRun::from_bytes(&stored).unwrap();
    assert_eq!((saved_run.step(), SavedRun::from_bytes(&stored[..stored.len() / 2])), (8, None));
    assert!(saved_run.line().starts_with("2 × 30 sigmoid, circle, against"), "{}", saved_run.line());
    let newer = [&[0xff; 10], &[4][..], &stored[11..]].concat();
    let mut later = Train::default();
    later.start(&[newer, vec![], vec![7; 9]], None);
    assert!(later.saved_runs.is_empty());
    assert!(later.runs.status.is_some_and(|status| status.starts_with("A newer version of this page")));
    // Another visit, which looks at something else; and one that comes from elsewhere.
    for link in [&compared.replace("weights", "updates"), ""] {
        let mut later = Page::visit(link, Store { current: None, ..store.clone() });
        if link.is_empty() {
            assert_eq!(later.first().last.step, 0);
            assert!(later.train.runs.status.as_deref().unwrap().starts_with("Last time: "));
            later.ask(TrainAction::TakeOffer(true));
            assert_eq!(later.config().variant, Some(Variant::Slower));
        }
        assert!(later.train.runs.ready());
        assert_eq!((later.first().last.step, later.first().points.len()), (8, 8));
        later.ask(TrainAction::Steps(4));
        later.rest();
        assert_eq!(
            (points(&later), later.first().last.snapshots[..3].to_vec()),
            (went_on.clone(), vec![0, 1, 2])
        );
        assert_eq!(steps(&later), [(12, None)]);
        // Other places have the network as the run left it.
        let (network, _) = TrainedNetwork::from_bytes(&later.store.blobs[TrainedNetwork::KEY]).unwrap();
        assert_eq!((network.step, network.names.len()), (12, 2));
        assert_eq!(network.network, later.config().network);
        later.ask(TrainAction::Forget(0));
        assert!(
            later.train.saved_runs.is_empty() && later.store.runs.is_empty() && later.store.blobs.is_empty()
        );
    }

    // The worker dies: another one goes on.
    page.ask(TrainAction::Worker(WorkerState::Dead(Death::Silent)));
    assert_eq!((page.first().last.step, page.first().points.len()), (12, 12));
    let status = page.train.runs.status.clone().unwrap();
    assert!(status.ends_with("training stands after step 12."), "{status}");
}

/// Playing from an earlier step, a reset, other data: what was before is brought back as it was.
#[test]
fn what_is_left_can_be_brought_back() {
    let left = |leave: &dyn Fn(&mut Page)| {
        let mut page = Page::new(LINK);
        page.ask(TrainAction::Steps(20));
        page.rest();
        let before = (points(&page), page.first().last.snapshots.clone());
        leave(&mut page);
        page.rest();
        page.ask(TrainAction::Pause);
        assert_eq!(page.train.offered().map(SavedRun::step), Some(20));
        page.ask(TrainAction::TakeOffer(true));
        assert_eq!((points(&page), page.first().last.snapshots.clone()), before);
        assert_eq!((page.first().last.step, page.train.link()), (20, Train::new(LINK).link()));
        page.ask(TrainAction::Seek(7));
        assert_eq!(page.first().last.step, 7, "its snapshots are back, too");
        page
    };
    // From the past, whether the page has seen that it is there or not.
    let page = left(&|page| {
        page.ask(TrainAction::Seek(5));
        page.ask(TrainAction::Steps(2));
    });
    assert_eq!(steps(&page), [(20, None), (7, Some(5))]);
    let page = left(&|page| page.ask(TrainAction::Reset));
    assert_eq!(steps(&page), [(20, None)], "no step, no run");
    let page = left(&|page| {
        page.ask(TrainAction::Seek(5));
        page.ask(TrainAction::Reset);
        page.ask(TrainAction::Steps(3));
    });
    assert_eq!(steps(&page), [(20, None), (3, None)]);
    let page = left(&|page| {
        page.change(|config| *config = config.with_data(DataSource::of(Source::Xor)));
        page.ask(TrainAction::Epoch);
    });
    assert_eq!(steps(&page)[0], (20, None));
    let page = left(&|page| page.change(|config| config.variant = Some(Variant::Slower)));
    assert_eq!(steps(&page), [(20, None)]);
}

#[test]
fn reset_while_it_runs_keeps_all_steps() {
    let mut page = Page::new(&LINK.replace("epochs=5", "epochs=500"));
    page.ask(TrainAction::Play);
    for _ in 0..5 {
        for event in pollster::block_on(page.session.slice(0.0, &|| 0.0)) {
            let Event::Run { run, .. } = event else { panic!("{event:?}") };
            let effects = page.train.answered(event);
            page.run(effects);
            page.ask(TrainAction::ReportAck(run));
        }
    }
    let seen = page.first().newest();
    // Steps that nobody has heard of yet.
    for _ in 0..3 {
        drop(pollster::block_on(page.session.slice(0.0, &|| 0.0)));
    }
    page.ask(TrainAction::Reset);
    assert_eq!(page.train.offered().map(SavedRun::step), Some(seen + 3));
}

#[test]
fn another_batch_goes_on_with_the_weights_as_a_branch() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(9));
    page.rest();
    page.change(|config| config.settings.batch = 30);
    assert_eq!((page.first().last.step, page.first().steps_per_epoch), (9, 2));
    page.ask(TrainAction::Steps(1));
    page.rest();
    assert_eq!(steps(&page), [(10, Some(9)), (9, None)]);
    assert_eq!(page.first().points.len(), 10);
}

#[test]
fn other_data_keep_the_settings() {
    let mut page =
        Page::new("data=circle&count=60.40&rate=0.5&batch=7&epochs=3&engine=auto&optimizer=rmsprop");
    page.change(|config| *config = config.with_data(DataSource::of(Source::Shapes)));
    assert_eq!(page.train.link(), "v=2&data=shapes&rate=0.5&optimizer=rmsprop&batch=7&engine=auto&epochs=3");
    page.change(|config| config.settings.batch = 32);
    page.change(|config| *config = config.with_data(DataSource::of(Source::Circle)));
    assert!(!page.train.link().contains("batch"), "{}", page.train.link());
}

fn own(len: usize) -> Rc<CustomDataset> {
    let image = |i: usize| (0..16).map(move |pixel| if i % 2 == pixel % 2 { 250 } else { i as u8 });
    let data = Dataset {
        shape: Shape::new(1, 4, 4),
        scale: crate::data::Scale::Unit,
        images: (0..len).flat_map(image).collect(),
        labels: (0..len).map(|i| (i % 2) as u8).collect(),
        names: vec!["stands".into(), "lies".into()],
    };
    Rc::new(CustomDataset {
        name: "stripes".into(),
        data: data.into(),
        validation: crate::data::Split::Share(0.25),
    })
}

#[test]
fn own_samples_are_stored_with_the_run() {
    let mut page = Page::new("net=softmax");
    page.ask(TrainAction::UseDataset(own(40)));
    page.ask(TrainAction::Steps(6));
    page.rest();
    page.ask(TrainAction::Pause);
    let (link, went) = (page.train.link(), points(&page));
    assert!(link.contains("data=own"), "{link}");
    assert_eq!(page.store.blobs.keys().filter(|key| key.starts_with("data-")).count(), 1);
    // After a reload, and as the last run of an earlier visit.
    for current in [page.store.current, None] {
        let mut later = Page { train: Train::new(&link), ..Page::new("") };
        later.store = Store { current, ..page.store.clone() };
        let effects = later.train.start(&later.store.bytes(), current);
        later.run(effects);
        assert_eq!((points(&later), later.first().last.step), (went.clone(), 6));
        assert_eq!(later.config().data.names(), ["stands", "lies"]);
        assert!(
            later.train.runs.status.as_deref().unwrap().contains("after step 6"),
            "{:?}",
            later.train.runs.status
        );
        later.ask(TrainAction::Steps(1));
        later.rest();
        assert_eq!(later.first().last.step, 7);
    }
    // Gone: one sentence, and something to go on with.
    let mut later = Page { train: Train::new(&link), ..Page::new("") };
    later.store.runs = page.store.runs.clone();
    let effects = later.train.start(&later.store.bytes(), None);
    later.run(effects);
    assert!(later.train.runs.status.is_some() && later.train.runs.ready());
}

#[test]
fn samples_too_large_to_store_are_said_beforehand() {
    let mut page = Page::new("net=softmax");
    let large = own((CustomDataset::MAX_STORED >> 4) + 2);
    assert!(!large.is_stored());
    page.ask(TrainAction::UseDataset(large));
    assert!(page.train.runs.status.as_deref().unwrap().contains("more than 64 MB"));
}

#[test]
fn loading_a_run_can_be_stopped() {
    let mut page = Page::new("net=softmax");
    page.ask(TrainAction::UseDataset(own(40)));
    page.ask(TrainAction::Steps(6));
    page.rest();
    page.ask(TrainAction::Pause);
    let mut later = Page { train: Train::new(&page.train.link()), ..Page::new("") };
    later.store = page.store.clone();
    let effects = later.train.start(&later.store.bytes(), page.store.current);
    assert!(matches!(effects[..], [Effect::Load { .. }]) && later.train.runs.restoring.is_some());
    later.ask(TrainAction::StopReading);
    assert!(later.train.runs.ready() && later.train.runs.restoring.is_none());
    assert_eq!(later.train.runs.status.as_deref(), Some(&*crate::app::text::train::RESTORING_STOPPED));
    // What arrives late changes nothing; asked for again, it comes.
    later.run(effects);
    assert_eq!(later.first().last.step, 0);
    later.ask(TrainAction::Restore(0));
    assert_eq!(later.first().last.step, 6);
}
