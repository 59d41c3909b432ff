//! The network tried on something new: a drawing, a picture from a file, or what a camera sees.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::train::{DataSource, TrainAction};
use crate::app::text::train as text;
use crate::drawing::Drawing;
use crate::ui::pixels::{CameraError, Pixels, decode};
use crate::ui::widgets::camera::use_camera;
use crate::ui::widgets::popover::Popover;
use crate::ui::widgets::surface::{Pen, Surface};

/// Rows or columns of a picture at most.
const LARGEST: f64 = 256.0;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub data: DataSource,
    /// Whether something is looked at in place of a sample.
    pub tries: bool,
    pub theme: Theme,
    pub ask: Callback<TrainAction>,
}

fn scaled(height: usize, width: usize) -> [usize; 2] {
    let scale = (LARGEST / height.max(width).max(1) as f64).min(1.0);
    [height, width].map(|len| ((len as f64 * scale).round() as usize).max(1))
}

#[component]
pub fn TryIt(Props { data, tries, theme, ask }: &Props) -> Html {
    let drawing = use_state(Drawing::default);
    // What is drawn within one frame is drawn on what is not painted yet.
    let latest = use_mut_ref(Drawing::default);
    let read = {
        let (data, ask) = (data.clone(), ask.clone());
        Callback::from(move |Pixels { width, rgba }: Pixels| {
            ask.emit(TrainAction::Try(data.read_picture(width, &rgba).map(Rc::from)));
        })
    };
    let set = {
        let (drawing, latest, data, ask) = (drawing.clone(), latest.clone(), data.clone(), ask.clone());
        move |now: Drawing| {
            *latest.borrow_mut() = now.clone();
            ask.emit(TrainAction::Try(data.read_drawing(&now).map(Rc::from)));
            drawing.set(now);
        }
    };
    let pen = {
        let (set, latest) = (set.clone(), latest.clone());
        Callback::from(move |pen: Pen| {
            let now = pen.draws_on(&latest.borrow());
            now.into_iter().for_each(&set);
        })
    };
    let clear = move |_: MouseEvent| set(Drawing::default());
    let file = {
        let (read, ask) = (read.clone(), ask.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (read, ask, name) = (read.clone(), ask.clone(), file.name());
            spawn_local(async move {
                match decode(&file, scaled).await {
                    Ok(pixels) => read.emit(pixels),
                    Err(_) => ask.emit(TrainAction::Status(text::unreadable(&name))),
                }
            });
        })
    };
    let no_camera = ask.reform(|_: CameraError| TrainAction::Status(text::NO_CAMERA.to_string()));
    let (sees, turn_camera) = use_camera(scaled, read, no_camera);
    let back = ask.reform(|_: MouseEvent| TrainAction::Try(None));
    html! {
        <Popover label={text::TRY_IT} name={text::TRY_TITLE} testid="try-it">
            <div class="drawn tried">
                <Surface drawing={(*drawing).clone()} theme={*theme} testid="try-pad" name={text::PAD} invitation={text::INVITATION} {pen} />
                <div class="acts">
                    <button class="chip" onclick={clear} disabled={drawing.is_empty()}>{ text::CLEAR }</button>
                    <label class="chip file">{ text::PICTURE }<input class="unseen" type="file" accept="image/*" data-testid="try-file" onchange={file} /></label>
                    <button class="chip" onclick={turn_camera} aria-pressed={sees.to_string()} data-testid="try-camera">{ text::CAMERA }</button>
                    <button class="chip" onclick={back} disabled={!tries}>{ text::BACK_TO_SAMPLES }</button>
                    <a class="chip file" href="#/draw?network=last" data-testid="try-in-draw">{ text::OPEN_IN_DRAW }</a>
                </div>
            </div>
        </Popover>
    }
}
