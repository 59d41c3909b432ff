//! Whether a worker still answers. While it owes an answer it is asked whether it listens, and whether it is through with
//! everything; what is counted here is for how long it has not answered. Time comes in as an argument.

/// How a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerState {
    /// It answers, as far as is known.
    Answers,
    /// It has not answered for longer than it should take. It may still do so.
    Silent,
    /// There is no hope that it will answer.
    Dead(Death),
}

/// What a worker died of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Its program was not loaded.
    NotLoaded,
    /// A mistake in its program, which the program itself found.
    Panicked,
    /// Its program was ended from outside: for want of memory, as a rule.
    Trapped,
    /// It has not even listened for a long time: it was ended silently, or goes round in a circle.
    Silent,
}

/// What counts as silence at most between two looks, in milliseconds: a page that slept has heard nothing, either.
const LOOK: f64 = 2000.0;
/// A worker that listened to nothing for so many times its patience is dead.
const DEAD: f64 = 3.0;

/// Counts how long a worker has been silent.
#[derive(Debug)]
pub struct Heartbeat {
    /// Whether it listened for the first time.
    listens: bool,
    /// Whether it was sent something since it was last asked.
    owes: bool,
    /// Whether it was asked and is not through with what came before.
    asked: bool,
    /// Milliseconds without any message from it while it was asked, or while it starts.
    unheard: f64,
    /// Milliseconds since it was asked.
    busy: f64,
    panicked: bool,
    state: WorkerState,
}

impl Heartbeat {
    /// A worker that was just started.
    pub fn new() -> Self {
        Self {
            listens: false,
            owes: false,
            asked: false,
            unheard: 0.0,
            busy: 0.0,
            panicked: false,
            state: WorkerState::Answers,
        }
    }

    /// It listens: commands may be sent.
    pub fn listens(&mut self) {
        (self.listens, self.unheard) = (true, 0.0);
    }

    /// A command was sent.
    pub fn sent(&mut self) {
        self.owes = true;
    }

    /// A message came, whichever.
    pub fn heard(&mut self) {
        self.unheard = 0.0;
    }

    /// It is through with everything before it was asked.
    pub fn done(&mut self) {
        (self.asked, self.unheard, self.busy) = (false, 0.0, 0.0);
    }

    /// It says that it panicked.
    pub fn panicked(&mut self) {
        self.panicked = true;
    }

    /// An error ended it; what it died of, which is told once.
    pub fn died(&mut self) -> Option<WorkerState> {
        let death = match (self.listens, self.panicked) {
            (_, true) => Death::Panicked,
            (false, _) => Death::NotLoaded,
            (true, _) => Death::Trapped,
        };
        self.turned(WorkerState::Dead(death))
    }

    /// So many milliseconds have passed, and the worker may take `patience` of them for one thing. Answers whether it is to be
    /// asked now, and how it is, if that has changed.
    pub fn passed(&mut self, milliseconds: f64, patience: f64) -> (bool, Option<WorkerState>) {
        let passed = milliseconds.clamp(0.0, LOOK);
        if self.asked || !self.listens {
            self.unheard += passed;
        }
        if self.asked {
            self.busy += passed;
        }
        // A program may be loaded over a slow connection: that is not for the page to end.
        let state = if self.listens && self.unheard > DEAD * patience {
            WorkerState::Dead(Death::Silent)
        } else if self.unheard.max(self.busy) > patience {
            WorkerState::Silent
        } else {
            WorkerState::Answers
        };
        let asks = self.listens && self.owes && !self.asked;
        if asks {
            (self.owes, self.asked, self.unheard, self.busy) = (false, true, 0.0, 0.0);
        }
        (asks, self.turned(state))
    }

    fn turned(&mut self, state: WorkerState) -> Option<WorkerState> {
        if self.state == state || matches!(self.state, WorkerState::Dead(_)) {
            return None;
        }
        self.state = state;
        Some(state)
    }
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told while so many seconds pass with a patience of ten.
    fn pass(heartbeat: &mut Heartbeat, seconds: usize) -> Vec<(usize, WorkerState)> {
        let states = (1..=seconds).map(|second| (second, heartbeat.passed(1000.0, 10_000.0).1));
        states.filter_map(|(second, state)| Some((second, state?))).collect()
    }

    #[test]
    fn a_worker_that_owes_nothing_is_not_asked() {
        let mut heartbeat = Heartbeat::new();
        heartbeat.listens();
        assert_eq!((0..100).filter(|_| heartbeat.passed(1000.0, 10_000.0).0).count(), 0);
        heartbeat.sent();
        assert!(heartbeat.passed(1000.0, 10_000.0).0 && !heartbeat.passed(1000.0, 10_000.0).0);
        heartbeat.done();
        assert!(pass(&mut heartbeat, 100).is_empty());
    }

    #[test]
    fn silence_is_told_and_then_is_death() {
        let mut heartbeat = Heartbeat::new();
        heartbeat.listens();
        heartbeat.sent();
        let dead = WorkerState::Dead(Death::Silent);
        assert_eq!(pass(&mut heartbeat, 60), [(12, WorkerState::Silent), (32, dead)]);
        assert_eq!(heartbeat.died(), None, "it dies once");
    }

    #[test]
    fn a_busy_worker_that_listens_is_not_dead() {
        let mut heartbeat = Heartbeat::new();
        heartbeat.listens();
        heartbeat.sent();
        let mut told = Vec::new();
        for _ in 0..100 {
            told.extend(pass(&mut heartbeat, 1));
            heartbeat.heard();
        }
        assert_eq!(told, [(1, WorkerState::Silent)]);
        heartbeat.done();
        assert_eq!(pass(&mut heartbeat, 1), [(1, WorkerState::Answers)]);
    }

    #[test]
    fn a_page_that_slept_blames_nobody() {
        let mut heartbeat = Heartbeat::new();
        heartbeat.listens();
        heartbeat.sent();
        heartbeat.passed(1000.0, 10_000.0);
        assert_eq!(heartbeat.passed(3_600_000.0, 10_000.0).1, None);
    }

    #[test]
    fn what_it_died_of() {
        let death = |tell: fn(&mut Heartbeat)| {
            let mut heartbeat = Heartbeat::new();
            tell(&mut heartbeat);
            heartbeat.died()
        };
        assert_eq!(death(|_| {}), Some(WorkerState::Dead(Death::NotLoaded)));
        assert_eq!(death(Heartbeat::listens), Some(WorkerState::Dead(Death::Trapped)));
        assert_eq!(death(Heartbeat::panicked), Some(WorkerState::Dead(Death::Panicked)));
        // One that takes long to load is silent, and no more.
        assert_eq!(pass(&mut Heartbeat::new(), 500), [(11, WorkerState::Silent)]);
    }
}
