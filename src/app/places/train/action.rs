//! What the place Train is asked for.

use std::rc::Rc;

use super::{
    Comparison, CustomDataset, Download, LensChoice, StoreError, StoredRun, TrainConfig, WeightHistory,
};
use crate::app::heartbeat::WorkerState;
use crate::data::import::{ImportNotes, ImportOptions};
use crate::session::RunId;

/// What someone asks for.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum TrainAction {
    /// Other settings, another network, other data, another look.
    Configure(Box<TrainConfig>),
    /// Back to the network before, or on to the one that was taken back.
    UndoNetwork,
    RedoNetwork,
    Play,
    Pause,
    Steps(u32),
    /// Take steps until the epoch is over.
    Epoch,
    /// Begin anew.
    Reset,
    /// What a run reported is on the screen.
    ReportAck(RunId),
    /// Go back to the last snapshot up to a step.
    Seek(u64),
    /// Another value for a parameter of a run, 0 or 1: the index is into all of them.
    SetParam {
        run: usize,
        index: usize,
        value: f32,
    },
    /// Keep the present run in the charts and beside the next one, or let a pinned one go.
    Pin,
    Unpin(usize),
    /// Look at this in place of the chosen sample, or at that again.
    Try(Option<Rc<[f32]>>),
    /// Ask what the network says of this sample.
    PointAt(Option<u32>),
    /// Show histograms over the steps, or as they are now.
    OverTime(bool),
    /// Begin anew with what the diagnosis says to try.
    TryRemedy,
    /// Train these setups one after the other, and pin each.
    Compare(Comparison),
    /// Begin anew with the weights of a file.
    Weights(Vec<u8>),
    /// Begin anew with the network of a file, which is JSON.
    Network(String),
    /// What the store has of the network that was opened in Networks.
    Opened(Option<Vec<u8>>),
    UseDataset(Rc<CustomDataset>),
    /// Train on what was read from files; what was done to it.
    UseFiles(Rc<CustomDataset>, Box<ImportNotes>),
    /// So many percent of the files are read.
    Reading(u8),
    /// Read them no further.
    StopReading,
    /// They cannot be read, for this reason.
    NotRead(String),
    /// Read files in this way from now on.
    ImportOptions(ImportOptions),
    /// Swap rows and columns of the images of IDX files.
    Transpose,
    /// Another share of somebody's samples for validation, in percent.
    ValidationShare(usize),
    Download(Download),
    /// Save all runs in the browser's store, at this many milliseconds since 1970.
    StoreRun(f64),
    /// Go on where a saved run ends: its place in the list.
    Restore(usize),
    /// Take a saved run out of the store: its place in the list.
    Forget(usize),
    ShowWeightHistory(WeightHistory),
    HideWeightHistory,
    /// Show a step in slow motion, or its next part.
    NextStepPart,
    /// The part before.
    PreviousStepPart,
    EndWalkthrough,
    /// Look at another layer or channel through the lens.
    Lens(LensChoice),
    /// Go to the last state before the present one.
    StepBack,
    Status(String),
    /// What is stored of a saved run is here.
    Loaded {
        id: u64,
        stored: StoredRun,
    },
    /// It cannot be had.
    CannotLoad(StoreError),
    /// The store has taken what was last put into it, or has not.
    Saved(Result<(), StoreError>),
    /// It is this time, in milliseconds since 1970.
    Time(f64),
    /// The page may end without another word.
    Hidden,
    /// The worker is otherwise than before.
    Worker(WorkerState),
    /// Start another worker, whatever the present one does.
    RestartWorker,
    /// Bring back the run that was offered, or do not.
    TakeOffer(bool),
    /// Another tab has stored this run.
    StoredElsewhere(u64),
    /// The tab that wrote this run is closed.
    TakeOver(u64),
    /// Go on from the watched run with one of this tab's own.
    BranchOff,
}

impl TrainAction {
    /// Whether nothing that is seen comes of it, unless it turns out that something is in the way.
    pub fn is_silent(&self) -> bool {
        use TrainAction::{Hidden, ReportAck, Saved, StoredElsewhere, Time};
        matches!(self, ReportAck(_) | Time(_) | Hidden | Saved(_) | StoredElsewhere(_))
    }

    /// Whether steps come of it.
    pub(super) fn takes_steps(&self) -> bool {
        matches!(self, Self::Play | Self::Steps(_) | Self::Epoch | Self::NextStepPart)
    }

    /// Whether the sentence about what happened before stays.
    pub(super) fn keeps_status(&self) -> bool {
        matches!(
            self,
            Self::ReportAck(_)
                | Self::PointAt(_)
                | Self::Reading(_)
                | Self::StoreRun(_)
                | Self::Loaded { .. }
                | Self::Saved(_)
                | Self::StoredElsewhere(_)
                | Self::TakeOver(_)
                | Self::Time(_)
                | Self::Hidden
                | Self::Worker(_)
                | Self::NextStepPart
                | Self::PreviousStepPart
                | Self::Download(_)
        )
    }
}
