//! What a map of a stage looks for: where it is strongest in each of the site's photographs.

use std::ops::Range;
use std::rc::Rc;

use super::{Effect, Loading, PHOTOGRAPHS, Run, Square, Stage};
use crate::network::Field;
use crate::session::{Command, Peak};
use crate::shape::Shape;

/// The photographs of the site, as the network receives them, and the peaks of a stage's maps in them.
#[derive(Debug, Default)]
pub struct Strongest {
    squares: [Option<Rc<Square>>; PHOTOGRAPHS.len()],
    /// Whether the photographs were asked for.
    are_asked: bool,
    /// The stage that the peaks are of, and in each photograph the peak of each of its maps.
    stage: usize,
    peaks: [Option<Vec<Peak>>; PHOTOGRAPHS.len()],
    /// The stage and the photograph that the worker looks at.
    looks_at: Option<(usize, usize)>,
}

/// A photograph, and where in it a map is strongest.
#[derive(Clone, Debug, PartialEq)]
pub struct StrongestPatch {
    /// The photograph: its index among those of the site.
    pub photograph: usize,
    /// The same, as the network receives it.
    pub square: Rc<Square>,
    /// The value, and the cell of the map.
    pub peak: Peak,
    /// The rows and columns that the cell sees.
    pub sees: [Range<usize>; 2],
    /// The middle of these, padding included: shares of the photograph's rows and columns.
    pub middle: [f32; 2],
}

impl Strongest {
    /// A photograph is here.
    pub(super) fn take(&mut self, photograph: usize, square: Rc<Square>) {
        self.squares[photograph] = Some(square);
    }

    /// The network answers otherwise from now on.
    pub(super) const fn forget(&mut self) {
        self.stage = usize::MAX;
    }

    /// The worker answers no more.
    pub(super) const fn give_up(&mut self) {
        self.looks_at = None;
    }

    /// Takes in what came out of a stage, if that was asked for here.
    pub(super) fn answered(&mut self, stages: &[Stage], activations: &[Vec<f32>]) -> bool {
        let Some((stage, photograph)) = self.looks_at.take() else { return false };
        if let (true, Some(Stage { shape, .. }), [maps]) =
            (stage == self.stage, stages.get(stage), activations)
        {
            let peak = |map: &[f32]| Peak::of_map(photograph, map, shape.w);
            self.peaks[photograph] = Some(maps.chunks_exact(shape.area()).filter_map(peak).collect());
        }
        true
    }
}

impl Run {
    /// Has the photographs read and the network look at the next one, while there is a map to look for.
    pub(super) fn look_for_map(&mut self) -> Vec<Effect> {
        let Some(stage) = self.stages.get(self.stage) else { return Vec::new() };
        self.map = self.map.filter(|map| *map < stage.shape.c);
        if self.map.is_none() || !matches!(self.loading, Loading::Ready(_)) || self.refuses().is_some() {
            return Vec::new();
        }
        let strongest = &mut self.strongest;
        if strongest.stage != self.stage {
            (strongest.stage, strongest.peaks) = (self.stage, Default::default());
        }
        let mut effects = Vec::new();
        if !std::mem::replace(&mut strongest.are_asked, true) {
            let missing = PHOTOGRAPHS.iter().zip(&strongest.squares).filter(|(_, square)| square.is_none());
            effects.extend(missing.map(|((path, _), _)| Effect::FurtherPhotograph(path)));
        }
        let next = |at: &usize| strongest.squares[*at].is_some() && strongest.peaks[*at].is_none();
        let next = (0..PHOTOGRAPHS.len()).find(next).filter(|_| !self.is_busy);
        if let Some((at, square)) = next.and_then(|at| Some((at, strongest.squares[at].as_ref()?))) {
            (strongest.looks_at, self.is_busy) = (Some((self.stage, at)), true);
            let pixels = square.normalized(self.normalization);
            effects.push(Effect::Send(Command::Infer { run: self.run, pixels, nodes: vec![stage.end] }));
        }
        effects
    }

    /// Where the map that is looked for is strongest in each photograph that was looked at, the strongest first.
    pub fn strongest(&self) -> Vec<StrongestPatch> {
        let (Some(map), Some(stage)) = (self.map, self.stages.get(self.stage)) else { return Vec::new() };
        if self.strongest.stage != self.stage {
            return Vec::new();
        }
        let (field, input) = (self.plan().receptive_field(stage.end), self.plan().network().input);
        let patch = |photograph: usize| {
            let (square, peaks) = (&self.strongest.squares[photograph], &self.strongest.peaks[photograph]);
            let peak = *peaks.as_ref()?.get(map)?;
            let sees = Field::patch(field, [peak.row, peak.column], [input.h, input.w]);
            let middle = middle(field, &peak, stage.shape, [input.h, input.w]);
            Some(StrongestPatch { photograph, square: square.clone()?, peak, sees, middle })
        };
        let mut patches: Vec<StrongestPatch> = (0..PHOTOGRAPHS.len()).filter_map(patch).collect();
        patches.sort_by(|a, b| b.peak.value.total_cmp(&a.peak.value));
        patches
    }
}

/// The middle of what a cell sees, as shares of the input's rows and columns.
fn middle(fields: Option<[Field; 2]>, peak: &Peak, maps: Shape, input: [usize; 2]) -> [f32; 2] {
    let cell = [peak.row, peak.column];
    std::array::from_fn(|axis| match fields {
        Some(fields) => {
            let at = fields[axis].doubled_middle() as f32 / 2.0
                + (fields[axis].stride as usize * cell[axis]) as f32;
            ((at + 0.5) / input[axis] as f32).clamp(0.0, 1.0)
        }
        None => (cell[axis] as f32 + 0.5) / [maps.h, maps.w][axis] as f32,
    })
}
