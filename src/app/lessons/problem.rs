//! What can be wrong with the file of a lesson.

use std::fmt;

use crate::app::text::lessons as text;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: LessonProblem,
}

/// What is wrong with a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LessonProblem {
    TooLong {
        bytes: usize,
        most: usize,
    },
    TooManySteps {
        most: usize,
    },
    /// Something stands before the title, or there is none.
    NoTitle,
    /// Neither "Part:", "Decks:" nor "Minutes:" before the first step.
    UnknownField {
        found: String,
    },
    NotMinutes {
        found: String,
        most: u32,
    },
    NoSteps,
    /// A step is not complete.
    NoSentence {
        step: String,
    },
    NoLink {
        step: String,
    },
    NoAnswer {
        step: String,
    },
    NoQuestion {
        step: String,
    },
    /// A row of a table that is not a name and a number that is not negative, or one too many.
    NoBar {
        found: String,
        most: usize,
    },
    /// Something is there a second time.
    Twice {
        what: &'static str,
    },
    /// A link that does not begin with "#/".
    ForeignLink {
        found: String,
    },
    /// What cannot be read of a link.
    UnreadableLink {
        said: String,
    },
    /// An answer that names no quantity.
    UnknownQuantity {
        found: String,
    },
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::in_line(self.line, &self.problem.said()))
    }
}

impl std::error::Error for LessonError {}

impl LessonProblem {
    /// What is wrong, in a sentence.
    fn said(&self) -> String {
        match self {
            Self::TooLong { bytes, most } => text::too_long(*bytes, *most),
            Self::TooManySteps { most } => text::too_many_steps(*most),
            Self::NoTitle => text::NO_TITLE.to_string(),
            Self::UnknownField { found } => text::unknown_field(found),
            Self::NotMinutes { found, most } => text::not_minutes(found, *most),
            Self::NoSteps => text::NO_STEPS.to_string(),
            Self::NoSentence { step } => text::step_lacks(step, text::A_SENTENCE.get()),
            Self::NoLink { step } => text::step_lacks(step, text::A_LINK.get()),
            Self::NoAnswer { step } => text::step_lacks(step, text::AN_ANSWER.get()),
            Self::NoQuestion { step } => text::step_lacks(step, text::A_QUESTION.get()),
            Self::NoBar { found, most } => text::no_bar(found, *most),
            Self::Twice { what } => text::twice(what),
            Self::ForeignLink { found } => text::foreign_link(found),
            Self::UnreadableLink { said } => said.clone(),
            Self::UnknownQuantity { found } => text::no_such_quantity(found),
        }
    }
}
