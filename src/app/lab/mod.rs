//! [`Lab`]: an example with a timeline, as the places Convolve and Pool have one. Play, step, hover takes over, pin, predict
//! first, undo and redo are the same for every [`Example`].

pub mod clock;
pub mod entry;
mod example;
mod export;
mod history;
mod indices;
mod linked;
mod nudge;
mod output_size;
mod padded;
mod paste;
mod playback;
pub mod predict;
pub mod setting;
mod spelt;
mod table;
mod turn;
pub mod values;

pub use example::{Example, PRESET, Pointer, Preset, neighbour, preset};
pub use export::Export;
pub use history::History;
pub use indices::read_place;
pub use linked::{Fit, Linked, LinkedView, OwnView, print_linked, read_linked, view_pair};
pub use nudge::Nudge;
pub use output_size::{OutputSize, Rounding};
pub use padded::padded_input;
pub use paste::{MadeRoom, Planes, room_in_channels};
pub use spelt::spelt_out;
pub use table::Table;
pub use turn::Turn;

use std::rc::Rc;

use crate::app::figure::{Edit, Figure, Spot};
use crate::app::link::HistoryEntry;
use clock::Clock;
use predict::Predict;

/// An example, where its timeline is, and what is pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Lab<T> {
    example: Rc<T>,
    history: History<Rc<T>>,
    /// Whether the last change was an edit, so that another one may go on with it.
    edited_last: bool,
    clock: Clock,
    hover: Option<Spot>,
    pin: Option<Spot>,
    predict: Predict,
    /// Where one product comes after the other, the present one of the step, from 0.
    product: Option<usize>,
    status: Option<String>,
}

/// What the bar under a timeline can do.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Transport {
    Play,
    Pause,
    /// So many steps on, or back.
    Step(isize),
    /// So many rows on, or back.
    Row(isize),
    Seek(usize),
    /// So many times faster than at speed 1.
    Speed(f32),
    /// Whether the first step follows the last.
    Loop(bool),
}

/// What happens in a lab.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum LabAction<T> {
    Frame,
    Transport(Transport),
    Turn(Turn),
    /// The mouse, or the walking keyboard, is over a cell, or over none.
    Hover(Option<Spot>),
    Pin(Spot),
    Predict,
    /// One product after the other, or whole steps again.
    ByProduct,
    Edit(Spot, Edit),
    Set(T),
    /// The same is looked at elsewhere, which is nothing to take back.
    Go(T),
    /// Another example was chosen.
    Choose(T),
    Undo,
    Redo,
    Say(String),
}

impl<T> LabAction<T> {
    /// What it makes of the present link: an example that was left is come back to.
    pub fn history_entry(&self) -> HistoryEntry {
        if matches!(self, Self::Choose(_) | Self::Turn(Turn::Example(_))) {
            HistoryEntry::Pushed
        } else {
            HistoryEntry::Replaced
        }
    }
}

#[allow(missing_docs)]
impl<T: Example> Lab<T> {
    pub fn new(example: T) -> Self {
        Self {
            example: Rc::new(example),
            history: History::default(),
            edited_last: false,
            clock: Clock::default(),
            hover: None,
            pin: None,
            predict: Predict::default(),
            product: None,
            status: None,
        }
    }

    /// The example, at the step where the timeline is.
    pub fn example(&self) -> &Rc<T> {
        &self.example
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn predict(&self) -> Predict {
        self.predict
    }

    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// Whether there is something to take back, and something to do again.
    pub fn can_undo_redo(&self) -> [bool; 2] {
        self.history.has()
    }

    /// What is pointed at: the mouse first, then what was pinned.
    pub fn pointer(&self) -> Pointer {
        let spot = self.hover.or(self.pin).filter(|spot| self.example.has(*spot));
        let at = spot.and_then(|spot| self.example.step_of(spot)).unwrap_or_else(|| self.example.at());
        let hidden = self.predict.hides(at) && spot.is_none_or(|spot| !self.example.reveals(spot));
        let products = self.product.filter(|_| spot.is_none()).map(|product| product + 1);
        Pointer { spot, at, hidden, products }
    }

    /// What is seen: the picture that the page shows and every export saves.
    pub fn figure(&self) -> Figure {
        self.example.figure(&self.pointer())
    }

    /// What is handed out: what is seen, and the whole timeline.
    pub fn export(&self, seen: Rc<Figure>) -> Export {
        Export::of(seen, self.example.clone())
    }

    /// Goes to what the link says now; that can be taken back, too.
    pub fn follow(&mut self, example: &T) {
        if *example != *self.example {
            if !example.is_same_at_other_step(&self.example) {
                self.history.push(self.example.clone());
                self.edited_last = false;
                (self.hover, self.pin, self.status) = (None, None, None);
            }
            self.example = Rc::new(example.clone());
        }
    }

    /// Whether results are to be predicted, as a lesson has it.
    pub fn predict_first(&mut self, is_on: bool) {
        self.predict = if is_on { Predict::On { revealed: None } } else { Predict::Off };
    }

    /// The page goes elsewhere: nothing plays on, and nothing is pointed at.
    pub fn leave(&mut self) {
        self.clock.pause();
        self.hover = None;
    }

    /// Takes an action in at this time in milliseconds. Answers whether there is something new to be seen.
    pub fn update(&mut self, action: LabAction<T>, now: f64) -> bool {
        match action {
            LabAction::Frame => return self.frame(now),
            LabAction::Hover(spot) if spot == self.hover => return false,
            LabAction::Hover(spot) => self.hover = spot,
            LabAction::Pin(spot) => self.pin(spot),
            LabAction::Transport(transport) => self.transport(transport, now),
            LabAction::Turn(turn) => self.turn(turn, now),
            LabAction::Predict => self.predict.turn(),
            LabAction::ByProduct => self.product = self.product.is_none().then_some(0),
            LabAction::Edit(spot, edit) => {
                let mut to = (*self.example).clone();
                let said = to.edit(spot, &edit);
                let goes_on = self.edited_last && matches!(edit, Edit::Set { goes_on: true, .. });
                self.set(to, goes_on);
                self.status = said;
                self.edited_last = true;
            }
            LabAction::Set(example) | LabAction::Choose(example) => self.set(example, false),
            LabAction::Go(example) => self.go(example),
            LabAction::Undo => {
                let example = self.history.undo(self.example.clone());
                self.restore(example);
            }
            LabAction::Redo => {
                let example = self.history.redo(self.example.clone());
                self.restore(example);
            }
            LabAction::Say(sentence) => self.status = Some(sentence),
        }
        true
    }

    fn set(&mut self, example: T, goes_on: bool) {
        self.status = None;
        if example == *self.example {
            return;
        }
        self.pin = None;
        self.edited_last = false;
        if !goes_on {
            self.history.push(self.example.clone());
        }
        self.example = Rc::new(example);
    }

    fn restore(&mut self, example: Option<Rc<T>>) {
        if let Some(example) = example {
            (self.hover, self.pin, self.status) = (None, None, None);
            self.edited_last = false;
            self.clock.pause();
            self.example = example;
        }
    }

    fn pin(&mut self, spot: Spot) {
        match self.example.went_to(spot) {
            Some(example) => {
                self.clock.pause();
                (self.hover, self.pin) = (None, None);
                self.go(example);
            }
            None => self.pin = (self.pin != Some(spot)).then_some(spot),
        }
    }
}

#[cfg(test)]
mod tests;
