//! The address bar: it says the link, but not more often than browsers like.

use gloo_timers::callback::Timeout;

use super::browser;
use crate::app::shell::App;

/// Milliseconds between two changes.
const LEAST_BETWEEN: f64 = 250.0;

/// When the address bar was last told the link, and the timer that will tell it what it has missed since.
#[derive(Default)]
pub struct Address {
    told: f64,
    tells: Option<Timeout>,
}

impl Address {
    /// Says the link as a new place, which leaves the present one behind.
    pub fn push(&mut self, app: &App) {
        self.tells = None;
        browser::set_hash(&app.link(), app.place, true);
    }

    /// Says the link, or sees to it that `again` is called when it may.
    pub fn tell(&mut self, app: &App, again: impl FnOnce() + 'static) {
        let left = self.told + LEAST_BETWEEN - browser::now();
        if left <= 0.0 {
            self.told = browser::now();
            self.tells = None;
            browser::set_hash(&app.link(), app.place, false);
        } else if self.tells.is_none() {
            self.tells = Some(Timeout::new(left.ceil() as u32, again));
        }
    }

    /// The timer has rung.
    pub fn rung(&mut self) {
        self.tells = None;
    }
}
