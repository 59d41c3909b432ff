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
    /// The class of the page.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Alone => None,
            Self::Presented => Some("presents"),
            Self::Framed => Some("framed"),
        }
    }
}
