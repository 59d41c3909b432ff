use super::Progress;

/// Where what learns stands among its snapshots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The steps of all snapshots, the first of them first.
    pub snapshots: Vec<u64>,
    /// The step that is looked at.
    pub at: u64,
    /// The last step that it came to.
    pub newest: u64,
}

impl Timeline {
    /// The step that is looked at, if it is not the last.
    ///
    /// ```
    /// use convoscope::app::places::train::Timeline;
    /// let timeline = Timeline { snapshots: vec![0, 4, 8], at: 4, newest: 8 };
    /// assert_eq!(timeline.earlier(), Some(4));
    /// assert_eq!(Timeline { at: 8, ..timeline }.earlier(), None);
    /// ```
    pub fn earlier(&self) -> Option<u64> {
        (self.at < self.newest).then_some(self.at)
    }
}

impl Progress {
    /// Where it stands.
    pub fn timeline(&self) -> Timeline {
        Timeline { snapshots: self.last.snapshots.clone(), at: self.last.step, newest: self.newest() }
    }
}
