use serde::{Deserialize, Serialize};

use crate::network::Plan;
use crate::training::{Checkpoint, CheckpointError};

/// The most snapshots, and the most bytes that they may take together.
const MOST: usize = 64;
const BYTES: usize = 64 << 20;
/// What snapshots may take that are stored with a run.
const STORED_BYTES: usize = 16 << 20;

/// Checkpoints along the way: every so many steps, and twice as many whenever they get too much.
#[derive(Debug)]
pub struct Snapshots {
    every: u64,
    taken: Vec<Checkpoint>,
    /// Where the run was when it first went back.
    newest: Option<Checkpoint>,
}

impl Default for Snapshots {
    fn default() -> Self {
        Self { every: 1, taken: Vec::new(), newest: None }
    }
}

impl Snapshots {
    /// Whether one is due after `step` steps.
    pub fn due(&self, step: u64) -> bool {
        step.is_multiple_of(self.every) && self.taken.last().is_none_or(|last| last.step < step)
    }

    /// Adds one, the latest so far.
    pub fn add(&mut self, checkpoint: Checkpoint) {
        self.taken.push(checkpoint);
        let bytes = |taken: &[Checkpoint]| taken.iter().map(Checkpoint::bytes).sum::<usize>();
        while self.taken.len() > 1 && (self.taken.len() > MOST || bytes(&self.taken) > BYTES) {
            self.every *= 2;
            self.taken.retain(|checkpoint| checkpoint.step.is_multiple_of(self.every));
        }
    }

    /// Where the run is before it goes back: it can come here again.
    pub fn leave(&mut self, checkpoint: Checkpoint) {
        if self.all().all(|other| other.step < checkpoint.step) {
            self.newest = Some(checkpoint);
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

    /// The last state that the run came to: `now`, unless it went back before.
    pub fn newest(&self, now: Checkpoint) -> Checkpoint {
        self.all().filter(|checkpoint| checkpoint.step > now.step).last().cloned().unwrap_or(now)
    }

    /// As bytes, for [`from_bytes`](Self::from_bytes): as many of them, evenly spread, as may be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut every = self.every.max(1);
        let mut kept: Vec<&Checkpoint> = self.taken.iter().collect();
        while kept.iter().map(|checkpoint| checkpoint.bytes()).sum::<usize>() > STORED_BYTES {
            every *= 2;
            kept.retain(|checkpoint| checkpoint.step.is_multiple_of(every));
            if every > u64::MAX / 4 || kept.len() < 2 {
                kept.clear();
            }
        }
        let taken = kept.into_iter().map(Checkpoint::to_bytes).collect();
        postcard::to_allocvec(&Stored { every, taken }).expect("it is plain data")
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote for this plan.
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Result<Self, CheckpointError> {
        let Stored { every, taken } = postcard::from_bytes(bytes).map_err(|_| CheckpointError::Other)?;
        let taken =
            taken.iter().map(|bytes| Checkpoint::from_bytes(plan, bytes)).collect::<Result<_, _>>()?;
        Ok(Self { every: every.max(1), taken, newest: None })
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
