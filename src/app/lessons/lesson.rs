//! [`Lesson`]: what a file of a lesson says, as plain data, and how it is written.

use std::fmt;

use super::Quantity;

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// The part of the course that it belongs to.
    pub part: String,
    /// The lectures that it covers, as "002, 003".
    pub decks: String,
    /// How long it takes.
    pub minutes: u32,
    /// What it consists of; at least one.
    pub steps: Vec<Step>,
}

/// One step of a lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// A sentence or two.
    pub sentence: String,
    /// What the link is called: the name of its place.
    pub place: String,
    /// The place and its settings: what follows the page's address.
    pub link: String,
    /// Numbers that are quoted, in place of a link.
    pub chart: Option<Chart>,
    /// What is asked before it is shown.
    pub question: Option<Question>,
    /// What the lecturer points at.
    pub point_at: Option<String>,
    /// For the lecturer: sources and common mistakes.
    pub notes: Vec<String>,
}

/// Numbers from elsewhere as bars: a Markdown table of two columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// What stands above the columns.
    pub heads: [String; 2],
    /// The name and the length of each bar.
    pub bars: Vec<(String, f64)>,
}

impl Chart {
    /// The longest bar.
    pub fn longest(&self) -> f64 {
        self.bars.iter().map(|(_, length)| *length).fold(0.0, f64::max)
    }
}

/// A question whose answer the place computes.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// As it is asked.
    pub text: String,
    /// What there is to choose from; nothing where the answer is typed.
    pub choices: Vec<String>,
    /// The value of the place that answers it.
    pub answer: Quantity,
}

/// The lesson as a Markdown file, which [`read`](super::read()) reads back.
impl fmt::Display for Lesson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, part, decks, minutes, steps } = self;
        writeln!(f, "# {title}\n")?;
        writeln!(f, "Part: {part}\nDecks: {decks}\nMinutes: {minutes}")?;
        steps.iter().try_for_each(|step| write!(f, "\n{step}"))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, sentence, place, link, chart, question, point_at, notes } = self;
        writeln!(f, "## {title}\n\n{sentence}\n")?;
        match chart {
            Some(Chart { heads: [names, lengths], bars }) => {
                writeln!(f, "| {names} | {lengths} |\n|---|---|")?;
                bars.iter().try_for_each(|(name, length)| writeln!(f, "| {name} | {length} |"))?;
            }
            None => writeln!(f, "[{place}]({link})")?,
        }
        if let Some(Question { text, choices, answer }) = question {
            writeln!(f, "\nQuestion: {text}\n")?;
            choices.iter().try_for_each(|choice| writeln!(f, "- {choice}"))?;
            writeln!(f, "{}Answer: `{answer}`", if choices.is_empty() { "" } else { "\n" })?;
        }
        if let Some(point_at) = point_at {
            writeln!(f, "\nPoint at: {point_at}")?;
        }
        if !notes.is_empty() {
            writeln!(f)?;
        }
        notes.iter().try_for_each(|note| writeln!(f, "> {note}"))
    }
}
