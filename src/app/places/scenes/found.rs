//! What a detector says about a scene: its boxes, what suppression leaves of them, and the numbers of a cell.

use super::{Scenes, Task};
use crate::data::scenes::SCENE_GRID;
use crate::detection::{Detection, Grid, Object, SAME_IOU, SuppressionStep, suppression_steps};

/// A box that a cell says, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Detected {
    pub detection: Detection,
    /// Row and column of the cell.
    pub cell: [usize; 2],
    pub fate: Fate,
}

/// What becomes of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// It is kept in this step; its intersection over union with the object of its kind that it overlaps most, if there is one.
    Kept(usize, Option<f32>),
    /// It is suppressed in this step, for its intersection over union with the one that is kept.
    Suppressed(usize, f32),
}

/// All boxes above the threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The highest score first.
    pub all: Vec<Detected>,
    /// How suppression goes, step by step: its indices are those of `all`.
    pub steps: Vec<SuppressionStep>,
    /// What there is.
    pub objects: Vec<Object>,
}

/// A number of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellRow {
    /// What the network should say, and what the error weighs.
    pub target: f32,
    /// How much the squared error counts; 0 where nothing is wanted.
    pub weight: f32,
    /// What it says.
    pub output: f32,
}

impl Found {
    /// From what came out of a network that finds in one stage, where there are these objects.
    pub fn new(grid: Grid, objects: Vec<Object>, output: &[f32], threshold: f32) -> Self {
        let said = cells()
            .filter_map(|cell| Some((grid.detection(output, cell)?, cell)))
            .filter(|(detection, _)| detection.score > threshold);
        Self::of(objects, said.collect())
    }

    /// Of boxes, each with the cell that it comes from, where there are these objects.
    pub fn of(objects: Vec<Object>, mut found: Vec<(Detection, [usize; 2])>) -> Self {
        found.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score));
        let detections: Vec<Detection> = found.iter().map(|(detection, _)| *detection).collect();
        let steps = suppression_steps(&detections, SAME_IOU);
        let fate = |index: usize| {
            let gone = |(step, it): (usize, &SuppressionStep)| {
                let (_, iou) = it.suppressed.iter().find(|(other, _)| *other == index)?;
                Some(Fate::Suppressed(step, *iou))
            };
            let kept = || {
                Fate::Kept(
                    steps.iter().position(|step| step.kept == index).unwrap_or(0),
                    best_iou(&detections[index], &objects),
                )
            };
            steps.iter().enumerate().find_map(gone).unwrap_or_else(kept)
        };
        let all = found.iter().enumerate();
        let all = all.map(|(i, &(detection, cell))| Detected { detection, cell, fate: fate(i) }).collect();
        Self { all, steps, objects }
    }

    /// The boxes that are kept, the highest score first, with what they overlap of what there is.
    pub fn kept(&self) -> impl Iterator<Item = (&Detected, Option<f32>)> {
        self.all.iter().filter_map(|detected| match detected.fate {
            Fate::Kept(_, iou) => Some((detected, iou)),
            Fate::Suppressed(..) => None,
        })
    }

    /// Whether a box is still there after so many steps of suppression, and whether it is kept for good by then.
    pub fn after(detected: &Detected, steps: usize) -> Option<bool> {
        match detected.fate {
            Fate::Kept(step, _) => Some(step < steps),
            Fate::Suppressed(step, _) => (step >= steps).then_some(false),
        }
    }

    /// The cells that are held responsible for an object.
    pub fn responsible(&self) -> Vec<[usize; 2]> {
        self.objects.iter().map(|object| SCENE_GRID.responsible(&object.bounds)).collect()
    }
}

impl Scenes {
    /// What the network finds, if that is its task and it has looked.
    pub fn found(&self) -> Option<Found> {
        if self.has_two_stages() {
            return self.found_in_regions();
        }
        let output = self.output.as_ref().filter(|_| self.config.task == Task::Find)?;
        let (grid, objects) = (self.config.grid(), self.config.objects());
        Some(Found::new(grid, objects, output, self.config.threshold as f32 / 100.0))
    }
}

/// The cells of both grids, row by row.
pub(super) fn cells() -> impl Iterator<Item = [usize; 2]> {
    let side = SCENE_GRID.cells;
    (0..side * side).map(move |cell| [cell / side, cell % side])
}

/// How much a box overlaps the object of its kind that it overlaps most.
fn best_iou(detection: &Detection, objects: &[Object]) -> Option<f32> {
    let of_kind = objects.iter().filter(|object| object.class == detection.class);
    of_kind.map(|object| object.bounds.iou(&detection.bounds)).max_by(f32::total_cmp)
}

impl CellRow {
    /// The numbers of a cell, channel by channel.
    pub fn all(grid: Grid, objects: &[Object], output: &[f32], [row, column]: [usize; 2]) -> Vec<Self> {
        let (target, shape) = (grid.target(objects), grid.shape());
        let of = |channel: usize| {
            let at = (channel * shape.h + row) * shape.w + column;
            Self { target: target.values[at], weight: target.weights[at], output: output[at] }
        };
        (0..shape.c).map(of).collect()
    }
}
