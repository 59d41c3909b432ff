//! Snapshots of what changes step by step in the worker that explains: a picture that is restyled. The runs of the worker that trains
//! keep their own there.

use crate::app::places::train::Timeline;
use crate::network::Bytes;

/// The most snapshots, beside the newest state.
const MOST: usize = 64;
/// What they may take together.
const BYTES: Bytes = Bytes(16 << 20);

/// States along the way: every so many steps, and twice as many whenever they get too many.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshots<T> {
    /// How many there may be.
    most: usize,
    every: u64,
    taken: Vec<(u64, T)>,
    newest: Option<(u64, T)>,
    /// The step that is looked at, if it is not the newest.
    earlier: Option<u64>,
}

impl<T> Snapshots<T> {
    /// None so far; each will take so many bytes.
    ///
    /// ```
    /// use convoscope::app::places::scenes::Snapshots;
    /// use convoscope::network::Bytes;
    /// let mut snapshots = Snapshots::new(Bytes(4 << 20));
    /// (0..=10).for_each(|step| snapshots.add(step, step));
    /// assert_eq!(snapshots.timeline().snapshots, [0, 4, 8, 10]);
    /// snapshots.seek(7);
    /// assert_eq!(snapshots.shown(), Some(&(4, 4)));
    /// ```
    pub fn new(each: Bytes) -> Self {
        let most = (BYTES.0 / each.0.max(1)).clamp(1, MOST as u64) as usize;
        Self { most, every: 1, taken: Vec::new(), newest: None, earlier: None }
    }

    /// The state after `step` steps, or another one after as many as the newest. What is looked at stays.
    pub fn add(&mut self, step: u64, state: T) {
        let before = self.newest.replace((step, state));
        let is_due = |(at, _): &(u64, T)| *at < step && at.is_multiple_of(self.every);
        self.taken.extend(before.filter(is_due));
        while self.taken.len() > self.most {
            self.every *= 2;
            self.taken.retain(|(at, _)| at.is_multiple_of(self.every));
        }
    }

    /// Looks at the last snapshot up to `step`.
    pub fn seek(&mut self, step: u64) {
        let is_newest = self.newest.as_ref().is_none_or(|(newest, _)| step >= *newest);
        self.earlier = (!is_newest).then_some(step);
    }

    /// Looks at the newest state, and at those that come.
    pub const fn seek_newest(&mut self) {
        self.earlier = None;
    }

    /// What is looked at, and after how many steps it was.
    pub fn shown(&self) -> Option<&(u64, T)> {
        let Some(earlier) = self.earlier else { return self.newest() };
        self.taken.iter().rev().find(|(step, _)| *step <= earlier).or(self.newest())
    }

    /// The newest state.
    pub const fn newest(&self) -> Option<&(u64, T)> {
        self.newest.as_ref()
    }

    /// Where what is looked at stands among them.
    pub fn timeline(&self) -> Timeline {
        let step = |state: Option<&(u64, T)>| state.map_or(0, |(step, _)| *step);
        let snapshots = self.taken.iter().chain(&self.newest).map(|(step, _)| *step).collect();
        Timeline { snapshots, at: step(self.shown()), newest: step(self.newest()) }
    }
}
