//! What a camera sees, picture by picture, while it is on.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ui::pixels::{Camera, CameraError, Pixels, Scaled};

/// Rows and columns that it is asked for.
const ASKED: [u32; 2] = [240, 320];
/// Milliseconds between two pictures.
const LOOK: u32 = 150;

/// Whether the camera is on, and what turns it on or off. `seen` is told each picture, `scaled`; `failed` why there is none.
#[hook]
pub fn use_camera(
    scaled: Scaled,
    seen: Callback<Pixels>,
    failed: Callback<CameraError>,
) -> (bool, Callback<MouseEvent>) {
    let camera = use_state(|| None::<Rc<RefCell<Camera>>>);
    let opened = (*camera).clone();
    // A picture goes to what is shown now, and not when the camera was turned on.
    let latest = use_mut_ref(|| seen.clone());
    *latest.borrow_mut() = seen;
    use_effect_with(camera.is_some(), move |_| {
        let looks = opened.map(|camera| {
            Interval::new(LOOK, move || {
                if let Some(pixels) = camera.borrow_mut().look(scaled) {
                    let seen = latest.borrow().clone();
                    seen.emit(pixels);
                }
            })
        });
        move || drop(looks)
    });
    let is_on = camera.is_some();
    let turn = Callback::from(move |_: MouseEvent| {
        if camera.is_some() {
            return camera.set(None);
        }
        let (camera, failed) = (camera.clone(), failed.clone());
        spawn_local(async move {
            match Camera::open(ASKED).await {
                Ok(open) => camera.set(Some(Rc::new(RefCell::new(open)))),
                Err(error) => failed.emit(error),
            }
        });
    });
    (is_on, turn)
}
