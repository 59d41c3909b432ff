//! Reads lessons from Markdown. What is read is shown as text, so that nothing in a file can do anything: markup stays what it
//! is, and links lead into places of this page only.
//!
//! ```text
//! # Title of the lesson
//!
//! Part: Why a convolution
//! Decks: 002, 003
//! Minutes: 10
//!
//! ## Title of a step
//!
//! A sentence or two.
//!
//! [Convolve](#/convolve?v=2&preset=sum)
//!
//! Question: Which number comes first?
//!
//! - 3
//! - 4
//!
//! Answer: `output(0, 0)`
//!
//! Point at: the window
//!
//! > Notes for the lecturer.
//! ```
//!
//! In place of the link, a step may have a table of names and numbers that are quoted, which are shown as bars.
//!
//! Part, decks, question, what to point at and notes may be left out, and so may the choices, where the answer is typed.

use super::{Chart, Lesson, LessonError, LessonProblem, Quantity, Question, Scene, Step};
use crate::app::shell::route::Route;

/// Bytes of the longest file that is read.
pub const MAX_BYTES: usize = 1 << 18;
/// The most steps of a lesson.
const MAX_STEPS: usize = 200;
/// The most bars of a chart.
const MAX_BARS: usize = 40;
/// Minutes of a lesson that does not say them, and the most.
const MINUTES: [u32; 2] = [10, 600];

/// A step as far as it is read.
#[derive(Default)]
struct Draft {
    line: usize,
    step: Step,
    question: Option<String>,
    choices: Vec<String>,
    answer: Option<Quantity>,
}

impl Draft {
    fn finished(self) -> Result<Step, LessonError> {
        let Self { line, mut step, question, choices, answer } = self;
        let title = step.title.clone();
        let wrong = |problem| Err(LessonError { line, problem });
        if step.sentence.is_empty() {
            return wrong(LessonProblem::NoSentence { step: title });
        }
        // Lines that are no links by themselves may be one together.
        if link(&step.sentence).is_some() {
            return wrong(LessonProblem::Twice { what: "[…](#/…)" });
        }
        if step.link.is_empty() && (step.chart.is_none() || question.is_some()) {
            return wrong(LessonProblem::NoLink { step: title });
        }
        step.question = match (question, answer) {
            (Some(text), Some(answer)) => Some(Question { text, choices, answer }),
            (None, None) if choices.is_empty() => None,
            (Some(_), None) => return wrong(LessonProblem::NoAnswer { step: title }),
            _ => return wrong(LessonProblem::NoQuestion { step: title }),
        };
        Ok(step)
    }

    /// A row of the table: its heads, the line below them, or a bar.
    fn row(&mut self, row: &str) -> Result<(), LessonProblem> {
        if !self.step.link.is_empty() {
            return Err(LessonProblem::Twice { what: "[…](#/…)" });
        }
        let wrong = || LessonProblem::NoBar { found: row.trim().to_owned(), most: MAX_BARS };
        match &mut self.step.chart {
            None => {
                let (names, lengths) = row.split_once('|').ok_or_else(wrong)?;
                let heads = [names, lengths].map(|head| head.trim().to_owned());
                self.step.chart = Some(Chart { heads, bars: vec![] });
            }
            Some(_) if row.chars().all(|c| "-|: ".contains(c)) => {}
            Some(chart) if chart.bars.len() < MAX_BARS => chart.bars.push(bar(row).ok_or_else(wrong)?),
            Some(_) => return Err(wrong()),
        }
        Ok(())
    }

    fn take(&mut self, line: &str) -> Result<(), LessonProblem> {
        let field = |name: &str| line.strip_prefix(name).map(|rest| rest.trim().to_owned());
        if let Some(note) = line.strip_prefix('>') {
            self.step.notes.push(note.trim().to_owned());
        } else if let Some(choice) = line.strip_prefix("- ") {
            self.choices.push(choice.trim().to_owned());
        } else if let Some(question) = field("Question:") {
            once(&mut self.question, question, "Question:")?;
        } else if let Some(point_at) = field("Point at:") {
            once(&mut self.step.point_at, point_at, "Point at:")?;
        } else if let Some(answer) = field("Answer:") {
            let answer = answer.trim_matches('`');
            let quantity = Quantity::read(answer)
                .ok_or_else(|| LessonProblem::UnknownQuantity { found: answer.to_owned() })?;
            once(&mut self.answer, quantity, "Answer:")?;
        } else if let Some(row) = line.strip_prefix('|') {
            self.row(row.trim_end_matches('|'))?;
        } else if let Some((place, link)) = link(line) {
            if !self.step.link.is_empty() || self.step.chart.is_some() {
                return Err(LessonProblem::Twice { what: "[…](#/…)" });
            }
            check_link(link)?;
            (self.step.place, self.step.link) = (place.to_owned(), link.to_owned());
        } else {
            if !self.step.sentence.is_empty() {
                self.step.sentence.push(' ');
            }
            self.step.sentence.push_str(line);
        }
        Ok(())
    }
}

