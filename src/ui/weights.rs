//! The weights of the networks that look at drawings.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::fetch::{MAX_WEIGHTS, fetch};
use super::store::Store;
use crate::app::places::draw::{Action, ChosenNetwork};
use crate::app::trained_network::TrainedNetwork;

/// Loads the weights of a network: a file of the site, or what is stored of the last run.
pub fn load(network: ChosenNetwork, told: Callback<Action>) {
    spawn_local(async move {
        told.emit(match network {
            ChosenNetwork::Shipped(shipped) => {
                Action::Weights(network, fetch(&shipped.weights_path(), MAX_WEIGHTS).await)
            }
            ChosenNetwork::LastRun => Action::LastRun(Store::default().last_run().await.map(Rc::new)),
            ChosenNetwork::Opened => {
                let stored = Store::default().blob(TrainedNetwork::OPENED_KEY).await;
                Action::LastRun(stored.map(Rc::new))
            }
        });
    });
}
