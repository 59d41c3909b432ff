//! Places and levels: the address bar, the browser's way back, what is opened.

use super::embed::embeds;
use super::route::{Draw, Opened, Route};
use super::{App, Effect, Focus, Place, opened_from_focus};

impl App {
    /// Goes where the address bar says. Back and forward among the page's own places open and close, and leave alone
    /// what was drawn meanwhile.
    pub(super) fn follow(&mut self, link: &str, place: Option<u32>) -> Vec<Effect> {
        self.goes_back = false;
        self.embeds = embeds(link);
        let (mut route, problems) = Route::parse(link);
        if route == self.route && problems.is_empty() {
            self.place = place.unwrap_or(0);
            return Vec::new();
        }
        let mut keeps_drawing = false;
        if let (Some(_), Route::Draw(to), Some(from)) = (place, &mut route, self.draw()) {
            *to = Draw { opened: to.opened.take(), ..from.clone() };
            keeps_drawing = true;
        }
        self.place = place.unwrap_or(0);
        self.notice = problems.into_iter().next();
        self.focus = None;
        self.route = route;
        self.check_opened();
        match self.route {
            Route::Draw(_) if keeps_drawing => vec![Effect::Replace],
            Route::Draw(_) => {
                self.drawing = false;
                self.redraw()
            }
            Route::Convolve(_) | Route::Pool(_) | Route::Train(_) => Vec::new(),
            Route::Bench(_) | Route::Parity(_) => self.start(),
        }
    }

    /// Goes to another place, which is as it was left.
    pub(super) fn go(&mut self, to: Place) -> Vec<Effect> {
        if self.route.place() == Some(to) {
            return Vec::new();
        }
        let known = self.left.iter().position(|route| route.place() == Some(to));
        let route = known.map_or_else(|| Route::of(to), |known| self.left.swap_remove(known));
        self.left.push(std::mem::replace(&mut self.route, route));
        self.focus = None;
        self.drawing = false;
        let mut effects = vec![self.leave_behind()];
        effects.extend(self.redraw());
        effects
    }

    /// The example of this place is another one.
    pub(super) fn put(&mut self, route: Route) -> Vec<Effect> {
        self.route = route;
        vec![Effect::Replace]
    }

    /// The place Train says what the rest of its link is now; it goes on while the page is elsewhere.
    pub(super) fn trained(&mut self, rest: String) -> Vec<Effect> {
        if let Route::Train(now) = &mut self.route {
            *now = rest;
            return vec![Effect::Replace];
        }
        self.left.retain(|route| route.place() != Some(Place::Train));
        self.left.push(Route::Train(rest));
        Vec::new()
    }

    /// Closes what the link opened if the network has no such place, and says so.
    pub(super) fn check_opened(&mut self) {
        let Some(model) = self.model.ready().cloned() else { return };
        let Route::Draw(draw) = &mut self.route else { return };
        let Some(Opened { layer, unit, cell }) = &draw.opened else { return };
        let exists = model.column(layer).is_some_and(|column| {
            let shape = model.columns[column].shape;
            *unit < shape.c && cell.is_none_or(|[row, column]| row < shape.h && column < shape.w)
        });
        if !exists {
            self.notice =
                Some(format!("This link opens {layer}, map {unit}, which this network does not have."));
            draw.opened = None;
        }
    }

    pub(super) fn open(&mut self, focus: Focus) -> Vec<Effect> {
        let Some(model) = self.model.ready().cloned() else { return Vec::new() };
        let Route::Draw(draw) = &mut self.route else { return Vec::new() };
        let before = draw.opened.replace(opened_from_focus(&model, focus));
        // One level deeper is a place to come back from; another place on the same level is not.
        let depth =
            |opened: &Option<Opened>| opened.as_ref().map_or(0, |o| 1 + usize::from(o.cell.is_some()));
        if depth(&draw.opened) <= depth(&before) {
            return vec![Effect::Replace];
        }
        vec![self.leave_behind()]
    }

    /// Makes the present place one to come back to; in a frame that would get in the way of the page around it.
    fn leave_behind(&mut self) -> Effect {
        if self.embeds {
            return Effect::Replace;
        }
        self.place += 1;
        Effect::Push
    }

    /// One level up: a pinned cell is let go, then the opened map is closed.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        self.focus = None;
        if self.notice.take().is_some() {
            return Vec::new();
        }
        let place = self.place;
        match &mut self.route {
            // Asked twice before it went once, the browser would leave the page.
            Route::Draw(Draw { opened: Some(_), .. }) if self.goes_back => {
                self.back_again = true;
                Vec::new()
            }
            Route::Draw(Draw { opened: Some(_), .. }) if place > 0 => {
                self.goes_back = true;
                vec![Effect::GoBack]
            }
            // The link led right here: there is nothing of this page to go back to.
            Route::Draw(Draw { opened, .. }) if opened.is_some() => {
                *opened = opened.take().and_then(|o| o.cell.map(|_| Opened { cell: None, ..o }));
                vec![Effect::Replace]
            }
            _ => Vec::new(),
        }
    }
}
