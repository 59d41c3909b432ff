//! [`HistoryEntry`]: what becomes of the link before in the browser's history.

/// What a new link does in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryEntry {
    /// It takes the place of the one before, as with every typed number.
    Replaced,
    /// The one before is left behind, to come back to.
    Pushed,
}

impl HistoryEntry {
    /// Its name, for other programs of the site.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Pushed => "pushed",
        }
    }

    /// The one with this name; whoever says nothing goes nowhere else.
    pub fn named(name: Option<&str>) -> Self {
        if name == Some(Self::Pushed.name()) { Self::Pushed } else { Self::Replaced }
    }
}
