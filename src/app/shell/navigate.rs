//! Places and levels: the address bar, the browser's way back, what is opened.

use super::embed::embeds;
use super::language::language_of;
use super::route::Route;
use super::{App, Effect};
use crate::app::link::HistoryEntry;
use crate::app::place::Place;
use crate::app::places::draw::DrawConfig;
use crate::app::show::Show;
use crate::app::text::ENGLISH;
use crate::app::text::link::together;

impl App {
    /// Goes where the address bar says. Back and forward among the page's own places open and close, and leave alone
    /// what was drawn meanwhile.
    pub(super) fn follow(&mut self, link: &str, entry: Option<u32>) -> Vec<Effect> {
        self.going_back = false;
        if language_of(link).is_some_and(|language| language != self.language) {
            return vec![Effect::Reload];
        }
        self.show = match (embeds(link), self.show) {
            (true, _) => Show::Framed,
            (false, Show::Framed) => Show::Alone,
            (false, show) => show,
        };
        let (mut route, problems) = Route::parse(link);
        if route == self.shown_route() && problems.is_empty() {
            self.history_entry = entry.unwrap_or(0);
            return Vec::new();
        }
        let mut keeps_drawing = false;
        let in_lesson = self.lesson.take().is_some();
        if let (Some(_), Route::Draw(to), Some(from), false) =
            (entry, &mut route, self.draw_config(), in_lesson)
        {
            *to = DrawConfig { opened: to.opened.take(), ..from.clone() };
            keeps_drawing = true;
        }
        self.history_entry = entry.unwrap_or(0);
        self.notice = together(problems);
        self.draw.hovered = None;
        self.route = route;
        let mut effects = Vec::new();
        match &mut self.route {
            Route::Draw(config) => {
                let checked = self.draw.check(config);
                effects = self.effects_of_draw(checked);
            }
            _ => self.draw.leave(),
        }
        effects.extend(match self.route {
            Route::Draw(_) if keeps_drawing && !self.draw.is_stale() => vec![Effect::UpdateUrl],
            Route::Draw(_) => {
                self.draw.is_drawing = false;
                self.redraw()
            }
            _ => Vec::new(),
        });
        if self.language != ENGLISH && language_of(link).is_none() {
            effects.push(Effect::UpdateUrl);
        }
        effects
    }

    /// Goes to another place, which is as it was left.
    pub(super) fn go(&mut self, to: Place) -> Vec<Effect> {
        if self.place() == Some(to) {
            return Vec::new();
        }
        if let Route::Draw(config) = &mut self.route {
            self.draw.lift(config);
            self.draw.leave();
        }
        let known = self.left.iter().position(|route| route.place() == Some(to));
        let route = known.map_or_else(|| Route::of(to), |known| self.left.swap_remove(known));
        let here = self.shown_route();
        self.lesson = None;
        self.route = route;
        self.left.push(here);
        self.draw.hovered = None;
        let mut effects = vec![self.leave_behind()];
        effects.extend(self.redraw());
        effects
    }

    /// Convolve or Pool says what its link is now; one that the page has left meanwhile is not heard.
    pub(super) fn lab(&mut self, link: &str, entry: HistoryEntry) -> Vec<Effect> {
        let (route, _) = Route::parse(link);
        if route.place() != self.route.place() {
            return Vec::new();
        }
        self.route = route;
        self.entered(entry)
    }

    /// Draw, where it is looked at backward or asked why, says what its link is now; one that the page has left meanwhile is
    /// not heard. Its own drawing is run forward here, so that it is there to come back to.
    pub(super) fn explain(&mut self, link: &str, entry: HistoryEntry) -> Vec<Effect> {
        let (Route::Draw(config), (Route::Draw(to), _)) = (&mut self.route, Route::parse(link)) else {
            return Vec::new();
        };
        let seen = |config: &DrawConfig| (config.drawing.clone(), config.switches, config.network);
        let is_redrawn = seen(config) != seen(&to);
        *config = to;
        let mut effects = self.entered(entry);
        if is_redrawn {
            effects.extend(self.redraw());
        }
        effects
    }

    /// What becomes of the link before; that of a lesson stays.
    fn entered(&mut self, entry: HistoryEntry) -> Vec<Effect> {
        if let Some(lesson) = &mut self.lesson {
            lesson.predicts = false;
            return Vec::new();
        }
        match entry {
            HistoryEntry::Replaced => vec![Effect::UpdateUrl],
            HistoryEntry::Pushed => vec![self.leave_behind()],
            HistoryEntry::Back => self.back(),
        }
    }

    /// A place that reads its link itself says what that is now; it goes on while the page is elsewhere.
    pub(super) fn told(&mut self, route: Route) -> Vec<Effect> {
        if self.route.place() == route.place() {
            self.route = route;
            return if self.lesson.is_some() { vec![] } else { vec![Effect::UpdateUrl] };
        }
        self.left.retain(|left| left.place() != route.place());
        self.left.push(route);
        Vec::new()
    }

    /// Makes the present place one to come back to; in a frame that would get in the way of the page around it.
    pub(super) fn leave_behind(&mut self) -> Effect {
        if self.show == Show::Framed || self.lesson.is_some() {
            return Effect::UpdateUrl;
        }
        self.history_entry += 1;
        Effect::Push
    }

    /// One level up: a pinned cell is let go, then the opened map is closed.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        self.draw.hovered = None;
        if self.notice.take().is_some() {
            return Vec::new();
        }
        let Route::Draw(config) = &mut self.route else { return Vec::new() };
        if config.depth() == 0 {
            return Vec::new();
        }
        // Asked twice before it went once, the browser would leave the page.
        if self.going_back {
            self.back_again = true;
            return Vec::new();
        }
        if self.history_entry > 0 && self.lesson.is_none() {
            self.going_back = true;
            return vec![Effect::GoBack];
        }
        // The link led right here: there is nothing of this page to go back to.
        config.close_level();
        vec![Effect::UpdateUrl]
    }
}
