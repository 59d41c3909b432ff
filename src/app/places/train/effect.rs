use std::rc::Rc;

use crate::session::Command;

/// What the browser is to do.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Effect {
    /// Send this to the worker.
    Send(Command),
    /// Start another worker in place of the present one.
    RestartWorker,
    /// Let the address bar say the link.
    UpdateUrl,
    /// Ask for [`TrainAction::StoreRun`](super::TrainAction::StoreRun) with the time.
    StoreRun,
    /// Put this into the browser's store, in place of what has the same key.
    Store { key: String, bytes: Vec<u8> },
    /// Put this beside it, where it is read only when a run is brought back.
    StoreBlob { key: String, bytes: Rc<Vec<u8>> },
    /// Take what has this key out of the browser's store.
    Forget { key: String },
    /// Take this out of what is beside it.
    ForgetBlob { key: String },
    /// Let no other tab write a run if none does yet, and ask for [`TrainAction::Loaded`](super::TrainAction::Loaded) with what is stored at its key, and
    /// at other keys beside it.
    Load { id: u64, key: String, keys: Vec<String> },
    /// After a reload this tab shows a run that another tab writes. Ask for [`TrainAction::StoredElsewhere`](super::TrainAction::StoredElsewhere) whenever that
    /// has stored it, and for [`TrainAction::TakeOver`](super::TrainAction::TakeOver) once it is closed.
    Watch { id: u64 },
    /// Ask the browser to keep what is stored when room gets short.
    Persist,
    /// After a reload this tab shows that run, or none. No other tab is to write it.
    Remember { id: Option<u64> },
    /// Read the files no further that are being read.
    StopReading,
    /// Save this as a file.
    Download { name: String, mime: &'static str, bytes: Vec<u8> },
}
