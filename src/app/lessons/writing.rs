//! [`Writing`]: a lesson of one's own while it is written, step by step.

use super::{Lesson, Quantity, Question, Step, read};
use crate::app::text::lessons as text;

/// A lesson as far as it is written, and the step that is next.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Writing {
    pub title: String,
    pub steps: Vec<Step>,
    pub sentence: String,
    pub link: String,
    pub question: String,
    /// The name of the value that answers it.
    pub answer: String,
}

/// Which line of a lesson is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Line {
    Title,
    Sentence,
    Link,
    Question,
    Answer,
}

impl Writing {
    /// A lesson without steps; the first is to show this place.
    pub fn new(link: &str) -> Self {
        let empty = String::new;
        Self {
            title: empty(),
            steps: vec![],
            sentence: empty(),
            link: link.to_owned(),
            question: empty(),
            answer: empty(),
        }
    }

    /// Takes a line.
    pub fn set(&mut self, line: Line, text: String) {
        // A line is a line.
        let text = text.replace(['\n', '\r'], " ");
        *match line {
            Line::Title => &mut self.title,
            Line::Sentence => &mut self.sentence,
            Line::Link => &mut self.link,
            Line::Question => &mut self.question,
            Line::Answer => &mut self.answer,
        } = text;
    }

    /// Adds the step that is written, and begins another one at the same place. Answers what is wrong with it, if anything is.
    pub fn add(&mut self, place: &str) -> Result<(), String> {
        let link = self.link.trim();
        let step = Step {
            title: format!("{} {}", place, self.steps.len() + 1),
            sentence: self.sentence.trim().to_owned(),
            place: place.to_owned(),
            link: link.find("#/").map_or(link, |at| &link[at..]).to_owned(),
            question: match (self.question.trim(), self.answer.trim()) {
                ("", "") => None,
                (question, answer) => Some(Question {
                    text: question.to_owned(),
                    choices: vec![],
                    answer: Quantity::read(answer).ok_or_else(|| text::no_such_quantity(answer))?,
                }),
            },
            ..Step::default()
        };
        let lesson = self.lesson_with(self.steps.iter().cloned().chain([step]).collect());
        // Whoever opens the file reads it as it is written here.
        let lesson = read(&lesson.to_string()).map_err(|error| error.to_string())?;
        self.steps = lesson.steps;
        (self.sentence, self.question, self.answer) = Default::default();
        Ok(())
    }

    /// The lesson so far.
    pub fn lesson(&self) -> Lesson {
        self.lesson_with(self.steps.clone())
    }

    fn lesson_with(&self, steps: Vec<Step>) -> Lesson {
        let title = match self.title.trim() {
            "" => &text::UNTITLED,
            title => title,
        };
        Lesson {
            title: title.to_owned(),
            minutes: (3 * steps.len() as u32).max(1),
            steps,
            ..Lesson::default()
        }
    }
}
