//! What leads beyond the timeline of an example: to other examples and modes.

use super::{Example, Lab, Transport};

/// What leads beyond the timeline of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// One step on or back, as a clicker goes: past the end is the next example, before the beginning the one before.
    Page(isize),
    /// So many examples on, or back.
    Example(isize),
    /// To a mode, counted from 0.
    Mode(usize),
}

impl<T: Example> Lab<T> {
    pub(super) fn turn(&mut self, turn: Turn, now: f64) {
        let ([from, len], at) = (self.timeline(), self.example.at());
        let to = match turn {
            Turn::Page(by) if from.checked_add_signed(by).is_some_and(|to| to < len) => {
                return self.transport(Transport::Step(by), now);
            }
            // What is to be predicted is shown first.
            Turn::Page(1) if self.predict.reveals(at) => return,
            Turn::Page(by) => self.example.neighbour(by).map(|to| {
                let end = if by < 0 { to.steps() - 1 } else { 0 };
                to.with_step(end)
            }),
            Turn::Example(by) => self.example.neighbour(by),
            Turn::Mode(mode) => self.example.in_mode_number(mode),
        };
        if let Some(to) = to {
            self.clock.pause();
            self.predict.hide();
            self.set(to, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::lab::LabAction;
    use crate::app::places::convolve::{Convolve, Mode, presets};

    #[test]
    fn a_clicker_goes_on_past_the_end() {
        let mut lab = Lab::new(presets()[0].example());
        let turn = |lab: &mut Lab<Convolve>, to| lab.update(LabAction::Turn(to), 0.0);
        lab.update(LabAction::Transport(Transport::Seek(usize::MAX)), 0.0);
        turn(&mut lab, Turn::Page(1));
        assert_eq!((lab.example().preset(), lab.example().at()), (Some(1), 0));
        turn(&mut lab, Turn::Page(-1));
        assert_eq!((lab.example().preset(), lab.example().at()), (Some(0), 35));
        // What is to be predicted is shown before it goes on.
        lab.predict_first(true);
        turn(&mut lab, Turn::Page(1));
        assert_eq!(lab.example().preset(), Some(0));
        turn(&mut lab, Turn::Page(1));
        assert_eq!(lab.example().preset(), Some(1));
        // Nothing comes after the last.
        for _ in 0..2 * presets().len() {
            turn(&mut lab, Turn::Example(1));
        }
        assert_eq!(lab.example().preset(), Some(presets().len() - 1));
        turn(&mut lab, Turn::Mode(2));
        assert_eq!(lab.example().mode, Mode::InputGradient);
    }
}
