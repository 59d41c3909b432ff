//! The program of the places, as the page enters it: what passes through are strings.

use std::sync::Once;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::lab_places::{self, LabPlaces};
use super::root::Root;
use super::{crash, explain, lessons, measure, networks, qr_code, scenes, train};
use crate::app::color::Theme;
use crate::app::places::measure::Measurement;
use crate::app::show::Show;

/// A root that was mounted.
pub enum MountedRoot {
    /// Draw, looked at backward or asked why.
    Explain(AppHandle<explain::Place>),
    /// Convolve and Pool.
    Lab(AppHandle<LabPlaces>),
    /// Train.
    Train(AppHandle<train::Place>),
    /// Networks.
    Networks(AppHandle<networks::Place>),
    /// Scenes.
    Scenes(AppHandle<scenes::Place>),
    /// Lessons.
    Lessons(AppHandle<lessons::Place>),
    /// The link as a QR code.
    QrCode(AppHandle<qr_code::QrCode>),
    /// Bench and Parity.
    Measure(AppHandle<measure::Place>),
}

impl MountedRoot {
    /// Mounts the root of a name in an element. `link` is the page's link, or what of it the root's place reads. `tell` takes
    /// the link whenever it is another one, the name of what becomes of the one before and, from Lessons, the link of the place
    /// below.
    ///
    /// # Panics
    ///
    /// If no root has this name.
    pub fn mount(root: &str, host: Element, link: String, theme: &str, show: &str, tell: Function) -> Self {
        static BEGIN: Once = Once::new();
        BEGIN.call_once(|| {
            crash::tell_panics();
            leave_first_root(&host);
        });
        let (theme, show) = (Theme::named(theme), Show::named(show));
        match Root::named(root).expect("the page names a root") {
            Root::Explain => Self::Explain(render(host, explain::Props { link, theme, tell })),
            Root::Lab => Self::Lab(render(host, lab_places::Props { link, theme, show, tell })),
            Root::Train => Self::Train(render(host, train::Props { link, theme, tell })),
            Root::Networks => Self::Networks(render(host, networks::Props { link, theme, show, tell })),
            Root::Scenes => Self::Scenes(render(host, scenes::Props { link, theme, tell })),
            Root::Lessons => Self::Lessons(render(host, lessons::Props { link, theme, tell })),
            Root::QrCode => Self::QrCode(render(host, qr_code::Props { link, tell })),
            Root::Bench => Self::measure(host, Measurement::Bench, link),
            Root::Parity => Self::measure(host, Measurement::Parity, link),
        }
    }

    fn measure(host: Element, measurement: Measurement, link: String) -> Self {
        Self::Measure(render(host, measure::Props { measurement, link }))
    }

    /// The address bar's link is another one, or the page is light or dark now, or shown elsewhere. An empty link shows nothing.
    /// Answers with a promise where what the link says is not to be seen at once.
    pub fn show(&self, link: String, theme: &str, show: &str) -> JsValue {
        let (theme, show) = (Theme::named(theme), Show::named(show));
        match self {
            Self::Explain(place) => {
                let seen = Promise::new(&mut |resolve, _| {
                    place.send_message(explain::Message::Show(link.clone(), theme, resolve));
                });
                return seen.into();
            }
            Self::Lab(places) => places.send_message(lab_places::Message::Show(link, theme, show)),
            Self::Train(place) => place.send_message(train::Message::Show(link, theme)),
            Self::Networks(place) => place.send_message(networks::Message::Show(link, theme, show)),
            Self::Scenes(place) => place.send_message(scenes::Message::Show(link, theme)),
            Self::Lessons(place) => place.send_message(lessons::Message::Show(link, theme)),
            Self::QrCode(code) => code.send_message(qr_code::Show(link)),
            Self::Measure(place) => place.send_message(measure::Message::Show(link)),
        }
        JsValue::UNDEFINED
    }
}

fn render<Place: BaseComponent>(host: Element, props: Place::Properties) -> AppHandle<Place> {
    yew::Renderer::<Place>::with_root_and_props(host, props).render()
}

/// Leaves the number of the first root to that of the page. Each program numbers its roots from 1 and leaves the elements of
/// other roots alone, so no two programs may have roots with the same number.
fn leave_first_root(host: &Element) {
    yew::Renderer::<Nothing>::with_root(host.clone()).render().destroy();
}

#[component]
fn Nothing() -> Html {
    Html::default()
}
