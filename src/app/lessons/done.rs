//! [`Done`]: which steps somebody has been through, as a text that a browser keeps.

use std::collections::BTreeSet;
use std::fmt;

/// The steps that are done: the lesson and the step of each, from 0.
///
/// ```
/// use convoscope::app::lessons::Done;
/// let mut done = Done::read("2.1 2.3 x.4");
/// done.add(1, 1);
/// assert_eq!(done.to_string(), "2.1 2.2 2.3");
/// assert_eq!((done.of(1), done.has(1, 2)), (3, true));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done(BTreeSet<(usize, usize)>);

/// Bytes of the longest text that is read.
const MAX_BYTES: usize = 1 << 16;

impl Done {
    /// Reads what was kept; what cannot be read is left out.
    pub fn read(text: &str) -> Self {
        let pair = |pair: &str| {
            let (lesson, step) = pair.split_once('.')?;
            let index = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
            Some((index(lesson)?, index(step)?))
        };
        let text = if text.len() > MAX_BYTES { "" } else { text };
        Self(text.split(' ').filter_map(pair).collect())
    }

    /// Adds a step, and says whether it is new.
    pub fn add(&mut self, lesson: usize, step: usize) -> bool {
        self.0.insert((lesson, step))
    }

    /// Whether this step is done.
    pub fn has(&self, lesson: usize, step: usize) -> bool {
        self.0.contains(&(lesson, step))
    }

    /// How many steps of a lesson are done.
    pub fn of(&self, lesson: usize) -> usize {
        self.0.range((lesson, 0)..(lesson + 1, 0)).count()
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> =
            self.0.iter().map(|(lesson, step)| format!("{}.{}", lesson + 1, step + 1)).collect();
        f.write_str(&pairs.join(" "))
    }
}
