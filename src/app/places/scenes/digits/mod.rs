//! Digits in place of shapes: a canvas on which several are generated or drawn, and found and read by the same kind of detector.

pub(super) mod link;

pub use link::OBJECTS;

use super::{Effect, Found, Scenes, ScenesConfig, Task};
use crate::app::text::Text;
use crate::app::text::draw::NO_ROOM;
use crate::app::text::{scenes, scenes_digits as text};
use crate::data::scenes::{DIGITS_GRID, DigitScene, SCENE_GRID, SceneGenerator};
use crate::detection::{Grid, Object};
use crate::drawing::polyline::Point;
use crate::drawing::{Drawing, Stroke};

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Objects {
    Shapes,
    Digits,
}

impl Objects {
    /// Its name in links.
    pub fn name(self) -> &'static str {
        OBJECTS.iter().find(|(on, ..)| *on == self).map_or("", |(_, name, _)| name)
    }
}

/// The digits that are there at first.
const FIRST: u32 = 43;
/// Diameter of the pen as a part of the canvas: 2.4 pixels of the picture.
const PEN: f32 = 0.05;
/// The same of the eraser.
const ERASER: f32 = 0.12;

/// What is done on the canvas.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Action {
    /// The pen goes down, moves and goes up: x and y as parts of the canvas.
    Press(Point),
    Drag(Vec<Point>),
    Lift,
    /// The last stroke is taken back.
    Undo,
    /// The pen takes ink away, or gives it again.
    Erase,
    /// Everything is taken away, generated digits too.
    Clear,
}

/// What belongs to this visit only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Canvas {
    /// Whether the pen takes ink away.
    pub erases: bool,
    /// Whether it is down.
    is_drawing: bool,
}

impl ScenesConfig {
    /// Whether it is digits that are found.
    pub const fn finds_digits(&self) -> bool {
        matches!((self.task, self.on), (Task::Find, Objects::Digits))
    }

    /// What a network is given.
    pub fn sample(&self) -> Vec<f32> {
        if self.finds_digits() { self.digits.sample() } else { self.scene.sample() }
    }

    /// What there is to be found, as far as that is known.
    pub fn objects(&self) -> Vec<Object> {
        if self.finds_digits() { self.digits.objects() } else { self.scene.objects() }
    }

    /// The grid of detection in one stage.
    pub const fn grid(&self) -> Grid {
        if self.finds_digits() { DIGITS_GRID } else { SCENE_GRID }
    }

    /// What a class of objects is called.
    pub fn class(&self, class: usize) -> Text {
        if self.finds_digits() {
            Text::of(text::CLASSES.get(class).copied().unwrap_or_default())
        } else {
            scenes::class(class)
        }
    }

    /// What all classes are called.
    pub fn classes(&self) -> impl Iterator<Item = Text> {
        (0..self.grid().classes).map(|class| self.class(class))
    }

    /// A box as in "circle 98 %", or "7 (98 %)", which is no other number.
    pub fn box_label(&self, class: usize, score: f32) -> String {
        let label = if self.finds_digits() { text::box_label } else { scenes::box_label };
        label(self.class(class).get(), score)
    }

    /// Whether it is known what there is, so that each cell has a target.
    pub fn has_targets(&self) -> bool {
        !self.finds_digits() || self.digits.drawn.is_empty()
    }
}

impl Scenes {
    /// "3 boxes for 2 digits".
    pub fn boxes_for(&self, found: &Found) -> String {
        let (boxes, objects) = (found.all.len(), found.objects.len());
        if self.config.finds_digits() {
            text::boxes_for(boxes, self.config.has_targets().then_some(objects))
        } else {
            scenes::boxes_for(boxes, objects)
        }
    }

    /// The cell whose numbers are shown: the chosen one, the first that is held responsible, or that of the surest box.
    pub fn cell(&self, found: &Found) -> [usize; 2] {
        let surest = || found.all.first().map(|it| it.cell);
        self.config.cell.or(found.responsible().first().copied()).or_else(surest).unwrap_or_default()
    }

    /// What is to be known of targets, once something is drawn.
    pub fn about_targets(&self) -> Text {
        let drawn = &self.config.digits.drawn;
        if drawn.strokes.iter().any(|stroke| stroke.erase) {
            text::NOBODY_KNOWS
        } else if drawn.is_empty() {
            text::LEGEND
        } else {
            text::ONLY_YOU_KNOW
        }
    }

    pub(super) fn draws(&mut self, action: Action) -> Vec<Effect> {
        let (drawn, canvas) = (&mut self.config.digits.drawn, &mut self.canvas);
        let mut effects = Vec::new();
        match action {
            Action::Press(point) => {
                let (erase, width) = (canvas.erases, if canvas.erases { ERASER } else { PEN });
                drawn.add(Stroke { points: vec![point], width, erase });
                canvas.is_drawing = true;
                self.config.cell = None;
            }
            Action::Drag(points) => match drawn.strokes.last_mut().filter(|_| canvas.is_drawing) {
                Some(stroke) => stroke.points.extend(points),
                None => return Vec::new(),
            },
            Action::Lift => {
                let is_lifted = std::mem::take(&mut canvas.is_drawing) && !drawn.lift();
                effects.extend(is_lifted.then(|| Effect::Notice(NO_ROOM.to_string())));
                effects.push(Effect::UpdateUrl);
            }
            Action::Undo => {
                canvas.is_drawing = false;
                drawn.undo();
                effects.push(Effect::UpdateUrl);
            }
            Action::Erase => {
                canvas.erases = !canvas.erases;
                return Vec::new();
            }
            Action::Clear => {
                *canvas = Canvas::default();
                (self.config.digits, self.config.cell) = (DigitScene::default(), None);
                effects.push(Effect::UpdateUrl);
            }
        }
        self.step = usize::MAX;
        [self.look(), effects].concat()
    }

    /// Other generated digits, which follow from the seed of these, on an empty canvas.
    pub(super) fn other_digits(&mut self) -> Vec<Effect> {
        let seed = u64::from(self.config.digits.seed.unwrap_or(FIRST));
        self.config.digits = SceneGenerator { seed }.digits(0);
        (self.config.cell, self.canvas, self.step) = (None, Canvas::default(), usize::MAX);
        [self.look(), vec![Effect::UpdateUrl]].concat()
    }
}

/// The digits of a link that does not say which.
pub(super) fn first() -> DigitScene {
    DigitScene { seed: Some(FIRST), drawn: Drawing::default() }
}

#[cfg(test)]
mod tests;
