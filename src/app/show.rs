//! Where the page is shown, and so how much stands around its numbers.

/// Where the page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// In a window of its own.
    Alone,
    /// To an audience: larger, and nothing around it.
    Presented,
    /// As one panel in a frame of another page.
    Framed,
}

impl Show {
    const ALL: [Self; 3] = [Self::Alone, Self::Presented, Self::Framed];

    /// Its name, for other programs of the site.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Presented => "presented",
            Self::Framed => "framed",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or(Self::Alone)
    }

    /// The class of the page.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Alone => None,
            Self::Presented => Some("presents"),
            Self::Framed => Some("framed"),
        }
    }
}
