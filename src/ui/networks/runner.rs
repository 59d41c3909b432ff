//! What running a network takes of the browser: a worker, a file of weights, photographs, a camera.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Blob, File, FileList};
use yew::prelude::*;

use crate::app::heartbeat::WorkerState;
use crate::app::places::networks::run::{Photograph, RunAction, Shipped};
use crate::app::text::convolve as text;
use crate::app::trained_network::TrainedNetwork;
use crate::session::Command;
use crate::ui::bridge::Bridge;
use crate::ui::browser::now;
use crate::ui::fetch::{fetch, fetch_until};
use crate::ui::pixels::{Camera, CameraError, Pixels, decode};
use crate::ui::store::{BLOBS, Store, Write};

/// Milliseconds that the worker may take for one thing: a large network takes seconds to be opened.
const PATIENCE: f64 = 60_000.0;
/// The most bytes of a photograph, and of its sides the most pixels that are looked at.
const LARGEST_FILE: f64 = 32e6;
const LARGEST_SIDE: usize = 1024;
/// Rows and columns that a camera is asked for.
const CAMERA: [u32; 2] = [240, 320];

/// Rows and columns of a photograph as it is read.
fn scaled(height: usize, width: usize) -> [usize; 2] {
    let scale = (LARGEST_SIDE as f64 / height.max(width).max(1) as f64).min(1.0);
    [height, width].map(|len| ((len as f64 * scale).round() as usize).max(1))
}

fn photograph(name: String, Pixels { width, rgba }: Pixels) -> Rc<Photograph> {
    Rc::new(Photograph { name, width, rgba })
}

/// The worker, and what is on its way.
pub struct Runner {
    act: Callback<RunAction>,
    bridge: Option<Bridge>,
    /// Ends the fetching, and whether it was ended: what has failed is aborted, too.
    fetching: Option<(AbortController, Rc<Cell<bool>>)>,
    pub camera: CameraState,
    /// The network's file that was chosen last.
    file: Option<File>,
    store: Store,
}

/// Whether the camera is on.
pub enum CameraState {
    Off,
    Asking,
    On(Camera),
}

impl Runner {
    /// Nothing yet; `act` is told what comes.
    pub fn new(act: Callback<RunAction>) -> Self {
        Self {
            act,
            bridge: None,
            fetching: None,
            camera: CameraState::Off,
            file: None,
            store: Store::default(),
        }
    }

    /// Takes the file of a network.
    pub fn choose_file(&mut self, file: File) {
        self.file = Some(file);
    }

    /// Has the worker read the file that was chosen last. The page itself does not.
    pub fn open_file(&mut self, command: Command) {
        if let Some(file) = self.file.clone() {
            self.bridge().send_file(file.into());
        }
        self.send(command);
    }

    /// Keeps a network for other places; where the store is full or absent they do without.
    pub fn keep(&self, bytes: Vec<u8>) {
        let write =
            Write { store: BLOBS, key: TrainedNetwork::OPENED_KEY.to_owned(), bytes: Some(Rc::new(bytes)) };
        self.store.write(vec![write], Callback::noop());
    }

    /// Reads what was kept.
    pub fn restore(&self, restored: Callback<Option<Vec<u8>>>) {
        let store = self.store.clone();
        spawn_local(async move {
            restored.emit(store.blob(TrainedNetwork::OPENED_KEY).await);
        });
    }

    /// Sends a command to the worker, which is started for the first.
    pub fn send(&mut self, command: Command) {
        self.bridge().send(command);
    }

    fn bridge(&mut self) -> &Bridge {
        let act = &self.act;
        self.bridge.get_or_insert_with(|| {
            let answered = act.reform(|event| RunAction::Answered(event, now()));
            Bridge::start("networks-worker.js", PATIENCE, answered, act.reform(RunAction::Worker))
        })
    }

    /// Takes notice of how the worker is: in the place of a dead one the next command starts another.
    pub fn worker_is(&mut self, state: &WorkerState) {
        if matches!(state, WorkerState::Dead(_)) {
            self.bridge = None;
        }
    }

