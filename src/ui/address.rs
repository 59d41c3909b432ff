//! The address bar: it says the link, but not more often than browsers like.

use gloo_timers::callback::Timeout;

use super::browser;
use crate::app::shell::App;

/// Milliseconds between two changes.
const MIN_BETWEEN: f64 = 250.0;

/// When the address bar was last changed and to what, and the timer that will tell it what it has missed since.
#[derive(Default)]
pub struct Address {
    changed: f64,
    link: Option<String>,
    timer: Option<Timeout>,
    /// What the timer will tell it, and of which entry of the history that is the link.
    waiting: Option<(String, u32)>,
}

impl Address {
    /// Says the link as a new place, which leaves the present one behind as it stands now.
    pub fn push(&mut self, app: &App) {
        self.timer = None;
        if let Some((link, entry)) = self.waiting.take() {
            browser::set_hash(&link, entry, false);
        }
        self.set(app, true);
    }

    /// Says the link in place of the present one, or sees to it that `again` is called when it may.
    pub fn replace(&mut self, app: &App, again: impl FnOnce() + 'static) {
        let left = self.changed + MIN_BETWEEN - browser::now();
        if left <= 0.0 {
            self.changed = browser::now();
            self.timer = None;
            self.set(app, false);
        } else {
            self.waiting = Some((app.link(), app.history_entry));
            self.timer.get_or_insert_with(|| Timeout::new(left.ceil() as u32, again));
        }
    }

    /// The browser went to another entry: what it was to be told belongs to none any more.
    pub fn moved(&mut self) {
        self.waiting = None;
    }

    /// The timer has fired.
    pub fn timer_fired(&mut self) {
        self.timer = None;
    }

    /// What the address bar was last told, if anything.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    fn set(&mut self, app: &App, new: bool) {
        let link = app.link();
        self.waiting = None;
        browser::set_hash(&link, app.history_entry, new);
        self.link = Some(link);
    }
}
