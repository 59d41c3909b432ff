//! How a timeline is walked along: by steps, or by the products that each of them is the sum of.

use std::rc::Rc;

use super::{Example, Lab, Transport};
use crate::app::text::lab as text;

impl<T: Example> Lab<T> {
    /// Whether one product comes after the other; `None` where steps are no sums of products.
    pub fn by_product(&self) -> Option<bool> {
        (self.example.products_per_step() > 1).then_some(self.product.is_some())
    }

    /// Where the timeline is, from 0, and how long it is: in steps, or in products where one comes after the other.
    pub fn timeline(&self) -> [usize; 2] {
        let product = self.product.map_or(0, |product| product.min(self.parts() - 1));
        [self.example.at() * self.parts() + product, self.example.steps() * self.parts()]
    }

    /// That in words, where `step` says which step it is.
    pub fn position(&self, step: &str) -> String {
        match self.product {
            Some(_) if self.parts() > 1 => {
                let [at, _] = self.timeline();
                text::product_of(step, at % self.parts() + 1, self.parts())
            }
            _ => step.to_owned(),
        }
    }

    /// Parts that each step has: its products, where one comes after the other.
    fn parts(&self) -> usize {
        if self.product.is_some() { self.example.products_per_step() } else { 1 }
    }

    /// Whether the step is shown as a whole.
    fn is_whole(&self) -> bool {
        self.product.is_none_or(|product| product + 1 >= self.parts())
    }

    pub(super) fn frame(&mut self, now: f64) -> bool {
        let (playing, [from, len]) = (self.clock.is_playing(), self.timeline());
        let to = self.clock.tick(now, from, len);
        self.seek(to);
        to != from || playing != self.clock.is_playing()
    }

    pub(super) fn transport(&mut self, transport: Transport, now: f64) {
        let [from, len] = self.timeline();
        let to = match transport {
            Transport::Play => {
                (self.hover, self.pin) = (None, None);
                self.predict.hide();
                self.clock.play(now);
                return self.seek(if from + 1 == len { 0 } else { from });
            }
            Transport::Pause => return self.clock.pause(),
            Transport::Speed(speed) => return self.clock.speed = speed,
            Transport::Loop(looping) => return self.clock.looping = looping,
            // What is to be predicted is shown first; the next press goes on.
            Transport::Step(1) if self.is_whole() && self.predict.reveals(self.example.at()) => return,
            Transport::Step(by) => from.saturating_add_signed(by).min(len - 1),
            Transport::Row(by) => return self.go(self.example.rows_on(by)),
            Transport::Seek(to) => to.min(len - 1),
        };
        if to != from {
            self.clock.pause();
            (self.hover, self.pin) = (None, None);
            self.seek(to);
        }
    }

    /// Goes to another step because somebody said so: what plays stops, and all of the step is shown.
    pub(super) fn go(&mut self, example: T) {
        if example != *self.example {
            self.clock.pause();
            (self.hover, self.pin) = (None, None);
            self.product = self.product.map(|_| example.products_per_step() - 1);
            self.example = Rc::new(example);
        }
    }

    /// Goes to a place on the timeline, as [`timeline`](Self::timeline) counts.
    fn seek(&mut self, to: usize) {
        let (parts, at) = (self.parts(), to / self.parts());
        self.product = self.product.map(|_| to % parts);
        if at != self.example.at() {
            self.example = Rc::new((*self.example).clone().with_step(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::lab::{Example, Lab, LabAction, Transport};
    use crate::app::places::convolve::{Convolve, presets};

    fn lab(id: &str) -> Lab<Convolve> {
        let preset = presets().iter().find(|preset| preset.id == id).unwrap();
        let mut lab = Lab::new(preset.example());
        lab.update(LabAction::ByProduct, 0.0);
        lab
    }

    fn step(lab: &mut Lab<Convolve>, transport: Transport) -> usize {
        lab.update(LabAction::Transport(transport), 0.0);
        lab.example().at()
    }

    fn text(lab: &Lab<Convolve>) -> String {
        lab.figure().formula.text()
    }

    #[test]
    fn products_come_one_after_the_other() {
        let mut lab = lab("sum");
        assert_eq!((text(&lab).as_str(), lab.timeline()), ("1·1", [0, 81]));
        for _ in 0..8 {
            step(&mut lab, Transport::Step(1));
        }
        // All nine of them, and what they come to; then the first of the next.
        assert!(text(&lab).ends_with(" = 4") && lab.example().at() == 0, "{}", text(&lab));
        assert_eq!(step(&mut lab, Transport::Step(1)), 1);
        assert_eq!(lab.figure().formula.later, " + … (so far 1)");
        // Playing does the same, product by product.
        lab.update(LabAction::Transport(Transport::Play), 0.0);
        lab.update(LabAction::Frame, 600.0);
        assert_eq!((text(&lab).as_str(), lab.example().at()), ("1·1 + 1·0", 1));
        // Whoever points at another step sees all of it.
        step(&mut lab, Transport::Row(1));
        assert!(text(&lab).contains(" = "), "{}", text(&lab));
        assert_eq!(step(&mut lab, Transport::Seek(usize::MAX)), 8);
        lab.update(LabAction::ByProduct, 0.0);
        assert_eq!((step(&mut lab, Transport::Step(-1)), lab.timeline()), (7, [7, 9]));
    }

    /// Only what all products come to is to be predicted.
    #[test]
    fn the_sum_is_predicted_after_its_last_product() {
        let mut lab = lab("sum");
        lab.predict_first(true);
        for shown in 1..9 {
            assert_eq!(text(&lab).matches('·').count(), shown);
            step(&mut lab, Transport::Step(1));
        }
        assert_eq!(text(&lab), "?");
        step(&mut lab, Transport::Step(1));
        assert!(text(&lab).ends_with(" = 4"));
        assert_eq!(step(&mut lab, Transport::Step(1)), 1);
    }

    /// Whatever the settings are, the first products of a step are what the whole sum begins with.
    #[test]
    fn the_sum_grows_to_what_it_is() {
        for preset in presets() {
            let mut lab = Lab::new(preset.example());
            lab.update(LabAction::ByProduct, 0.0);
            let Some(true) = lab.by_product() else { continue };
            let [_, len] = lab.timeline();
            let products = len / lab.example().steps();
            for shown in 1..products {
                assert_eq!(text(&lab).matches('·').count(), shown, "{}", preset.id);
                let figure = lab.figure();
                let badges = figure.operands.iter().flat_map(|operand| &operand.grids);
                let badges = badges.flat_map(|grid| grid.cells.iter()).filter(|cell| cell.badge.is_some());
                assert_eq!(badges.count(), shown, "{}", preset.id);
                step(&mut lab, Transport::Step(1));
            }
            assert!(lab.example().at() == 0 && lab.pointer().products == Some(products), "{}", preset.id);
        }
    }
}
