//! Runs in the browser's store (IndexedDB), which outlives the page. One connection stays open, so a write begins the moment
//! it is asked for, also while the page is being closed. IndexedDB itself does writes in the order in which they began; those
//! that came before there was a connection wait in a queue for it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    DomException, EventTarget, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};
use yew::Callback;

use crate::app::places::train::StoreError;
use crate::app::trained_network::TrainedNetwork;
use crate::ui::browser::{window, within};

const NAME: &str = "convoscope";
const VERSION: u32 = 2;
/// Runs: all of them are read at the start.
pub const RUNS: &str = "runs";
/// Samples and snapshots, which are large: read when a run is brought back.
pub const BLOBS: &str = "blobs";

/// Milliseconds that the store may take for anything, and bytes per millisecond that it is expected to write.
const PATIENCE: u32 = 10_000;
const RATE: usize = 1000;

/// Something to write: bytes in place of what has the same key, or nothing.
pub struct Write {
    pub store: &'static str,
    pub key: String,
    pub bytes: Option<Rc<Vec<u8>>>,
}

/// Takes what came of writing.
type Told = Callback<Result<(), StoreError>>;

/// The browser's store.
#[derive(Clone, Default)]
pub struct Store(Rc<RefCell<Connection>>);

#[derive(Default)]
struct Connection {
    open: Option<IdbDatabase>,
    /// What ends when it is open, or cannot be opened.
    opening: Option<Promise>,
    /// What is written all or not at all, and who is told about it.
    queue: VecDeque<(Vec<Write>, Told)>,
}

impl Store {
    /// All runs that are kept, whenever the store answers.
    pub async fn all(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let database = self.connected().await?;
        let read = async {
            let transaction = database.transaction_with_str(RUNS)?;
            let request = transaction.object_store(RUNS)?.get_all()?;
            settled(&request, "success", "error").await?;
            request.result()
        };
        let values = read.await.map_err(reason)?;
        let bytes = |value: JsValue| Some(value.dyn_into::<Uint8Array>().ok()?.to_vec());
        Ok(Array::from(&values).iter().filter_map(bytes).collect())
    }

