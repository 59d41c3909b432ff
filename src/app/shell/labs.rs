//! [`Labs`]: the places Convolve, with its views, and Pool for as long as a visit lasts. What can be taken back in one of them is still there
//! when it is come back to.

use super::predicts;
use super::route::Route;
use crate::app::lab::{Lab, LabAction, Linked, LinkedView, OwnView};
use crate::app::link::HistoryEntry;
use crate::app::places::convolve::{Convolve, View};
use crate::app::places::counts::Counts;
use crate::app::places::functions::Functions;
use crate::app::places::norms::Norms;
use crate::app::places::pool::Pooling;
use crate::app::places::stack::Stack;
use crate::app::places::volumes::Volumes;
use crate::app::text::link::together;

/// The places, as far as they were opened, and which of them is shown.
#[derive(Default)]
pub struct Labs {
    /// The link of what is shown; empty while the page is elsewhere.
    link: String,
    /// What of the link cannot be read, until somebody has read that.
    pub notice: Option<String>,
    shown: Option<Shown>,
    convolve: Option<Lab<Convolve>>,
    stack: Option<Lab<Stack>>,
    volumes: Option<Lab<Volumes>>,
    counts: Option<Lab<Counts>>,
    functions: Option<Lab<Functions>>,
    norms: Option<Lab<Norms>>,
    pool: Option<Lab<Pooling>>,
}

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Convolve,
    Linked(LinkedView),
    Pool,
}

/// What happens in one of the places.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum LabsAction {
    Convolve(LabAction<Convolve>),
    Stack(LabAction<Stack>),
    Volumes(LabAction<Volumes>),
    Counts(LabAction<Counts>),
    Functions(LabAction<Functions>),
    Norms(LabAction<Norms>),
    Pool(LabAction<Pooling>),
    /// Show Convolve in this view, as it was left.
    ShowView(View),
    /// Show this view, as it was left.
    ShowLinked(LinkedView),
    /// The notice was read.
    Dismiss,
}

