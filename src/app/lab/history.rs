//! [`History`]: what was, to go back to, and what was taken back, to do again.

/// The states before and after the present one, which its owner holds.
///
/// ```
/// use convoscope::app::lab::History;
/// let mut history = History::default();
/// history.push(1);
/// // From state 2 back to 1, and on to 2 again.
/// assert_eq!(history.undo(2), Some(1));
/// assert_eq!(history.undo(1), None);
/// assert_eq!(history.redo(1), Some(2));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

/// Older states than these are forgotten.
const MAX_STATES: usize = 200;

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }
}

impl<T> History<T> {
    /// Notes the state that another one follows now. What was taken back cannot be done again from here.
    pub fn push(&mut self, state: T) {
        self.future.clear();
        self.past.push(state);
        if self.past.len() > MAX_STATES {
            self.past.remove(0);
        }
    }

    /// The state before `present`; `None` if it is the first.
    pub fn undo(&mut self, present: T) -> Option<T> {
        let state = self.past.pop()?;
        self.future.push(present);
        Some(state)
    }

    /// The state after `present`, if it was taken back.
    pub fn redo(&mut self, present: T) -> Option<T> {
        let state = self.future.pop()?;
        self.past.push(present);
        Some(state)
    }

    /// Whether there is one before, and one after.
    pub fn has(&self) -> [bool; 2] {
        [!self.past.is_empty(), !self.future.is_empty()]
    }
}
