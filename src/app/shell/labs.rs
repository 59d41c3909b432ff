//! [`Labs`]: the places Convolve, with its view Stack, and Pool for as long as a visit lasts. What can be taken back in one of them is still there
//! when it is come back to.

use super::predicts;
use super::route::Route;
use crate::app::lab::{Example, Lab, LabAction};
use crate::app::link::HistoryEntry;
use crate::app::places::convolve::{Convolve, View};
use crate::app::places::pool::Pooling;
use crate::app::places::stack::Stack;
use crate::app::text::link::together;

/// The places, as far as they were opened, and which of them is shown.
#[derive(Default)]
pub struct Labs {
    /// The link of what is shown; empty while the page is elsewhere.
    link: String,
    shown: Option<Shown>,
    convolve: Option<Lab<Convolve>>,
    stack: Option<Lab<Stack>>,
    pool: Option<Lab<Pooling>>,
}

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Convolve,
    Stack,
    Pool,
}

/// What happens in one of the places.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum LabsAction {
    Convolve(LabAction<Convolve>),
    Stack(LabAction<Stack>),
    Pool(LabAction<Pooling>),
    /// Show Convolve in this view, as it was left.
    ShowView(View),
    /// Show the view Stack, as it was left.
    ShowStack,
}

/// The place that is shown.
#[allow(missing_docs)]
pub enum ShownLab<'a> {
    Convolve(&'a Lab<Convolve>),
    Stack(&'a Lab<Stack>),
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

impl Labs {
    /// The link of what is shown.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// The place that is shown, if it is one of these.
    pub fn shown(&self) -> Option<ShownLab<'_>> {
        match self.shown? {
            Shown::Convolve => self.convolve.as_ref().map(ShownLab::Convolve),
            Shown::Stack => self.stack.as_ref().map(ShownLab::Stack),
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
            Route::Stack(_) => Some(Shown::Stack),
            Route::Pool(_) => Some(Shown::Pool),
            _ => None,
        };
        let left = self.shown.filter(|left| shown != Some(*left));
        self.shown = shown;
        match left {
            Some(Shown::Convolve) => self.convolve.iter_mut().for_each(Lab::leave),
            Some(Shown::Stack) => self.stack.iter_mut().for_each(Lab::leave),
            Some(Shown::Pool) => self.pool.iter_mut().for_each(Lab::leave),
            None => {}
        }
        match route {
            Route::Convolve(example) => go(&mut self.convolve, *example, asked),
            Route::Stack(rest) => {
                let (example, problems) = Stack::from_rest(&rest);
                go(&mut self.stack, example, asked);
                if let (Some(lab), Some(said)) = (&mut self.stack, together(problems)) {
                    lab.update(LabAction::Say(said), 0.0);
                }
            }
            Route::Pool(example) => go(&mut self.pool, *example, asked),
            _ => {}
        }
    }

    /// Takes an action in at this time in milliseconds; that of a place that the page has left is not heard.
    pub fn update(&mut self, action: LabsAction, now: f64) -> LabsAnswer {
        let (is_new, changed) = match (action, self.shown) {
            (LabsAction::Convolve(action), Some(Shown::Convolve)) => {
                act(&mut self.convolve, action, now, |example| Route::Convolve(Box::new(example)))
            }
            (LabsAction::Stack(action), Some(Shown::Stack)) => {
                act(&mut self.stack, action, now, |example| Route::Stack(example.to_rest()))
            }
            (LabsAction::Pool(action), Some(Shown::Pool)) => {
                act(&mut self.pool, action, now, |example| Route::Pool(Box::new(example)))
            }
            (LabsAction::ShowView(view), Some(Shown::Stack)) => {
                let left = self.convolve.as_ref().map(|lab| (**lab.example()).clone()).unwrap_or_default();
                let seen = left.in_view(view).unwrap_or(left);
                return self.go_to(&Route::Convolve(Box::new(seen)));
            }
            (LabsAction::ShowStack, Some(Shown::Convolve)) => {
                let left = self.stack.as_ref().map(|lab| (**lab.example()).clone()).unwrap_or_default();
                return self.go_to(&Route::Stack(left.to_rest()));
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

/// Goes to an example, which can be taken back if the place was open before. Whether it is to be predicted is up to the link
/// as long as the one before or this one asks for it.
fn go<T: Example>(lab: &mut Option<Lab<T>>, example: T, [before, now]: [bool; 2]) {
    match lab {
        Some(lab) => lab.follow(&example),
        None => *lab = Some(Lab::new(example)),
    }
    if let Some(lab) = lab.as_mut().filter(|_| before || now) {
        lab.predict_first(now);
    }
}

/// Whether there is something new to be seen; and where the place is now, if it is elsewhere.
fn act<T: Example>(
    lab: &mut Option<Lab<T>>,
    action: LabAction<T>,
    now: f64,
    route: impl Fn(T) -> Route,
) -> (bool, Option<(Route, HistoryEntry)>) {
    let Some(lab) = lab else { return (false, None) };
    let (before, entry) = (lab.example().clone(), action.history_entry());
    let is_new = lab.update(action, now);
    let changed = (before != *lab.example()).then(|| (route((**lab.example()).clone()), entry));
    (is_new, changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::figure::{Edit, OperandId, Spot};
    use crate::app::lab::Transport;

    fn edit(value: f32) -> Edit {
        Edit::Set { cells: vec![[0, 0]], value, goes_on: false }
    }

    fn spot() -> Spot {
        Spot { operand: OperandId::Input, grid: 0, row: 0, column: 0 }
    }

    fn pool(labs: &mut Labs, action: LabAction<Pooling>) -> LabsAnswer {
        labs.update(LabsAction::Pool(action), 0.0)
    }

    fn first(labs: &Labs) -> f32 {
        match labs.shown() {
            Some(ShownLab::Convolve(lab)) => lab.example().x[0],
            Some(ShownLab::Pool(lab)) => lab.example().x[0],
            Some(ShownLab::Stack(_)) | None => f32::NAN,
        }
    }

    #[test]
    fn what_can_be_taken_back_outlives_the_way_to_another_place() {
        let mut labs = Labs::default();
        labs.show("#/pool");
        let (start, before) = (labs.link().to_owned(), first(&labs));
        let answer = pool(&mut labs, LabAction::Edit(spot(), edit(7.5)));
        assert_eq!(answer, LabsAnswer { is_new: true, entry: Some(HistoryEntry::Replaced) });
        let edited = labs.link().to_owned();
        assert_ne!(edited, start);
        for elsewhere in ["", "#/convolve"] {
            labs.show(elsewhere);
            assert_eq!(pool(&mut labs, LabAction::Undo), LabsAnswer::default(), "it is not shown");
            labs.show(&edited);
            assert_eq!(first(&labs), 7.5);
            pool(&mut labs, LabAction::Undo);
            assert_eq!(first(&labs), before);
            pool(&mut labs, LabAction::Redo);
            assert_eq!((first(&labs), labs.link()), (7.5, edited.as_str()));
        }
        // Convolve has a past of its own.
        labs.show("#/convolve?at=3");
        let Some(ShownLab::Convolve(lab)) = labs.shown() else { panic!("Convolve is shown") };
        assert_eq!(lab.can_undo_redo(), [false; 2]);
        let convolve = |labs: &mut Labs, action| labs.update(LabsAction::Convolve(action), 0.0);
        convolve(&mut labs, LabAction::Edit(spot(), edit(-1.0)));
        let link = labs.link().to_owned();
        labs.show("");
        labs.show(&link);
        convolve(&mut labs, LabAction::Undo);
        assert_ne!(first(&labs), -1.0);
    }

    #[test]
    fn a_place_that_is_left_pauses() {
        let mut labs = Labs::default();
        labs.show("#/pool");
        pool(&mut labs, LabAction::Transport(Transport::Play));
        pool(&mut labs, LabAction::Hover(Some(spot())));
        labs.show("");
        assert!(labs.shown().is_none());
        labs.show("#/pool");
        let Some(ShownLab::Pool(lab)) = labs.shown() else { panic!("Pool is shown") };
        assert!(!lab.clock().is_playing() && lab.pointer().spot.is_none());
    }
}
