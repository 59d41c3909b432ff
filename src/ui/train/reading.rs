//! How far reading somebody's files has come, and whether it is still wanted.

use std::cell::Cell;
use std::rc::Rc;

use yew::Callback;

use crate::app::places::train::TrainAction;
use crate::ui::browser::{now, pause};

/// Milliseconds of reading between two turns of the page.
const TURN: f64 = 50.0;

thread_local! {
    /// The number of the last reading that was begun or stopped: all before it are no longer wanted.
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Files that are being read, or a part of that work.
#[derive(Clone)]
pub struct Reading {
    number: u32,
    /// Which part of all the work it is.
    part: [f64; 2],
    turned: Rc<Cell<f64>>,
    ask: Callback<TrainAction>,
}

/// Why nothing was read.
pub enum NotRead {
    /// Somebody stopped it, or reads something else by now.
    Stopped,
    /// A sentence without its full stop.
    Because(String),
}

impl From<String> for NotRead {
    fn from(why: String) -> Self {
        Self::Because(why)
    }
}

impl Reading {
    /// Begins to read; what is being read already is stopped.
    pub fn begin(ask: Callback<TrainAction>) -> Self {
        Self { number: next(), part: [0.0, 1.0], turned: Rc::new(Cell::new(now())), ask }
    }

    /// One of `of` equal parts of the work.
    pub fn part(&self, index: usize, of: usize) -> Self {
        let [from, to] = self.part;
        let at = |index: usize| from + (to - from) * index as f64 / of as f64;
        Self { part: [at(index), at(index + 1)], ..self.clone() }
    }

    /// So many of `all` are done. Now and then the page gets its turn, and shows it.
    pub async fn at(&self, done: usize, all: usize) -> Result<(), NotRead> {
        if now() >= self.turned.get() + TURN {
            let [from, to] = self.part;
            let share = from + (to - from) * done as f64 / all.max(1) as f64;
            self.ask.emit(TrainAction::Reading((100.0 * share) as u8));
            pause(0).await;
            self.turned.set(now());
        }
        if self.is_wanted() { Ok(()) } else { Err(NotRead::Stopped) }
    }

    pub fn is_wanted(&self) -> bool {
        LAST.get() == self.number
    }
}

/// Stops whatever is being read.
pub fn stop() {
    next();
}

fn next() -> u32 {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    number
}
