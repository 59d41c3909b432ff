//! "Predict first": a result stays hidden until the next press.

/// Whether results are to be predicted, and which of them was shown.
///
/// ```
/// use convoscope::app::lab::predict::Predict;
/// let mut predict = Predict::default();
/// assert!(!predict.hides(3));
/// predict.turn();
/// assert!(predict.hides(3));
/// // The first press shows what was to be predicted, the second one goes on.
/// assert!(predict.reveals(3) && !predict.hides(3) && !predict.reveals(3));
/// assert!(predict.hides(4));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Predict {
    /// Every result is shown.
    #[default]
    Off,
    /// Results are hidden, but for that of one step.
    On {
        /// The step whose result is shown.
        revealed: Option<usize>,
    },
}

impl Predict {
    /// Whether results are to be predicted.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::On { .. })
    }

    /// Predict first, or do so no longer.
    pub const fn turn(&mut self) {
        *self = if self.is_on() { Self::Off } else { Self::On { revealed: None } };
    }

    /// Whether the result of step `at` is hidden.
    pub fn hides(self, at: usize) -> bool {
        matches!(self, Self::On { revealed } if revealed != Some(at))
    }

    /// Shows the result of step `at`, and says whether that was hidden.
    pub fn reveals(&mut self, at: usize) -> bool {
        let hidden = self.hides(at);
        if hidden {
            *self = Self::On { revealed: Some(at) };
        }
        hidden
    }

    /// Hides all of them again, where they are to be predicted.
    pub const fn hide(&mut self) {
        if self.is_on() {
            *self = Self::On { revealed: None };
        }
    }
}
