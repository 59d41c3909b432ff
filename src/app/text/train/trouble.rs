//! What is in the way of a run, and what can be done about it.

use crate::app::heartbeat::Death;

pub const STORE_FULL: &str = "This browser has no room for this run, so it is lost when the page is closed.";
pub const STORE_SILENT: &str = "The browser’s store does not answer: this run is not kept there.";
pub const STORE_FAILED: &str = "The browser’s store refuses this run, so it is lost when the page is closed.";
pub const SAVE_AS_FILE: &str = "Save the weights as a file";

pub const WORKER_SILENT: &str = "The worker has not answered for a while.";
pub const WORKER_NOT_LOADED: &str =
    "What trains here could not be loaded, twice: please check the connection.";
pub const WORKER_DIED: &str =
    "The worker crashed twice in a row: a smaller network or batch may do. What was saved is kept.";
pub const START_AGAIN: &str = "Start it again";

pub const WATCHED: &str = "This run is trained in another tab. Here you see it as that tab last saved it.";
pub const BRANCH_OFF: &str = "Go on here as a branch";

/// From a step on, the run that was watched goes on here as another one.
pub fn branched_off(step: &str) -> String {
    format!("From step {step} on this is a run of its own; the other tab’s goes on by itself.")
}

/// The tab that trained the run is closed.
pub fn taken_over(step: &str) -> String {
    format!("The other tab was closed: this run goes on here, after step {step}.")
}

/// Another worker took the place of one that died, unless somebody wanted another one; the step after which it goes on, if that
/// is not the beginning.
pub fn worker_restarted(death: Option<Death>, step: Option<&str>) -> String {
    let from = step.map_or("at the beginning".to_owned(), |step| format!("after step {step}"));
    let what = match death {
        None => "",
        Some(Death::NotLoaded) => " could not be loaded and",
        Some(Death::Panicked) => " crashed and",
        Some(Death::Trapped) => " crashed, perhaps for want of memory, and",
        Some(Death::Silent) => " did not answer any more and",
    };
    format!("The worker{what} was started again: training stands {from}.")
}
