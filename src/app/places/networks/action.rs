//! What happens in Networks, and what is to be done then.

use std::rc::Rc;

use super::examples::Residual;
use super::run::{RunAction, Shipped};
use super::why::WhyAction;
use super::{Change, Chosen, FileAction, View};
use crate::session::{Command, RunId};
use crate::shape::Shape;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Look at it this way.
    View(View),
    /// Something about running it.
    Run(RunAction),
    /// Something about why it sees what it sees.
    Why(WhyAction),
    /// Something about files.
    File(FileAction),
    /// What the store has of the last run of Train.
    Stored(Option<Rc<Vec<u8>>>),
    /// Show the network of that run.
    ShowLastRun,
    /// Show another network, unchanged.
    Show(Chosen),
    /// Show another one beside it, or none.
    Compare(Option<Chosen>),
    /// Open a module, or close the one that is open.
    Toggle(usize),
    /// Select a row, or none.
    Select(Option<usize>),
    /// Compute the residual unit with these numbers.
    Residual(Residual),
    /// Change a layer.
    Set(Change),
    /// Take all changes back.
    Reset,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the store for the last run of Train.
    LoadLastRun,
    /// Fetch these weights.
    Fetch(Shipped),
    /// Fetch weights no longer.
    StopFetching,
    /// Read the photograph in this file of the site.
    Photograph(&'static str),
    /// Read this one as well, whatever is looked at.
    FurtherPhotograph(&'static str),
    /// Send this to the worker.
    Send(Command),
    /// Have the worker read the file that was chosen last: what tells its answer, the file's name, and the size of its input where
    /// that was asked for.
    #[allow(missing_docs)]
    OpenFile { run: RunId, name: String, input: Option<Shape> },
    /// Keep this for other places in the browser's store.
    Keep(Vec<u8>),
    /// Ask the store for what was kept.
    Restore,
    /// The link is another one.
    UpdateUrl,
    /// Say this.
    Notice(String),
}
