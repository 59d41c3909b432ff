//! Stores and workers that fail or never answer, time that passes, other tabs.

use super::*;
use crate::app::heartbeat::{Death, WorkerState};
use crate::app::text::train as text;

const LONG: &str = "data=circle&count=60.40&rate=0.03&epochs=5000";

impl Page {
    /// Lets the worker train on for a while, and paints every report.
    fn train_on(&mut self) {
        for _ in 0..5 {
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                let Event::Run { run, .. } = event else { panic!("{event:?}") };
                let effects = self.train.answered(event);
                self.run(effects);
                self.ask(TrainAction::ReportAck(run));
            }
        }
    }

    /// The steps of all stored runs.
    fn stored_steps(&self) -> Vec<u64> {
        self.store.bytes().iter().map(|bytes| SavedRun::from_bytes(bytes).unwrap().step()).collect()
    }
}

#[test]
fn a_run_is_saved_by_time_while_it_plays() {
    let mut page = Page::new(LONG);
    page.ask(TrainAction::Time(10_000.0));
    page.ask(TrainAction::Play);
    assert_eq!(page.stored_steps(), [0; 0]);
    page.train_on();
    page.ask(TrainAction::Time(10_500.0));
    assert_eq!(page.stored_steps(), [page.first().last.step], "the first steps are saved at once");
    page.ask(TrainAction::Saved(Ok(())));
    let before = page.first().last.step;
    page.train_on();
    page.ask(TrainAction::Time(11_000.0));
    assert_eq!(page.stored_steps(), [before], "not twice in a second");
    page.ask(TrainAction::Time(11_600.0));
    assert_eq!(page.stored_steps(), [page.first().last.step]);
    // A page that may end does not wait for its time; but two saves are never under way.
    let before = page.first().last.step;
    page.train_on();
    page.ask(TrainAction::Hidden);
    assert_eq!(page.stored_steps(), [before]);
    page.ask(TrainAction::Saved(Ok(())));
    page.ask(TrainAction::Hidden);
    assert_eq!(page.stored_steps(), [page.first().last.step]);
}

#[test]
fn two_runs_are_saved_after_the_same_step() {
    let mut page = Page::new(&format!("{LONG}&compare=slower"));
    page.ask(TrainAction::Play);
    page.train_on();
    page.ask(TrainAction::Time(20_000.0));
    assert_eq!(page.stored_steps(), [page.first().last.step]);
}

#[test]
fn a_store_that_takes_nothing_is_said_until_it_does() {
    let mut page = Page::new(LONG);
    for error in [StoreError::Full, StoreError::Failed, StoreError::Silent] {
        page.ask(TrainAction::Saved(Err(error)));
        assert_eq!(page.train.trouble.store, Some(error));
    }
    page.ask(TrainAction::Saved(Ok(())));
    assert!(!page.train.trouble.is_any());
}

#[test]
fn the_browser_is_asked_once_to_keep_what_is_worth_it() {
    let mut page = Page::new(LONG);
    page.ask(TrainAction::Play);
    page.train_on();
    for second in 0..50 {
        page.ask(TrainAction::Time(1000.0 * f64::from(second)));
    }
    assert_eq!(page.store.persists, 0);
    // The machine slept: that was no training.
    page.ask(TrainAction::Time(1e9));
    assert_eq!(page.store.persists, 0);
    for second in 0..50 {
        page.ask(TrainAction::Time(1e9 + 1000.0 * f64::from(second)));
    }
    assert_eq!(page.store.persists, 1);
}

#[test]
fn without_an_answer_of_the_store_it_begins_and_takes_it_in_later() {
    let mut page = Page::new(LONG);
    page.ask(TrainAction::Steps(8));
    page.rest();
    page.ask(TrainAction::Pause);
    let store = page.store.clone();
    let begin = || {
        let mut page = Page { train: Train::new(LONG), ..Page::new("") };
        let effects = page.train.start_without_store();
        page.run(effects);
        assert!(page.train.runs.ready() && page.first().last.step == 0);
        assert_eq!(page.train.trouble.store, Some(StoreError::Silent));
        (page.store, page.time) = (store.clone(), 9000.0);
        page
    };
    let answer = |page: &mut Page| {
        let effects = page.train.store_answered(&store.bytes(), store.current);
        page.run(effects);
        assert!(!page.train.trouble.is_any());
    };
    // Nothing was done meanwhile: as if it had answered at once.
    let mut untouched = begin();
    answer(&mut untouched);
    assert_eq!(untouched.first().last.step, 8);
    // Steps that were taken are not thrown away for it, and both runs are there.
    let mut touched = begin();
    touched.ask(TrainAction::Steps(3));
    touched.rest();
    answer(&mut touched);
    assert_eq!(touched.first().last.step, 3);
    touched.ask(TrainAction::Pause);
    touched.ask(TrainAction::Hidden);
    let steps: Vec<_> = touched.train.saved_runs.iter().map(SavedRun::step).collect();
    assert_eq!(steps, [3, 8]);
}

/// A page that has trained 8 steps, and a second one that opens the same run meanwhile.
fn two_tabs() -> [Page; 2] {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(8));
    page.rest();
    page.ask(TrainAction::Pause);
    let store = Store { elsewhere: page.store.current, ..page.store.clone() };
    let tab = Page::visit(LINK, store);
    [page, tab]
}

