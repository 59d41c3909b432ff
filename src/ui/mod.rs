//! The page: the only folder that draws.

mod address;
mod appearance;
mod bench;
mod bitmap;
mod bridge;
mod browser;
mod convolve;
mod crash;
mod draw;
mod explain;
mod export;
mod fetch;
mod header;
mod help;
mod lab;
mod lab_entry;
mod lessons;
mod listen;
mod loader;
mod networks;
mod page;
mod page_places;
mod paint;
mod parity;
mod picture;
mod pixels;
mod pool;
mod presenter;
mod program;
mod share;
mod stack;
mod store;
mod train;
mod views;
mod weights;
mod widgets;

use js_sys::{Function, Promise};
use web_sys::{Element, Worker};
use yew::prelude::*;

pub use explain::ExplainPlace;
pub use lab_entry::LabPlaces;
pub use lessons::LessonsPlace;
pub use networks::NetworksPlace;
pub use train::TrainPlace;

/// Opens the page. `listens` tells whether the worker started, once that is known; `import` imports a module of the site.
pub fn start_page(worker: Worker, listens: Promise, import: Function) {
    crash::tell_panics();
    let props = page::Props { worker, listens: listens.into(), import };
    yew::Renderer::<page::Page>::with_props(props).render();
}

/// Makes the next root of this program the one after so many. Each program numbers its roots from 1 and leaves the elements of
/// other roots alone, so no two programs may have roots with the same number.
fn number_roots_after(others: usize, host: &Element) {
    for _ in 0..others {
        yew::Renderer::<Nothing>::with_root(host.clone()).render().destroy();
    }
}

#[component]
fn Nothing() -> Html {
    Html::default()
}
