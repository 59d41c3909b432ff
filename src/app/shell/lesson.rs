//! A lesson above a place: the place is shown as if its link had been opened, and what is done there does not change the
//! lesson's link.

use std::fmt;

use super::route::Route;
use super::{App, Effect, PlayedLesson};
use crate::app::link::{HistoryEntry, query};
use crate::app::place::Place;
use crate::app::text::link::together;

/// What a link has that asks its place to hide results until they are predicted.
pub const PREDICT: &str = "&predict=1";

/// Whether a link asks its place to hide results until they are predicted.
///
/// ```
/// use convoscope::app::shell::predicts;
/// assert!(predicts("#/convolve?v=2&preset=sum&predict=1") && !predicts("#/convolve?v=2&preset=sum"));
/// ```
pub fn predicts(link: &str) -> bool {
    let (_, query) = link.split_once('?').unwrap_or_default();
    query::pairs(query, &mut Vec::new()).contains(&("predict", "1"))
}

/// What Lessons is told: the rest of its link, and the link of the place below it or of the one before.
///
/// ```
/// use convoscope::app::shell::{LessonsLink, Present};
/// let told = LessonsLink { rest: "v=2&lesson=2&step=1".into(), present: Present::Below("#/pool".into()) };
/// assert_eq!(LessonsLink::read(&told.to_string()), Some(told));
/// assert_eq!(LessonsLink::read(""), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonsLink {
    /// What follows the place's name.
    pub rest: String,
    /// Another place.
    pub present: Present,
}

/// A place beside Lessons: its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Present {
    /// The one that is shown below the strip.
    Below(String),
    /// None is shown below; this one was there before. Empty if none was.
    Before(String),
}

/// How programs tell each other which of both it is.
const PRESENT: [&str; 2] = ["below", "before"];

impl LessonsLink {
    /// Reads what is printed; nothing if the page is elsewhere.
    pub fn read(text: &str) -> Option<Self> {
        let (rest, present) = text.split_once(' ')?;
        let (which, link) = present.split_once(' ')?;
        let link = link.to_owned();
        let present = if which == PRESENT[0] { Present::Below(link) } else { Present::Before(link) };
        Some(Self { rest: rest.to_owned(), present })
    }
}

impl fmt::Display for LessonsLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (which, link) = match &self.present {
            Present::Below(link) => (PRESENT[0], link),
            Present::Before(link) => (PRESENT[1], link),
        };
        write!(f, "{} {which} {link}", self.rest)
    }
}

impl App {
    /// The place that the page shows, as the bar has it.
    pub fn place(&self) -> Option<Place> {
        if self.lesson.is_some() { Some(Place::Lessons) } else { self.route.place() }
    }

    /// What the link says: that of the lesson, where one is played.
    pub fn shown_route(&self) -> Route {
        match &self.lesson {
            Some(lesson) => Route::Lessons(lesson.rest.clone()),
            None => self.route.clone(),
        }
    }

    /// What Lessons is told, while it is shown.
    pub fn link_of_lessons(&self) -> Option<LessonsLink> {
        let (rest, present) = match (&self.lesson, &self.route) {
            (Some(lesson), below) => (&lesson.rest, Present::Below(below.to_string())),
            (None, Route::Lessons(rest)) => {
                let before = self.left.iter().rfind(|route| route.place() != Some(Place::Lessons));
                (rest, Present::Before(before.map_or_else(String::new, Route::to_string)))
            }
            _ => return None,
        };
        Some(LessonsLink { rest: rest.clone(), present })
    }

    /// The link of the route's place, as its program is told.
    pub fn link_of_place(&self) -> String {
        let link = self.route.to_string();
        let predicts = self.lesson.as_ref().is_some_and(|lesson| lesson.predicts);
        match (predicts, link.contains('?')) {
            (false, _) => link,
            (true, true) => link + PREDICT,
            (true, false) => link + "?predict=1",
        }
    }

    /// Lessons says what its link is now and which place is below it. One that the page has left meanwhile is not heard.
    pub(super) fn lesson(&mut self, rest: String, scene: &str, entry: HistoryEntry) -> Vec<Effect> {
        if self.place() != Some(Place::Lessons) {
            return Vec::new();
        }
        if scene.is_empty() {
            (self.lesson, self.route) = (None, Route::Lessons(rest));
        } else {
            // Whether results are hidden is the lesson's, and no part of the place's own link.
            let (route, problems) = Route::parse(&scene.replace(PREDICT, ""));
            self.lesson = Some(PlayedLesson { rest, predicts: predicts(scene) });
            self.notice = together(problems);
            self.draw.hovered = None;
            self.route = route;
        }
        let mut effects = match entry {
            HistoryEntry::Pushed if self.show != crate::app::show::Show::Framed => {
                self.history_entry += 1;
                vec![Effect::Push]
            }
            _ => vec![Effect::UpdateUrl],
        };
        if let Route::Draw(config) = &mut self.route {
            let checked = self.draw.check(config);
            effects.extend(self.effects_of_draw(checked));
            self.draw.is_drawing = false;
        }
        effects.extend(self.redraw());
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shell::Action;

    fn told(app: &mut App, rest: &str, scene: &str) -> Vec<Effect> {
        let (rest, scene) = (rest.to_owned(), scene.to_owned());
        app.update(Action::Lesson { rest, scene, entry: HistoryEntry::Replaced })
    }

    #[test]
    fn the_link_is_the_lessons_and_the_place_below_is_its_own() {
        let mut app = App::new("#/lessons?v=2&lesson=2&step=1", 0);
        assert_eq!(app.place(), Some(Place::Lessons));
        told(&mut app, "v=2&lesson=2&step=1", "#/convolve?v=2&preset=sum&predict=1");
        assert_eq!((app.route.place(), app.place()), (Some(Place::Convolve), Some(Place::Lessons)));
        assert_eq!(app.link(), "#/lessons?v=2&lesson=2&step=1");
        assert!(predicts(&app.link_of_place()));
        // What is done there leaves the lesson's link and the browser's history alone.
        let effects =
            app.update(Action::Lab("#/convolve?v=2&preset=stride".to_owned(), HistoryEntry::Pushed));
        assert_eq!((effects, app.history_entry), (vec![], 0));
        let below = Present::Below("#/convolve?v=2&preset=stride".to_owned());
        assert_eq!(app.link_of_lessons().unwrap().present, below);
        assert!(!predicts(&app.link_of_place()));
    }

    #[test]
    fn the_lesson_is_left_and_come_back_to() {
        let mut app = App::new("#/convolve?v=2&preset=stride", 0);
        let own = app.route.clone();
        app.update(Action::Go(Place::Lessons));
        let before = Present::Before("#/convolve?v=2&preset=stride".to_owned());
        assert_eq!(app.link_of_lessons().unwrap().present, before);
        told(&mut app, "v=2&lesson=2&step=1", "#/convolve?v=2&preset=sum");
        app.update(Action::Go(Place::Convolve));
        assert_eq!((&app.route, app.lesson.is_none()), (&own, true), "one's own Convolve is as it was left");
        assert_eq!(told(&mut app, "v=2&lesson=2&step=2", "#/pool"), [], "it is not heard any more");
        app.update(Action::Go(Place::Lessons));
        assert_eq!(app.route, Route::Lessons("v=2&lesson=2&step=1".to_owned()));
    }
}
