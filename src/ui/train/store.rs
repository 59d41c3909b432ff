//! Runs in the browser's store, which outlives the page. Where there is none, or it is full, everything else goes on.

use js_sys::Uint8Array;
use rexie::{Error, ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::prelude::*;

use crate::ui::browser;

/// Runs: all of them are read at the start.
pub const RUNS: &str = "runs";
/// Samples and snapshots, which are large: read when a run is brought back.
pub const BLOBS: &str = "blobs";

async fn open() -> Result<Rexie, Error> {
    let stores = Rexie::builder("convoscope").version(2);
    stores.add_object_store(ObjectStore::new(RUNS)).add_object_store(ObjectStore::new(BLOBS)).build().await
}

/// All that is kept.
pub async fn all() -> Vec<Vec<u8>> {
    let read = async {
        let database = open().await?;
        let transaction = database.transaction(&[RUNS], TransactionMode::ReadOnly)?;
        let values = transaction.store(RUNS)?.get_all(None, None).await?;
        transaction.done().await?;
        Ok::<_, Error>(values)
    };
    let bytes = |value: JsValue| Some(value.dyn_into::<Uint8Array>().ok()?.to_vec());
    let values = read.await.unwrap_or_default();
    values.into_iter().filter_map(bytes).collect()
}

/// Those of these blobs that are there.
pub async fn blobs(keys: Vec<String>) -> Vec<(String, Vec<u8>)> {
    let read = async {
        let database = open().await?;
        let transaction = database.transaction(&[BLOBS], TransactionMode::ReadOnly)?;
        let store = transaction.store(BLOBS)?;
        let mut blobs = Vec::new();
        for key in keys {
            let value = store.get(JsValue::from_str(&key)).await?;
            if let Some(bytes) = value.and_then(|value| value.dyn_into::<Uint8Array>().ok()) {
                blobs.push((key, bytes.to_vec()));
            }
        }
        Ok::<_, Error>(blobs)
    };
    read.await.unwrap_or_default()
}

/// Puts it into a store, in the place of what has the same key.
pub async fn put(store: &'static str, key: String, bytes: &[u8]) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.store(store)?.put(&Uint8Array::from(bytes), Some(&key.into())).await?;
    transaction.done().await.map(drop)
}

/// Takes it out of a store.
pub async fn delete(store: &'static str, key: String) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.store(store)?.delete(key.into()).await?;
    transaction.done().await.map(drop)
}

const CURRENT: &str = "convoscope-run";

/// The run that this tab showed before a reload.
pub fn current() -> Option<u64> {
    let tab = browser::window().session_storage().ok()??;
    tab.get_item(CURRENT).ok()??.parse().ok()
}

/// After a reload this tab shows that run.
pub fn remember(id: Option<u64>) {
    if let Ok(Some(tab)) = browser::window().session_storage() {
        // A tab that remembers nothing begins as a new one.
        drop(match id {
            Some(id) => tab.set_item(CURRENT, &id.to_string()),
            None => tab.remove_item(CURRENT),
        });
    }
}
