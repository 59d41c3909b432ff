//! From step to step, and what becomes of a question.

use super::{Action, Attempt, Effect, Lessons};
use crate::app::lessons::{Answer, AnswerError, Chosen, LessonsConfig, Scene, read};
use crate::app::link::HistoryEntry;
use crate::app::shell::route::Route;
use crate::app::shell::{LessonsLink, Present};
use crate::app::text::lessons as text;
use crate::app::text::link::together;
use crate::app::text::shell;

impl Lessons {
    pub(super) fn follow(&mut self, LessonsLink { rest, present }: LessonsLink) -> Vec<Effect> {
        self.is_left = false;
        let (config, problems) = LessonsConfig::from_rest(&rest);
        // The place of a step is to be shown, unless it is.
        let has_place = self.step().is_some_and(|step| step.chart.is_none());
        let is_shown = matches!(present, Present::Below(_)) || !has_place;
        let (Present::Below(link) | Present::Before(link)) = present;
        self.present = link;
        if config == self.config && is_shown {
            self.is_touched |= self.is_changed();
            return Vec::new();
        }
        self.notice = together(problems);
        self.go(config, HistoryEntry::Replaced)
    }

    /// Whether the place below is not as the step has it. Train and Networks write their links in a way of their own.
    fn is_changed(&self) -> bool {
        let Some(step) = self.step() else { return false };
        let (route, _) = Route::parse(&step.link);
        if step.chart.is_some() {
            return false;
        }
        !matches!(route, Route::Train(_) | Route::Networks(_)) && route.to_string() != self.present
    }

    /// Goes to a lesson, a step or the contents.
    pub(super) fn go(&mut self, config: LessonsConfig, entry: HistoryEntry) -> Vec<Effect> {
        self.config = config;
        (self.attempt, self.is_touched) = (Attempt::default(), false);
        if let (Some(Chosen::File(path)), None) = (&self.config.lesson, self.lesson()) {
            return vec![Effect::Load(path.clone())];
        }
        if self.config.lesson.is_some() && self.step().is_none() {
            self.notice = Some(text::NO_SUCH_STEP.to_string());
            self.config = LessonsConfig::default();
        }
        let place = self.step().filter(|step| step.chart.is_none());
        let scene = place.map(|step| Scene::open(&step.link));
        self.can_hide = matches!(&scene, Some(Ok(scene)) if scene.can_hide());
        let mut effects = vec![Effect::Tell(entry)];
        if self.step().is_some_and(|step| step.question.is_none()) {
            effects.extend(self.mark_done());
        }
        effects
    }

    pub(super) fn go_to(&mut self, step: usize) -> Vec<Effect> {
        let config = LessonsConfig { step, ..self.config.clone() };
        self.go(config, HistoryEntry::Replaced)
    }

    /// Shows the answer first, then goes on: to the next step, to the next lesson, to the contents.
    pub(super) fn next(&mut self) -> Vec<Effect> {
        let Some(lesson) = self.lesson() else { return Vec::new() };
        let steps = lesson.steps.len();
        if self.attempt.answer.is_none() && self.step().is_some_and(|step| step.question.is_some()) {
            return self.show_answer();
        }
        match self.config.lesson {
            _ if self.config.step + 1 < steps => self.go_to(self.config.step + 1),
            Some(Chosen::Included(lesson)) if lesson + 1 < self.included.len() => {
                self.update(Action::Open(Chosen::Included(lesson + 1)))
            }
            _ => self.update(Action::Contents),
        }
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        match (self.config.step, &self.config.lesson) {
            (0, Some(Chosen::Included(lesson))) if *lesson > 0 => {
                let (lesson, step) = (lesson - 1, self.included[lesson - 1].steps.len() - 1);
                let config = LessonsConfig { lesson: Some(Chosen::Included(lesson)), step };
                self.go(config, HistoryEntry::Replaced)
            }
            (0, _) => Vec::new(),
            (step, _) => self.go_to(step - 1),
        }
    }

    pub(super) fn say(&mut self, said: String) -> Vec<Effect> {
        if said.trim().is_empty() {
            return Vec::new();
        }
        let is_right = matches!(self.answer(), Some(Ok(answer)) if answer.value.is_said_by(&said));
        self.attempt.said = Some((said, is_right));
        if is_right { self.show_answer() } else { Vec::new() }
    }

    /// What the place says to the question.
    fn answer(&self) -> Option<Result<Answer, AnswerError>> {
        let step = self.step()?;
        let question = step.question.as_ref()?;
        Some(Scene::open(&step.link).ok()?.answer(&question.answer))
    }

    fn show_answer(&mut self) -> Vec<Effect> {
        let not_here = || AnswerError::NoSuchCell { quantity: String::new() };
        self.attempt.answer = Some(self.answer().unwrap_or_else(|| Err(not_here())));
        let mut effects = Vec::from_iter(self.mark_done());
        // A place that somebody works in stays as it is.
        if self.can_hide && !self.is_touched {
            effects.push(Effect::Tell(HistoryEntry::Replaced));
        }
        effects
    }

    fn mark_done(&mut self) -> Option<Effect> {
        let Some(Chosen::Included(lesson)) = self.config.lesson else { return None };
        self.done.add(lesson, self.config.step).then_some(Effect::KeepDone)
    }

    pub(super) fn file(&mut self, chosen: Chosen, file: Result<String, String>) -> Vec<Effect> {
        let lesson = file.and_then(|text| match read(&text) {
            Ok(lesson) => Ok((lesson, text)),
            Err(error) => Err(error.to_string()),
        });
        match lesson {
            Ok((lesson, text)) => {
                self.own = Some((chosen.clone(), lesson));
                let is_asked = self.config.lesson.as_ref() == Some(&chosen);
                let config = LessonsConfig {
                    step: if is_asked { self.config.step } else { 0 },
                    lesson: Some(chosen.clone()),
                };
                let mut effects = self.go(config, HistoryEntry::Pushed);
                effects.extend((chosen == Chosen::Own).then_some(Effect::KeepOwn(text)));
                effects
            }
            Err(why) => {
                self.config = LessonsConfig::default();
                self.notice = Some(why);
                vec![Effect::Tell(HistoryEntry::Replaced)]
            }
        }
    }

    pub(super) fn add_step(&mut self) {
        let Some(writing) = &mut self.writing else { return };
        let place = match Scene::open(writing.link.trim()) {
            Ok(scene) => shell::place(scene.place()),
            Err(_) => text::PLACE,
        };
        self.notice = writing.add(place.get()).err();
    }
}
