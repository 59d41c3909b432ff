//! Runs in the browser's store, which outlives the page. Where there is none, or it is full, everything else goes on.

use js_sys::Uint8Array;
use rexie::{Error, ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::prelude::*;

const RUNS: &str = "runs";

async fn open() -> Result<Rexie, Error> {
    Rexie::builder("convoscope").version(1).add_object_store(ObjectStore::new(RUNS)).build().await
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

/// Puts it in the place of what has the same key.
pub async fn put(key: String, bytes: Vec<u8>) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[RUNS], TransactionMode::ReadWrite)?;
    transaction.store(RUNS)?.put(&Uint8Array::from(&bytes[..]), Some(&key.into())).await?;
    transaction.done().await.map(drop)
}

/// Takes it out.
pub async fn delete(key: String) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[RUNS], TransactionMode::ReadWrite)?;
    transaction.store(RUNS)?.delete(key.into()).await?;
    transaction.done().await.map(drop)
}