#[test]
fn a_run_of_another_tab_is_watched() {
    let [mut page, mut tab] = two_tabs();
    assert!(tab.train.runs.watched.is_some());
    assert_eq!((tab.first().last.step, tab.first().points.len()), (8, 8));
    assert_eq!(tab.store.current, page.store.current, "a reload watches it again");
    let evaluated = tab.first().evaluation.clone().expect("it is scored");
    // It takes no steps and stores nothing, whatever is asked.
    let stored = tab.store.bytes();
    for request in [TrainAction::Steps(2), TrainAction::Play, TrainAction::Epoch, TrainAction::NextStepPart] {
        tab.ask(request);
        tab.rest();
    }
    tab.ask(TrainAction::Seek(3));
    assert_eq!(tab.first().last.step, 3, "its snapshots came along");
    tab.ask(TrainAction::Seek(8));
    tab.ask(TrainAction::Hidden);
    tab.ask(TrainAction::Worker(WorkerState::Dead(Death::Trapped)));
    assert!(tab.train.runs.watched.is_some(), "another worker shows it, too");
    assert_eq!((tab.first().last.step, tab.store.bytes()), (8, stored));
    // What the other tab stores is shown, but not every moment.
    page.ask(TrainAction::Steps(4));
    page.rest();
    tab.store.runs = page.store.runs.clone();
    tab.ask(TrainAction::StoredElsewhere(page.store.current.unwrap()));
    tab.ask(TrainAction::Time(1000.0));
    assert_eq!(tab.first().last.step, 8);
    tab.ask(TrainAction::Time(6000.0));
    assert_eq!((tab.first().last.step, tab.first().points.len()), (12, 12));
    assert_ne!(tab.first().evaluation.as_ref().map(|e| e.step), Some(evaluated.step));
    // It is closed: what it stored last goes on here, without a second run.
    page.ask(TrainAction::Steps(1));
    page.rest();
    tab.store.runs = page.store.runs.clone();
    tab.store.elsewhere = None;
    tab.ask(TrainAction::TakeOver(page.store.current.unwrap()));
    assert!(tab.train.runs.watched.is_none());
    assert_eq!(tab.train.runs.status, Some(text::taken_over("13")));
    tab.ask(TrainAction::Steps(2));
    tab.rest();
    assert_eq!(tab.stored_steps(), [15]);
}

#[test]
fn a_watched_run_goes_on_as_a_branch() {
    let go_on: [fn(&mut Page); 2] = [
        |tab| tab.ask(TrainAction::BranchOff),
        // Other settings make another run of it.
        |tab| tab.change(|config| config.settings.schedule.rate = 0.5),
    ];
    for go_on in go_on {
        let [_, mut tab] = two_tabs();
        let original = tab.store.bytes();
        tab.change(|config| config.look = Look::Weights);
        assert!(tab.train.runs.watched.is_some(), "a look changes nothing");
        go_on(&mut tab);
        assert_eq!((tab.train.runs.watched.as_ref(), tab.store.current), (None, None));
        assert_eq!(tab.train.runs.status, Some(text::branched_off("8")));
        tab.ask(TrainAction::Steps(2));
        tab.rest();
        tab.ask(TrainAction::Pause);
        assert_eq!(tab.store.bytes()[..1], original, "what the other tab writes is untouched");
        let saved: Vec<_> = tab.train.saved_runs.iter().map(|run| (run.step(), run.branched_at)).collect();
        assert_eq!(saved, [(10, Some(8)), (8, None)]);
        tab.ask(TrainAction::TakeOver(1));
        assert_eq!(tab.first().last.step, 10, "a run of its own is nobody else's");
        tab.ask(TrainAction::Seek(3));
        assert_eq!(tab.first().last.step, 3);
    }
}

#[test]
fn a_silent_worker_is_said_and_can_be_replaced() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(8));
    page.rest();
    page.ask(TrainAction::Worker(WorkerState::Silent));
    assert_eq!(page.train.trouble.worker, Some(WorkerTrouble::Silent));
    page.ask(TrainAction::Worker(WorkerState::Answers));
    assert!(!page.train.trouble.is_any());
    page.ask(TrainAction::Worker(WorkerState::Silent));
    page.ask(TrainAction::RestartWorker);
    assert!(!page.train.trouble.is_any());
    assert_eq!(page.train.runs.status, Some(text::worker_restarted(None, Some("8"))));
    page.ask(TrainAction::Steps(1));
    page.rest();
    assert_eq!(page.first().last.step, 9);
}

#[test]
fn a_worker_that_dies_again_at_once_is_not_started_for_ever() {
    let mut page = Page::new(LINK);
    let dead = || TrainAction::Worker(WorkerState::Dead(Death::Trapped));
    // It dies before the first answer, twice.
    let restarts = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::RestartWorker));
    assert!(restarts(&page.train.update(dead())));
    assert!(!restarts(&page.train.update(dead())));
    assert_eq!(page.train.trouble.worker, Some(WorkerTrouble::Dead(Death::Trapped)));
    page.ask(TrainAction::RestartWorker);
    assert!(page.train.runs.ready() && !page.train.trouble.is_any());
    assert!(restarts(&page.train.update(dead())), "one that has worked counts anew");
}

#[test]
fn a_large_network_may_take_longer() {
    let small = Page::new(LINK).train.patience();
    assert!((10_000.0..20_000.0).contains(&small), "{small}");
    let large = Page::new("data=digits&count=40.20&net=residual-20&batch=512").train.patience();
    assert!(large > 2.0 * small, "{large}");
}
