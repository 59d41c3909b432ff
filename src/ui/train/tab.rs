//! Which run this tab shows: it remembers it over a reload, no other tab writes it meanwhile (Web Locks), and tabs that watch
//! it are told when it was stored.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

use crate::ui::browser::{pause, window, within};

const CURRENT: &str = "convoscope-run";

/// The run that this tab showed before a reload.
pub fn current() -> Option<u64> {
    let tab = window().session_storage().ok()??;
    tab.get_item(CURRENT).ok()??.parse().ok()
}

/// After a reload this tab shows that run.
pub fn remember(id: Option<u64>) {
    if let Ok(Some(tab)) = window().session_storage() {
        // A tab that remembers nothing begins as a new one.
        drop(match id {
            Some(id) => tab.set_item(CURRENT, &id.to_string()),
            None => tab.remove_item(CURRENT),
        });
    }
}

/// The right to write a run. Dropped, another tab may have it.
pub struct RunLock {
    pub id: u64,
    release: Option<Function>,
}

impl Drop for RunLock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            drop(release.call0(&JsValue::NULL));
        }
    }
}

/// Milliseconds for which locks may keep one waiting; without an answer it goes on as without locks.
const PATIENCE: u32 = 2000;
/// Milliseconds after which the page before a reload is gone for certain, with its lock.
const GONE: i32 = 400;

/// Milliseconds for which a tab that was closed may come back by a reload, with its run.
const RELOAD: i32 = 3000;

impl RunLock {
    /// Takes it, unless another tab has it. A browser without locks gives it to everybody.
    pub async fn take(id: u64) -> Option<Self> {
        for again in [true, false] {
            let release = match within(PATIENCE, request(id, false)).await {
                Some(Ok(release)) => release,
                Some(Err(_)) | None => return Some(Self { id, release: None }),
            };
            if release.is_some() {
                return Some(Self { id, release });
            }
            if again {
                pause(GONE).await;
            }
        }
        None
    }

    /// Takes it once no other tab has it any more, which may be never.
    pub async fn wait(id: u64) -> Option<Self> {
        loop {
            // Given back at once: a tab that was only reloaded takes its run again.
            drop(Self { id, release: request(id, true).await.ok()? });
            pause(RELOAD).await;
            if let Some(release) = request(id, false).await.ok()? {
                return Some(Self { id, release: Some(release) });
            }
        }
    }
}

/// Tells all other tabs that a run was stored, and is told by them.
pub struct StoredRuns {
    channel: Option<BroadcastChannel>,
    _told: Closure<dyn Fn(MessageEvent)>,
}

impl StoredRuns {
    /// Tells which runs other tabs have stored.
    pub fn new(told: Callback<u64>) -> Self {
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(id) = event.data().as_string().and_then(|id| id.parse().ok()) {
                told.emit(id);
            }
        });
        // Where there are no channels, a watched run stays as it was at first.
        let channel = BroadcastChannel::new(CURRENT).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(told.as_ref().unchecked_ref()));
        }
        Self { channel, _told: told }
    }

    /// This tab has stored a run.
    pub fn tell(&self, id: u64) {
        if let Some(channel) = &self.channel {
            // Nobody may listen.
            drop(channel.post_message(&id.to_string().into()));
        }
    }
}

/// What gives the lock back, if it was to be had at once, or at all.
async fn request(id: u64, waits: bool) -> Result<Option<Function>, JsValue> {
    let locks = Reflect::get(&window().navigator(), &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &(!waits).into())?;
    let mut refused = Ok(JsValue::UNDEFINED);
    let granted = Promise::new(&mut |resolve, _| {
        let held = held.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| {
            drop(resolve.call1(&JsValue::NULL, &(!lock.is_null()).into()));
            // The lock is held as long as this promise is open.
            if lock.is_null() { JsValue::NULL } else { held.into() }
        });
        let name = format!("convoscope-run-{id}");
        refused = request.call3(&locks, &name.into(), &options, &granted);
    });
    // The request fails where locks are forbidden, as in some frames.
    let first = Promise::race(&Array::of2(&granted, &refused?));
    let granted = JsFuture::from(first).await?;
    Ok(release.filter(|_| granted.is_truthy()))
}
