use serde::{Deserialize, Serialize};

use crate::format::message;
use crate::network::{Bytes, Plan};
use crate::training::{Checkpoint, CheckpointError};

/// The most snapshots.
const MOST: usize = 64;
/// What they may take together; one that is larger stays alone.
pub const BYTES: Bytes = Bytes(64 << 20);
/// What snapshots may take that are stored with a run.
const STORED_BYTES: Bytes = Bytes(16 << 20);

/// Checkpoints along the way: every so many steps, and twice as many whenever they get too much.
#[derive(Debug)]
pub struct Snapshots {
    every: u64,
    /// What they may take together.
    most: Bytes,
    taken: Vec<Checkpoint>,
    /// Where the run was when it first went back.
    newest: Option<Checkpoint>,
}

impl Snapshots {
    /// None so far, and none that take more than `most` together.
    pub fn new(most: Bytes) -> Self {
        Self { every: 1, most, taken: Vec::new(), newest: None }
    }

    /// Whether one is due after `step` steps.
    pub fn due(&self, step: u64) -> bool {
        self.most > Bytes(0)
            && step.is_multiple_of(self.every)
            && self.taken.last().is_none_or(|last| last.step < step)
    }

    /// Whether there is room for one at `step`, where the run begins, and it is not there.
    pub fn lacks(&self, step: u64) -> bool {
        self.most > Bytes(0) && self.taken.last().is_none_or(|last| last.step != step)
    }

    /// Adds one, the latest so far.
    pub fn add(&mut self, checkpoint: Checkpoint) {
        self.taken.push(checkpoint);
        let bytes = |taken: &[Checkpoint]| taken.iter().map(Checkpoint::bytes).sum::<Bytes>();
        while self.taken.len() > 1 && (self.taken.len() > MOST || bytes(&self.taken) > self.most) {
            self.every *= 2;
            self.taken.retain(|checkpoint| checkpoint.step.is_multiple_of(self.every));
        }
    }

    /// Puts another state in the place of that after its steps, and forgets those behind it.
    pub fn replace(&mut self, checkpoint: Checkpoint) {
        self.taken.retain(|other| other.step < checkpoint.step);
        self.newest = None;
        if self.most > Bytes(0) {
            self.add(checkpoint);
        }
    }

    /// Takes in where the run is before it goes back, after `step` steps: it can come here again.
    pub fn leave(&mut self, step: u64, checkpoint: impl FnOnce() -> Checkpoint) {
        if self.most > Bytes(0) && self.all().all(|other| other.step < step) {
            self.newest = Some(checkpoint());
        }
    }

    /// All of them before `step`.
    pub fn until(&self, step: u64) -> impl Iterator<Item = &Checkpoint> {
        self.all().filter(move |checkpoint| checkpoint.step < step)
    }

    /// The last one up to `step`.
    pub fn at(&self, step: u64) -> Option<&Checkpoint> {
        self.all().filter(|checkpoint| checkpoint.step <= step).last()
    }

    fn all(&self) -> impl Iterator<Item = &Checkpoint> {
        self.taken.iter().chain(&self.newest)
    }

    /// Forgets those behind `step`: the run goes another way from there.
    pub fn forget_after(&mut self, step: u64) {
        self.taken.retain(|checkpoint| checkpoint.step <= step);
        self.newest = self.newest.take().filter(|checkpoint| checkpoint.step <= step);
    }

    /// The last state that the run came to, if it went back from there to `step`.
    pub fn newest(&self, step: u64) -> Option<&Checkpoint> {
        self.all().filter(|checkpoint| checkpoint.step > step).last()
    }

    /// As bytes, for [`from_bytes`](Self::from_bytes): as many of them, evenly spread, as may be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut every = self.every.max(1);
        let mut kept: Vec<&Checkpoint> = self.taken.iter().collect();
        while kept.iter().map(|checkpoint| checkpoint.bytes()).sum::<Bytes>() > STORED_BYTES {
            every *= 2;
            kept.retain(|checkpoint| checkpoint.step.is_multiple_of(every));
            if every > u64::MAX / 4 || kept.len() < 2 {
                kept.clear();
            }
        }
        let taken = kept.into_iter().map(Checkpoint::to_bytes).collect();
        message(&Stored { every, taken })
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote for this plan; none that take more than `most` together.
    pub fn from_bytes(plan: &Plan, bytes: &[u8], most: Bytes) -> Result<Self, CheckpointError> {
        let Stored { every, taken } = postcard::from_bytes(bytes).map_err(|_| CheckpointError::Other)?;
        let mut read = Self { every: every.max(1), ..Self::new(most) };
        for bytes in taken {
            read.add(Checkpoint::from_bytes(plan, &bytes)?);
        }
        Ok(read)
    }

    pub fn steps(&self) -> Vec<u64> {
        self.all().map(|checkpoint| checkpoint.step).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    every: u64,
    taken: Vec<Vec<u8>>,
}
