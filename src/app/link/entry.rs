//! [`HistoryEntry`]: what becomes of the link before in the browser's history.

/// What a new link does in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryEntry {
    /// It takes the place of the one before, as with every typed number.
    Replaced,
    /// The one before is left behind, to come back to.
    Pushed,
    /// There is no new link: the page is to go back by one level.
    Back,
}

impl HistoryEntry {
    /// Its name, for other programs of the site.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Pushed => "pushed",
            Self::Back => "back",
        }
    }

    /// The one with this name; whoever says nothing goes nowhere else.
    pub fn named(name: Option<&str>) -> Self {
        let known = [Self::Pushed, Self::Back].into_iter().find(|entry| name == Some(entry.name()));
        known.unwrap_or(Self::Replaced)
    }
}
