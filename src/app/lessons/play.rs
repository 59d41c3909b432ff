//! [`Lessons`]: a lesson that is played above a living place. It takes [`Action`]s and answers with [`Effect`]s.

mod moves;

use super::{Answer, AnswerError, Chosen, Done, Lesson, LessonsConfig, Line, Step, Writing, included, read};
use crate::app::link::HistoryEntry;
use crate::app::shell::{LessonsLink, PREDICT, Present};
use crate::app::text::lessons as text;

/// What the place knows.
pub struct Lessons {
    /// What belongs in the link.
    pub config: LessonsConfig,
    /// The lessons that come with the page.
    pub included: Vec<Lesson>,
    /// The one that came from a file.
    pub own: Option<(Chosen, Lesson)>,
    /// How the question of the step stands.
    pub attempt: Attempt,
    /// Whether the place below was touched: then its keys belong to it.
    pub is_touched: bool,
    /// Whether the lecturer's notes are shown.
    pub shows_notes: bool,
    /// What was gone through.
    pub done: Done,
    /// Something that cannot be.
    pub notice: Option<String>,
    /// The lesson that is written, if one is.
    pub writing: Option<Writing>,
    /// The link of the place below, or of the one before this.
    pub present: String,
    /// Whether the place of the step can hide what is asked for.
    can_hide: bool,
    /// Whether the page is elsewhere.
    is_left: bool,
}

/// How the question of a step stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempt {
    /// What is typed.
    pub typed: String,
    /// What was said last, and whether that was right.
    pub said: Option<(String, bool)>,
    /// The place's answer, once it is shown.
    pub answer: Option<Result<Answer, AnswerError>>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The link is another one.
    Follow(LessonsLink),
    /// The page is elsewhere.
    Leave,
    /// Show the contents.
    Contents,
    /// Play a lesson from its beginning.
    Open(Chosen),
    /// Go to a step.
    Go(usize),
    /// Show the answer, or go on.
    Next,
    /// Go back by one step.
    Back,
    /// Show the place as the step has it.
    Restore,
    /// The place was touched.
    Touch,
    /// Give the keys back to the lesson.
    Release,
    /// This is typed as the answer.
    Type(String),
    /// Say what is typed.
    Check,
    /// Say the choice with this number.
    Choose(usize),
    /// Show or hide the notes.
    Notes,
    /// A file arrived: the text of a lesson, or why there is none.
    File(Chosen, Result<String, String>),
    /// The notice was read.
    Dismiss,
    /// Begin to write a lesson, or leave it.
    Write,
    /// A line of it.
    Line(Line, String),
    /// Add the step that is written.
    AddStep,
    /// Save the lesson that is written.
    Save,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Show the place of [`Lessons::scene_link`], and let the link be [`LessonsConfig::to_rest`].
    Tell(HistoryEntry),
    /// Keep what is done for the next visit.
    KeepDone,
    /// Keep the text of one's own lesson, which a reload shows again.
    KeepOwn(String),
    /// Load the lesson beside the page.
    Load(String),
    /// Save this as a file.
    #[allow(missing_docs)]
    Save { name: String, text: String },
}

impl Lessons {
    /// The place as the rest of its link says, with what the browser kept: the steps that are done, and one's own lesson.
    pub fn open(rest: &str, done: &str, own: Option<&str>) -> (Self, Vec<Effect>) {
        let mut lessons = Self {
            config: LessonsConfig::default(),
            included: included(),
            own: own.and_then(|text| Some((Chosen::Own, read(text).ok()?))),
            attempt: Attempt::default(),
            is_touched: false,
            shows_notes: false,
            done: Done::read(done),
            notice: None,
            writing: None,
            present: String::new(),
            can_hide: false,
            is_left: true,
        };
        let present = Present::Before(String::new());
        let effects = lessons.update(Action::Follow(LessonsLink { rest: rest.to_owned(), present }));
        (lessons, effects)
    }

    /// The lesson that is played.
    pub fn lesson(&self) -> Option<&Lesson> {
        match self.config.lesson.as_ref()? {
            Chosen::Included(lesson) => self.included.get(*lesson),
            other => self.own.as_ref().filter(|(chosen, _)| chosen == other).map(|(_, lesson)| lesson),
        }
    }

    /// Its step.
    pub fn step(&self) -> Option<&Step> {
        self.lesson()?.steps.get(self.config.step)
    }

    /// Whether the page is elsewhere.
    pub fn is_left(&self) -> bool {
        self.is_left
    }

    /// The place to be shown below; empty where there is none.
    pub fn scene_link(&self) -> String {
        let Some(step) = self.step() else { return String::new() };
        let hides = self.can_hide && step.question.is_some() && self.attempt.answer.is_none();
        if hides { step.link.clone() + PREDICT } else { step.link.clone() }
    }

    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Follow(link) => return self.follow(link),
            Action::Leave => (self.is_left, self.is_touched) = (true, false),
            Action::Contents => return self.go(LessonsConfig::default(), HistoryEntry::Pushed),
            Action::Open(lesson) => {
                let config = LessonsConfig { lesson: Some(lesson), step: 0 };
                return self.go(config, HistoryEntry::Pushed);
            }
            Action::Go(step) => return self.go_to(step),
            Action::Next => return self.next(),
            Action::Back => return self.back(),
            Action::Restore => {
                self.is_touched = false;
                return vec![Effect::Tell(HistoryEntry::Replaced)];
            }
            Action::Touch => self.is_touched = self.step().is_some(),
            Action::Release => self.is_touched = false,
            Action::Type(text) => self.attempt.typed = text,
            Action::Check => return self.say(self.attempt.typed.clone()),
            Action::Choose(choice) => {
                let question = self.step().and_then(|step| step.question.as_ref());
                let said = question.and_then(|question| question.choices.get(choice)).cloned();
                return said.map_or_else(Vec::new, |said| self.say(said));
            }
            Action::Notes => self.shows_notes = !self.shows_notes,
            Action::File(chosen, file) => return self.file(chosen, file),
            Action::Dismiss => self.notice = None,
            Action::Write => {
                self.writing = match self.writing {
                    Some(_) => None,
                    None => Some(Writing::new(&self.present)),
                }
            }
            Action::Line(line, text) => {
                self.writing.iter_mut().for_each(|writing| writing.set(line, text.clone()))
            }
            Action::AddStep => self.add_step(),
            Action::Save => {
                let lesson =
                    self.writing.as_ref().map(Writing::lesson).filter(|lesson| !lesson.steps.is_empty());
                let save = |lesson: Lesson| Effect::Save {
                    name: text::FILE_NAME.to_owned(),
                    text: lesson.to_string(),
                };
                return lesson.map(save).into_iter().collect();
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
