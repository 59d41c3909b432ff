//! Pages in one Chromium, each in a browser context of its own, driven over the DevTools protocol with real input events.
//! Every console error, every failed request and every request to another host fails the test that it happens in.

pub mod chromium;
mod connection;
#[path = "../../../xtask/src/files.rs"]
mod files;
#[path = "../../../xtask/src/chromium.rs"]
mod finder;
#[path = "../../../xtask/src/http.rs"]
mod http;
mod input;
mod page;
mod site;
mod trouble;
mod usage;

pub use page::{Page, Permission, View};
pub use site::Site;
