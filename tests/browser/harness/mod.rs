//! Pages in one Chromium, each in a browser context of its own, driven over the DevTools protocol with real input events.
//! Every console error, every failed request and every request to another host fails the test that it happens in.

mod browser;
#[path = "../../../xtask/src/browsers.rs"]
mod browsers;
pub mod chromium;
mod connection;
#[path = "../../../xtask/src/files.rs"]
mod files;
pub mod firefox;
#[path = "../../../xtask/src/http.rs"]
mod http;
mod input;
mod page;
mod site;
mod trouble;
mod usage;
pub mod webkit;

pub use browser::Browser;
pub use firefox::FirefoxPage;
pub use page::{Page, Permission, View};
pub use site::Site;