    /// What is kept at these keys, as far as there is something.
    pub async fn read(&self, store: &str, keys: Vec<String>) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let read = async {
            let database = self.connected().await?;
            let mut blobs = Vec::new();
            for key in keys {
                let get = async {
                    let store = database.transaction_with_str(store)?.object_store(store)?;
                    let request = store.get(&key.as_str().into())?;
                    settled(&request, "success", "error").await?;
                    request.result()
                };
                if let Ok(bytes) = get.await.map_err(reason)?.dyn_into::<Uint8Array>() {
                    blobs.push((key, bytes.to_vec()));
                }
            }
            Ok(blobs)
        };
        within(PATIENCE, read).await.unwrap_or(Err(StoreError::Silent))
    }

    /// What is stored of the last run of Train for other places, if anything is.
    pub async fn last_run(&self) -> Option<Vec<u8>> {
        self.blob(TrainedNetwork::KEY).await
    }

    /// What is stored among the blobs for other places, as a network is, if anything is.
    pub async fn blob(&self, key: &str) -> Option<Vec<u8>> {
        let blobs = self.read(BLOBS, vec![key.to_owned()]).await.ok()?;
        blobs.into_iter().next().map(|(_, bytes)| bytes)
    }

    /// Writes all of this or nothing, and tells what came of it: twice, if that is more than there was patience for.
    pub fn write(&self, writes: Vec<Write>, told: Told) {
        {
            let queue = &mut self.0.borrow_mut().queue;
            // What still waits and would be written over is not written at all.
            let is_new =
                |old: &Write| !writes.iter().any(|new| (new.store, &new.key) == (old.store, &old.key));
            queue.iter_mut().for_each(|(waiting, _)| waiting.retain(is_new));
            queue.retain(|(waiting, _)| !waiting.is_empty());
            queue.push_back((writes, told.clone()));
        }
        if self.0.borrow().open.is_some() {
            return self.begin_writes();
        }
        let store = self.clone();
        spawn_local(async move {
            let mut connected = Box::pin(store.connected());
            let connected = match within(PATIENCE, &mut connected).await {
                Some(connected) => connected,
                None => {
                    told.emit(Err(StoreError::Silent));
                    connected.await
                }
            };
            match connected {
                Ok(_) => store.begin_writes(),
                Err(error) => {
                    let failed = std::mem::take(&mut store.0.borrow_mut().queue);
                    failed.iter().for_each(|(_, told)| told.emit(Err(error)));
                }
            }
        });
    }

    /// Begins all writes that wait, at once. An open connection may turn out to be closed: then there is another try.
    fn begin_writes(&self) {
        loop {
            let Some(database) = self.0.borrow().open.clone() else { return };
            let Some((writes, told)) = self.0.borrow_mut().queue.pop_front() else { return };
            let bytes: usize = writes.iter().flat_map(|write| &write.bytes).map(|bytes| bytes.len()).sum();
            match begin(&database, &writes) {
                Ok(transaction) => spawn_local(async move {
                    let mut done = Box::pin(settled(&transaction, "complete", "abort"));
                    let done = match within(PATIENCE + (bytes / RATE) as u32, &mut done).await {
                        Some(done) => done,
                        None => {
                            told.emit(Err(StoreError::Silent));
                            done.await
                        }
                    };
                    told.emit(done.map_err(|_| why(transaction.error())));
                }),
                Err(error) if is_closed(&error) => {
                    self.0.borrow_mut().open = None;
                    return self.write(writes, told);
                }
                Err(error) => told.emit(Err(reason(error))),
            }
        }
    }

    /// The open connection; however long that takes.
    async fn connected(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(open) = self.0.borrow().open.clone() {
            return Ok(open);
        }
        let opening = self.0.borrow().opening.clone();
        let opening = opening.unwrap_or_else(|| {
            let store = self.clone();
            let opening = future_to_promise(async move {
                let opened = store.open().await;
                let mut connection = store.0.borrow_mut();
                connection.opening = None;
                connection.open = opened.as_ref().ok().cloned();
                opened.map(JsValue::from)
            });
            self.0.borrow_mut().opening = Some(opening.clone());
            opening
        });
        JsFuture::from(opening).await.map(JsValue::unchecked_into).map_err(reason)
    }

    async fn open(&self) -> Result<IdbDatabase, JsValue> {
        let factory = Reflect::get(&window(), &"indexedDB".into())?.dyn_into::<IdbFactory>()?;
        let request: IdbOpenDbRequest = factory.open_with_u32(NAME, VERSION)?;
        let upgraded = request.clone();
        let upgrade = Closure::once(move || {
            let Ok(database) = upgraded.result() else { return };
            let database: IdbDatabase = database.unchecked_into();
            let names = database.object_store_names();
            for store in [RUNS, BLOBS].into_iter().filter(|store| !names.contains(store)) {
                database.create_object_store(store).expect("there is none of this name");
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        settled(&request, "success", "error").await?;
        let database: IdbDatabase = request.result()?.unchecked_into();
        // A page of a later version waits until nobody uses this one; and browsers close what somebody has deleted.
        let closed = {
            let (store, database) = (self.clone(), database.clone());
            Closure::<dyn Fn()>::new(move || {
                database.close();
                store.0.borrow_mut().open = None;
            })
        };
        database.set_onversionchange(Some(closed.as_ref().unchecked_ref()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        // As long as the connection is there, so are they.
        closed.forget();
        Ok(database)
    }
}

fn begin(database: &IdbDatabase, writes: &[Write]) -> Result<IdbTransaction, JsValue> {
    let stores: Array = [RUNS, BLOBS].into_iter().map(JsValue::from).collect();
    let transaction =
        database.transaction_with_str_sequence_and_mode(&stores, IdbTransactionMode::Readwrite)?;
    for Write { store, key, bytes } in writes {
        let (store, key) = (transaction.object_store(store)?, JsValue::from(key));
        let _request: IdbRequest = match bytes {
            Some(bytes) => store.put_with_key(&Uint8Array::from(&bytes[..]), &key)?,
            None => store.delete(&key)?,
        };
    }
    Ok(transaction)
}

/// Ends with the first of these two events.
async fn settled(target: &EventTarget, done: &str, failed: &str) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        drop(target.add_event_listener_with_callback(done, &resolve));
        drop(target.add_event_listener_with_callback(failed, &reject));
    });
    JsFuture::from(promise).await.map(drop)
}

fn is_closed(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "InvalidStateError")
}

/// Why a request failed, or could not be made.
fn reason(error: JsValue) -> StoreError {
    let of_event = error.dyn_ref::<web_sys::Event>().and_then(|event| event.target());
    let of_request = of_event.and_then(|target| target.dyn_into::<IdbRequest>().ok()?.error().ok()?);
    why(of_request.or_else(|| error.dyn_into().ok()))
}

fn why(error: Option<DomException>) -> StoreError {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => StoreError::Full,
        _ => StoreError::Failed,
    }
}
