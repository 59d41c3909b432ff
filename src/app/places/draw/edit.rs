//! The strokes, the pen and the steps of the preprocessing.

use std::borrow::Cow;
use std::rc::Rc;

use super::link::DrawConfig;
use super::{Action, Draw, Effect, Pen};
use crate::app::text::draw as text;
use crate::drawing::pipeline::{Prepared, Step, Switches, prepare};
use crate::drawing::{Raster, Stroke, samples};

impl Draw {
    pub(super) fn edit(&mut self, config: &mut DrawConfig, action: Action) -> Vec<Effect> {
        if self.demonstration.take().is_some() {
            self.raster = Raster::of(&config.drawing);
        }
        match action {
            Action::Press(point) => {
                self.lift(config);
                let Pen { width, erase } = self.pen;
                config.drawing.add(Stroke { points: vec![point], width, erase });
                self.is_drawing = true;
                return self.extend(config, 0);
            }
            Action::Drag(points) => {
                let Some(stroke) = config.drawing.strokes.last_mut().filter(|_| self.is_drawing) else {
                    return vec![];
                };
                let from = stroke.points.len();
                stroke.points.extend(points);
                return self.extend(config, from);
            }
            Action::Release => {
                let mut effects = Vec::new();
                if self.is_drawing {
                    effects.extend(self.lift(config));
                    effects.extend(self.changed(config));
                }
                effects.push(Effect::UpdateUrl);
                return effects;
            }
            // These take the stroke away that may still be under the pen.
            Action::Undo => {
                self.is_drawing = false;
                config.drawing.undo();
            }
            Action::Clear => {
                self.is_drawing = false;
                config.drawing.clear();
            }
            Action::Sample(index) => {
                if let Some(sample) = samples().into_iter().nth(index) {
                    self.is_drawing = false;
                    config.drawing = sample.drawing.lifted();
                }
            }
            Action::Switch(step) => {
                let Switches { crop, fit, centre } = &mut config.switches;
                match step {
                    Step::Strokes => {}
                    Step::Crop => *crop = !*crop,
                    Step::Fit => *fit = !*fit,
                    Step::Centre => *centre = !*centre,
                }
            }
            _ => {}
        }
        let mut effects = self.redraw(config);
        effects.push(Effect::UpdateUrl);
        effects
    }

    /// Ends the stroke that is being drawn: from here on it has the numbers that the link has. Says so if the link has no
    /// room for it.
    pub fn lift(&mut self, config: &mut DrawConfig) -> Option<Effect> {
        if !std::mem::take(&mut self.is_drawing) {
            return None;
        }
        let fits = config.drawing.lift();
        self.raster = Raster::of(&config.drawing);
        (!fits).then(|| Effect::Notice(text::NO_ROOM.to_string()))
    }

    /// Draws the last stroke on, from its point `from`.
    fn extend(&mut self, config: &DrawConfig, from: usize) -> Vec<Effect> {
        if let Some(stroke) = config.drawing.strokes.last() {
            self.raster.extend(stroke, from);
        }
        self.changed(config)
    }

    /// Draws everything anew, for the network of the link.
    pub fn redraw(&mut self, config: &DrawConfig) -> Vec<Effect> {
        self.demonstration = None;
        self.raster = Raster::of(&config.drawing);
        let load = self.load(config.network);
        load.into_iter().chain(self.changed(config)).collect()
    }

    /// What the network receives. Where a small drawing is enlarged, the pen is not.
    fn prepare(&self, config: &DrawConfig) -> Option<Prepared> {
        let Switches { crop, fit, .. } = config.switches;
        match self.drawing(config).with_fitting_pen() {
            Cow::Owned(finer) if crop && fit => prepare(&Raster::of(&finer), config.switches),
            _ => prepare(&self.raster, config.switches),
        }
    }

    /// The drawing is another one: prepares it and runs the network on it.
    pub(super) fn changed(&mut self, config: &DrawConfig) -> Vec<Effect> {
        self.prepared = self.prepare(config).map(Rc::new);
        if self.prepared.is_none() {
            self.activations = None;
        }
        self.infer(config)
    }
}
