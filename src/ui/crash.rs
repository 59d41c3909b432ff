//! A panic in a program of the page. `www/crash.js` says it: the program itself is not to be trusted any more.

use std::panic;

use web_sys::Event;

use super::browser::window;

/// The event of the window after which nothing of the page goes on.
pub const CRASH: &str = "crash";

/// Lets every panic of this program be said, and ends the page with it.
pub fn tell_panics() {
    panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        if let Ok(crash) = Event::new(CRASH) {
            drop(window().dispatch_event(&crash));
        }
    }));
}
