//! [`Measure`]: the places Bench, how fast an engine is, and Parity, whether both compute the same. The worker that trains
//! answers.

mod link;

use crate::app::text;
use crate::session::{Bench, Command, CommandError, Event, Measured, ParityReport};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measurement {
    /// How fast an engine is.
    Bench,
    /// Whether both engines compute the same.
    Parity,
}

/// What a link asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// How fast an engine is; `None` if the link names one that does not exist.
    Bench(Option<Bench>),
    /// A comparison of the engines, on this many samples of every kind of layer or on all.
    Parity(Option<usize>),
}

impl Asked {
    /// What the worker is to do, if anything.
    pub const fn command(self) -> Option<Command> {
        match self {
            Self::Bench(Some(bench)) => Some(Command::Bench { bench }),
            Self::Bench(None) => None,
            Self::Parity(samples) => Some(Command::Compare { samples }),
        }
    }
}

/// What is known of a measurement.
pub struct Measure {
    /// What was asked for.
    pub asked: Asked,
    /// One sentence about something that went wrong.
    pub notice: Option<String>,
    /// What a benchmark measured.
    pub measured: Option<Result<Measured, CommandError>>,
    /// What the comparison of the engines came to.
    pub compared: Option<Result<ParityReport, CommandError>>,
}

impl Measure {
    /// What the rest of a link asks for, before it is answered.
    pub fn new(measurement: Measurement, rest: &str) -> Self {
        let (asked, problems) = Asked::read(measurement, rest);
        Self { asked, notice: text::link::together(problems), measured: None, compared: None }
    }

    /// Takes in what the worker answered.
    pub fn answered(&mut self, event: Event) {
        match event {
            Event::Measured { measured } => self.measured = Some(measured),
            Event::ParityReport { compared } => self.compared = Some(compared),
            _ => {}
        }
    }

    /// The worker ended.
    pub fn died(&mut self) {
        self.notice = Some(text::shell::WORKER_CRASHED.to_string());
    }
}

#[cfg(test)]
mod tests;
