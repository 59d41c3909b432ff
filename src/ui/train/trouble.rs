//! What is in the way of a run, with a way on.

use yew::prelude::*;

use crate::app::heartbeat::Death;
use crate::app::places::train::{Download, StoreError, TrainAction, Trouble, WorkerTrouble};
use crate::app::text::Text;
use crate::app::text::train as text;

/// A sentence for each thing that is in the way, and a button; another tab that trains the run is in the way, too.
pub fn trouble(trouble: &Trouble, watches: bool, ask: &Callback<TrainAction>) -> Html {
    let worker = trouble.worker.map(|trouble| match trouble {
        WorkerTrouble::Silent => text::WORKER_SILENT,
        WorkerTrouble::Dead(Death::NotLoaded) => text::WORKER_NOT_LOADED,
        WorkerTrouble::Dead(_) => text::WORKER_DIED,
    });
    let store = trouble.store.map(|error| match error {
        StoreError::Silent => text::STORE_SILENT,
        StoreError::Full => text::STORE_FULL,
        StoreError::Failed => text::STORE_FAILED,
    });
    let line = |sentence: Text, testid: &'static str, action: TrainAction, way_on: Text| {
        html! {
            <p class="train-trouble" role="alert" data-testid={testid}>
                { sentence }{ " " }
                <button class="chip" data-testid={format!("{testid}-way-on")} onclick={ask.reform(move |_: MouseEvent| action.clone())}>{ way_on }</button>
            </p>
        }
    };
    html! {
        <>
            { worker.map(|worker| line(worker, "worker-trouble", TrainAction::RestartWorker, text::START_AGAIN)) }
            if watches { { line(text::WATCHED, "watched", TrainAction::BranchOff, text::BRANCH_OFF) } }
            { store.map(|store| line(store, "store-trouble", TrainAction::Download(Download::Weights), text::SAVE_AS_FILE)) }
        </>
    }
}