/// The place that is shown.
#[allow(missing_docs)]
pub enum ShownLab<'a> {
    Convolve(&'a Lab<Convolve>),
    Stack(&'a Lab<Stack>),
    Volumes(&'a Lab<Volumes>),
    Counts(&'a Lab<Counts>),
    Functions(&'a Lab<Functions>),
    Norms(&'a Lab<Norms>),
    Pool(&'a Lab<Pooling>),
}

/// What came of an action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LabsAnswer {
    /// Whether there is something new to be seen.
    pub is_new: bool,
    /// What becomes of the link before, if there is another one now.
    pub entry: Option<HistoryEntry>,
}

/// Whether there is something new to be seen; and where the place is now, if it is elsewhere.
type Acted = (bool, Option<(Route, HistoryEntry)>);

impl Labs {
    /// The link of what is shown.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// The place that is shown, if it is one of these.
    pub fn shown(&self) -> Option<ShownLab<'_>> {
        match self.shown? {
            Shown::Convolve => self.convolve.as_ref().map(ShownLab::Convolve),
            Shown::Linked(LinkedView::Stack) => self.stack.as_ref().map(ShownLab::Stack),
            Shown::Linked(LinkedView::Volumes) => self.volumes.as_ref().map(ShownLab::Volumes),
            Shown::Linked(LinkedView::Counts) => self.counts.as_ref().map(ShownLab::Counts),
            Shown::Linked(LinkedView::Functions) => self.functions.as_ref().map(ShownLab::Functions),
            Shown::Linked(LinkedView::Norms) => self.norms.as_ref().map(ShownLab::Norms),
            Shown::Pool => self.pool.as_ref().map(ShownLab::Pool),
        }
    }

    /// Shows what a link says; an empty one says that the page is elsewhere.
    pub fn show(&mut self, link: &str) {
        if link == self.link {
            return;
        }
        let asked = [&self.link, link].map(predicts);
        self.link = link.to_owned();
        let (route, _) = Route::parse(link);
        let shown = match route {
            Route::Convolve(_) => Some(Shown::Convolve),
            Route::Linked(view, _) => Some(Shown::Linked(view)),
            Route::Pool(_) => Some(Shown::Pool),
            _ => None,
        };
        if let Some(left) = self.shown.filter(|left| shown != Some(*left)) {
            self.leave(left);
        }
        self.shown = shown;
        self.notice = together(match route {
            Route::Convolve(rest) => open(&mut self.convolve, &rest, asked),
            Route::Linked(LinkedView::Stack, rest) => open(&mut self.stack, &rest, asked),
            Route::Linked(LinkedView::Volumes, rest) => open(&mut self.volumes, &rest, asked),
            Route::Linked(LinkedView::Counts, rest) => open(&mut self.counts, &rest, asked),
            Route::Linked(LinkedView::Functions, rest) => open(&mut self.functions, &rest, asked),
            Route::Linked(LinkedView::Norms, rest) => open(&mut self.norms, &rest, asked),
            Route::Pool(rest) => open(&mut self.pool, &rest, asked),
            _ => Vec::new(),
        });
    }

    fn leave(&mut self, left: Shown) {
        match left {
            Shown::Convolve => self.convolve.iter_mut().for_each(Lab::leave),
            Shown::Linked(LinkedView::Stack) => self.stack.iter_mut().for_each(Lab::leave),
            Shown::Linked(LinkedView::Volumes) => self.volumes.iter_mut().for_each(Lab::leave),
            Shown::Linked(LinkedView::Counts) => self.counts.iter_mut().for_each(Lab::leave),
            Shown::Linked(LinkedView::Functions) => self.functions.iter_mut().for_each(Lab::leave),
            Shown::Linked(LinkedView::Norms) => self.norms.iter_mut().for_each(Lab::leave),
            Shown::Pool => self.pool.iter_mut().for_each(Lab::leave),
        }
    }

    /// Takes an action in at this time in milliseconds; that of a place that the page has left is not heard.
    pub fn update(&mut self, action: LabsAction, now: f64) -> LabsAnswer {
        let Some(shown) = self.shown else { return LabsAnswer::default() };
        let is_shown = |view: LinkedView| shown == Shown::Linked(view);
        let (is_new, changed) = match action {
            LabsAction::Convolve(action) if shown == Shown::Convolve => {
                act(&mut self.convolve, action, now, |example| Route::Convolve(example.to_rest()))
            }
            LabsAction::Pool(action) if shown == Shown::Pool => {
                act(&mut self.pool, action, now, |example| Route::Pool(example.to_rest()))
            }
            LabsAction::Stack(action) if is_shown(Stack::VIEW) => act_linked(&mut self.stack, action, now),
            LabsAction::Volumes(action) if is_shown(Volumes::VIEW) => {
                act_linked(&mut self.volumes, action, now)
            }
            LabsAction::Counts(action) if is_shown(Counts::VIEW) => act_linked(&mut self.counts, action, now),
            LabsAction::Functions(action) if is_shown(Functions::VIEW) => {
                act_linked(&mut self.functions, action, now)
            }
            LabsAction::Norms(action) if is_shown(Norms::VIEW) => act_linked(&mut self.norms, action, now),
            LabsAction::ShowView(view) if shown != Shown::Pool => {
                let left = self.convolve.as_ref().map(|lab| (**lab.example()).clone()).unwrap_or_default();
                let seen = left.in_view(view).unwrap_or(left);
                return self.go_to(&Route::Convolve(seen.to_rest()));
            }
            LabsAction::ShowLinked(view) if shown != Shown::Pool => {
                let rest = match view {
                    LinkedView::Stack => left_rest(&self.stack),
                    LinkedView::Volumes => left_rest(&self.volumes),
                    LinkedView::Counts => left_rest(&self.counts),
                    LinkedView::Functions => left_rest(&self.functions),
                    LinkedView::Norms => left_rest(&self.norms),
                };
                return self.go_to(&Route::Linked(view, rest));
            }
            LabsAction::Dismiss => {
                self.notice = None;
                (true, None)
            }
            _ => return LabsAnswer::default(),
        };
        let entry = changed.map(|(route, entry)| {
            self.link = route.to_string();
            entry
        });
        LabsAnswer { is_new, entry }
    }

    /// Shows something else, and leaves the link before behind.
    fn go_to(&mut self, route: &Route) -> LabsAnswer {
        self.show(&route.to_string());
        LabsAnswer { is_new: true, entry: Some(HistoryEntry::Pushed) }
    }
}

/// The link of a view as it was left, or at its beginning.
fn left_rest<T: Linked>(lab: &Option<Lab<T>>) -> String {
    lab.as_ref().map_or_else(|| T::default().to_rest(), |lab| lab.example().to_rest())
}

/// Goes to what a link says, which can be taken back if the place was open before, and answers what of it cannot be read. Whether the
/// result is to be predicted is up to the link as long as the one before or this one asks for it.
fn open<T: Linked>(lab: &mut Option<Lab<T>>, rest: &str, [before, now]: [bool; 2]) -> Vec<String> {
    let (example, problems) = T::from_rest(rest);
    match lab {
        Some(lab) => lab.follow(&example),
        None => *lab = Some(Lab::new(example)),
    }
    if let Some(lab) = lab.as_mut().filter(|_| before || now) {
        lab.predict_first(now);
    }
    problems
}

fn act_linked<T: OwnView>(lab: &mut Option<Lab<T>>, action: LabAction<T>, now: f64) -> Acted {
    act(lab, action, now, |example| Route::Linked(T::VIEW, example.to_rest()))
}

fn act<T: Linked>(
    lab: &mut Option<Lab<T>>,
    action: LabAction<T>,
    now: f64,
    route: impl Fn(&T) -> Route,
) -> Acted {
    let Some(lab) = lab else { return (false, None) };
    let (before, entry) = (lab.example().clone(), action.history_entry());
    let is_new = lab.update(action, now);
    let changed = (before != *lab.example()).then(|| (route(lab.example()), entry));
    (is_new, changed)
}

#[cfg(test)]
mod tests;
