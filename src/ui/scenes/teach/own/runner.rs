//! What teaching the user's classes takes of the browser: a worker that computes features, files of the site, its store, and downloads.

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use yew::prelude::*;

use crate::app::places::scenes::teach::Action as TeachAction;
use crate::app::places::scenes::teach::own::{Action as OwnAction, Effect};
use crate::app::places::scenes::{Action, teach};
use crate::app::text::errors::unreachable as unreachable_file;
use crate::session::{Command, Event};
use crate::ui::bridge::Bridge;
use crate::ui::export::download;
use crate::ui::fetch::fetch_until;
use crate::ui::scenes::place::bridge;
use crate::ui::store::Store;

/// The worker, once there is one, and the store.
#[derive(Default)]
pub struct Runner {
    features: Option<Bridge>,
    store: Store,
}

const fn own(action: OwnAction) -> Action {
    Action::Teach(TeachAction::Own(action))
}

fn computed(event: Event) -> Action {
    own(OwnAction::Computed(event))
}

impl Runner {
    /// Does what is asked for.
    pub fn run(&mut self, effect: Effect, ask: &Callback<Action>) {
        let ask = ask.clone();
        match effect {
            Effect::Fetch(source, path, most) => spawn_local(async move {
                let received = ask.reform(move |bytes: usize| own(OwnAction::Received(source, bytes as u64)));
                let file = match AbortController::new() {
                    Ok(abort) => fetch_until(&path, most as f64, &abort, |bytes| received.emit(bytes)).await,
                    Err(_) => Err(unreachable_file(&path)),
                };
                ask.emit(own(OwnAction::Fetched(source, file)));
            }),
            Effect::RestoreLastRun => {
                let store = self.store.clone();
                spawn_local(async move { ask.emit(own(OwnAction::LastRun(store.last_run().await))) });
            }
            Effect::Features(command) => {
                // A worker that has ended is left behind when another network is opened.
                if matches!(command, Command::Open { .. }) {
                    self.features = None;
                }
                let start =
                    || bridge("explain-worker.js", &ask, computed, own(teach::own::Action::FeaturesDied));
                self.features.get_or_insert_with(start).send(command);
            }
            Effect::Download { name, bytes } => {
                drop(download(&name, "application/octet-stream", &bytes));
            }
        }
    }
}
