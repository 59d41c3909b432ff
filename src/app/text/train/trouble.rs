//! What is in the way of a run, and what can be done about it.

use crate::app::heartbeat::Death;
use crate::app::text::{Text, tr};

pub const STORE_FULL: Text =
    Text("This browser has no room for this run, so it is lost when the page is closed.");
pub const STORE_SILENT: Text = Text("The browser’s store does not answer: this run is not kept there.");
pub const STORE_FAILED: Text =
    Text("The browser’s store refuses this run, so it is lost when the page is closed.");
pub const SAVE_AS_FILE: Text = Text("Save the weights as a file");

pub const WORKER_SILENT: Text = Text("The worker has not answered for a while.");
pub const WORKER_NOT_LOADED: Text =
    Text("What trains here could not be loaded, twice: please check the connection.");
pub const WORKER_DIED: Text =
    Text("The worker crashed twice in a row: a smaller network or batch may do. What was saved is kept.");
pub const START_AGAIN: Text = Text("Start it again");

pub const WATCHED: Text =
    Text("This run is trained in another tab. Here you see it as that tab last saved it.");
pub const BRANCH_OFF: Text = Text("Go on here as a branch");

/// From a step on, the run that was watched goes on here as another one.
pub fn branched_off(step: &str) -> String {
    tr!("From step {step} on this is a run of its own; the other tab’s goes on by itself.")
}

/// The tab that trained the run is closed.
pub fn taken_over(step: &str) -> String {
    tr!("The other tab was closed: this run goes on here, after step {step}.")
}

/// Another worker took the place of one that died, unless somebody wanted another one; the step after which it goes on, if that
/// is not the beginning.
pub fn worker_restarted(death: Option<Death>, step: Option<&str>) -> String {
    let what = match death {
        None => Text("The worker was started again"),
        Some(Death::NotLoaded) => Text("The worker could not be loaded and was started again"),
        Some(Death::Panicked) => Text("The worker crashed and was started again"),
        Some(Death::Trapped) => Text("The worker crashed, perhaps for want of memory, and was started again"),
        Some(Death::Silent) => Text("The worker did not answer any more and was started again"),
    };
    match step {
        Some(step) => tr!("{what}: training stands after step {step}."),
        None => tr!("{what}: training stands at the beginning."),
    }
}