/// A name and a number, between bars.
fn bar(row: &str) -> Option<(String, f64)> {
    let (name, length) = row.split_once('|')?;
    let length = length.trim().parse().ok().filter(|length: &f64| length.is_finite() && *length >= 0.0)?;
    Some((name.trim().to_owned(), length))
}

fn once<T>(place: &mut Option<T>, value: T, what: &'static str) -> Result<(), LessonProblem> {
    match place.replace(value) {
        Some(_) => Err(LessonProblem::Twice { what }),
        None => Ok(()),
    }
}

/// Name and address of a line that is nothing but a link.
fn link(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('[')?.strip_suffix(')')?.split_once("](")
}

fn check_link(link: &str) -> Result<(), LessonProblem> {
    if !link.starts_with("#/") {
        return Err(LessonProblem::ForeignLink { found: link.to_owned() });
    }
    let (route, problems) = Route::parse(link);
    let problems = match route {
        Route::Lessons(_) => return Err(LessonProblem::ForeignLink { found: link.to_owned() }),
        // These say what they cannot read when they are opened, which is soon done.
        Route::Convolve(_) | Route::Linked(..) | Route::Pool(_) => {
            Scene::open(link).err().unwrap_or_default()
        }
        _ => problems,
    };
    if problems.is_empty() { Ok(()) } else { Err(LessonProblem::UnreadableLink { said: problems.join(" ") }) }
}

/// Reads a lesson.
///
/// ```
/// use convoscope::app::lessons::read;
/// let text = "# Sums\n\n## First\n\nMultiply, then add.\n\n[Convolve](#/convolve?v=2&preset=sum)\n";
/// let lesson = read(text).unwrap();
/// assert_eq!((lesson.title.as_str(), lesson.steps.len()), ("Sums", 1));
/// assert_eq!(read("# Sums\n\n## First\n\n<b>Multiply</b>\n").unwrap_err().line, 3);
/// ```
pub fn read(text: &str) -> Result<Lesson, LessonError> {
    if text.len() > MAX_BYTES {
        let problem = LessonProblem::TooLong { bytes: text.len(), most: MAX_BYTES };
        return Err(LessonError { line: 1, problem });
    }
    let mut lesson = Lesson { minutes: MINUTES[0], ..Lesson::default() };
    let mut draft: Option<Draft> = None;
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let at = |problem| LessonError { line: index + 1, problem };
        let line = line.trim();
        if line.is_empty() {
        } else if let Some(title) = line.strip_prefix("## ") {
            if lesson.title.is_empty() {
                return Err(at(LessonProblem::NoTitle));
            }
            let next = Draft { line: index + 1, ..Draft::default() };
            if let Some(before) = draft.replace(next) {
                lesson.steps.push(before.finished()?);
            }
            if lesson.steps.len() == MAX_STEPS {
                return Err(at(LessonProblem::TooManySteps { most: MAX_STEPS }));
            }
            draft.iter_mut().for_each(|draft| draft.step.title = title.trim().to_owned());
        } else if let Some(draft) = &mut draft {
            draft.take(line).map_err(at)?;
        } else if lesson.title.is_empty() {
            let title = line.strip_prefix("# ").map(str::trim).filter(|title| !title.is_empty());
            lesson.title = title.ok_or_else(|| at(LessonProblem::NoTitle))?.to_owned();
        } else {
            head(&mut lesson, line).map_err(at)?;
        }
    }
    let end = LessonError { line: text.lines().count().max(1), problem: LessonProblem::NoSteps };
    lesson.steps.push(draft.ok_or(end)?.finished()?);
    Ok(lesson)
}

/// What is said of the whole lesson.
fn head(lesson: &mut Lesson, line: &str) -> Result<(), LessonProblem> {
    match line.split_once(':').map(|(name, value)| (name, value.trim())) {
        Some(("Part", part)) => lesson.part = part.to_owned(),
        Some(("Decks", decks)) => lesson.decks = decks.to_owned(),
        Some(("Minutes", minutes)) => {
            let most = MINUTES[1];
            let number = minutes.parse().ok().filter(|minutes| (1..=most).contains(minutes));
            lesson.minutes =
                number.ok_or_else(|| LessonProblem::NotMinutes { found: minutes.to_owned(), most })?;
        }
        _ => return Err(LessonProblem::UnknownField { found: line.to_owned() }),
    }
    Ok(())
}