    /// Fetches weights, in place of those that are on their way.
    pub fn fetch(&mut self, Shipped { path, bytes }: Shipped) {
        self.stop();
        let Ok(abort) = AbortController::new() else { return };
        let stopped = Rc::new(Cell::new(false));
        self.fetching = Some((abort.clone(), stopped.clone()));
        let act = self.act.clone();
        spawn_local(async move {
            let received = act.reform(|bytes: usize| RunAction::Received(bytes as u64));
            let file = fetch_until(path, bytes as f64, &abort, |bytes| received.emit(bytes)).await;
            if !stopped.get() {
                act.emit(RunAction::Weights(file));
            }
        });
    }

    /// Fetches no weights any more.
    pub fn stop(&mut self) {
        if let Some((abort, stopped)) = self.fetching.take() {
            stopped.set(true);
            abort.abort();
        }
    }

    /// The network looks at something else than what the camera sees.
    pub fn turn_camera_off(&mut self) {
        self.camera = CameraState::Off;
    }

    /// Reads a photograph of the site.
    pub fn read_of_site(&self, path: &'static str) {
        let act = self.act.clone();
        spawn_local(async move {
            let read = match fetch(path, LARGEST_FILE).await {
                Ok(bytes) => {
                    let parts = js_sys::Array::of1(&Uint8Array::from(&bytes[..]));
                    match Blob::new_with_u8_array_sequence(&parts) {
                        Ok(blob) => decoded(&blob, path.to_owned()).await,
                        Err(_) => Err(text::no_picture(path)),
                    }
                }
                Err(why) => Err(why),
            };
            act.emit(RunAction::Photograph(read));
        });
    }

    /// Reads the first of the user's files.
    pub fn read(&mut self, files: Option<FileList>) {
        let Some(file) = files.and_then(|files| files.get(0)) else { return };
        self.camera = CameraState::Off;
        let act = self.act.clone();
        spawn_local(async move {
            let (name, blob) = (file.name(), Blob::from(file));
            let mega = |bytes: f64| (bytes / 1e6).round();
            let read = match blob.size() {
                size if size > LARGEST_FILE => Err(text::too_large(&name, mega(size), mega(LARGEST_FILE))),
                _ => decoded(&blob, name).await,
            };
            act.emit(RunAction::Photograph(read));
        });
    }

    /// Turns the camera off, or asks for it; `opened` takes it, or a sentence why there is none.
    pub fn turn_camera(&mut self, opened: Callback<Result<Camera, &'static str>>) {
        if !matches!(self.camera, CameraState::Off) {
            self.camera = CameraState::Off;
            return;
        }
        self.camera = CameraState::Asking;
        spawn_local(async move {
            let why = |error| match error {
                CameraError::Refused => text::CAMERA_REFUSED,
                CameraError::Missing => text::NO_CAMERA,
                CameraError::Forbidden => text::CAMERA_INSECURE,
            };
            opened.emit(Camera::open(CAMERA).await.map_err(|error| why(error).get()));
        });
    }

    /// The camera is here; whoever has turned it off meanwhile wants it no more.
    pub fn camera_opened(&mut self, camera: Option<Camera>) {
        if matches!(self.camera, CameraState::Asking) {
            self.camera = camera.map_or(CameraState::Off, CameraState::On);
        }
    }

    /// Shows the network what the camera sees.
    pub fn look(&mut self) {
        let CameraState::On(camera) = &mut self.camera else { return };
        if let Some(pixels) = camera.look(scaled) {
            self.act.emit(RunAction::Photograph(Ok(photograph(String::new(), pixels))));
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn decoded(blob: &Blob, name: String) -> Result<Rc<Photograph>, String> {
    match decode(blob, scaled).await {
        Ok(pixels) => Ok(photograph(name, pixels)),
        Err(_) => Err(text::no_picture(&name)),
    }
}
