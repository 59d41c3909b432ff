//! The walk from the loss back to the drawing, layer by layer.

use super::backward::Backward;
use super::backward_config::BackwardChoice;
use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::model::Model;
use super::{Action, ExplainedEffect};
use crate::app::lab::Transport;
use crate::app::text::draw::walk::{self as text, PassesBack};
use crate::layers::Layer;
use crate::layers::pool::{Pool, PoolKind};

/// A step of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkStep {
    /// The loss is known.
    Loss,
    /// The gradients of the logits.
    Logits,
    /// The gradients of a column.
    Column(usize),
    /// The weights take a step.
    Update,
}

/// All steps, and the one that is at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// Which step.
    pub at: usize,
    /// All of them; there is at least one.
    pub steps: Vec<WalkStep>,
}

impl Walk {
    /// The step that is at hand.
    pub fn step(&self) -> WalkStep {
        self.steps[self.at]
    }
}

/// A step stays for so many turns of a clock whose cells are looked at more briefly.
const TURNS: f64 = 10.0;

/// All steps, from the loss to the input and to the step of the weights.
pub fn steps(model: &Model) -> Vec<WalkStep> {
    let columns = (0..model.columns.len().saturating_sub(1)).rev().map(WalkStep::Column);
    [WalkStep::Loss, WalkStep::Logits].into_iter().chain(columns).chain([WalkStep::Update]).collect()
}

impl WalkStep {
    /// The first column whose gradients are known.
    pub fn first_column(self, model: &Model) -> usize {
        match self {
            Self::Loss => model.columns.len(),
            Self::Logits => model.columns.len() - 1,
            Self::Column(column) => column,
            Self::Update => 0,
        }
    }

    /// What happens, in one sentence.
    pub fn sentence(self, model: &Model, backward: &Backward) -> String {
        match self {
            Self::Loss => text::loss(backward.label, backward.pass.loss),
            Self::Logits => text::LOGITS.to_string(),
            Self::Column(column) => {
                let this = &model.columns[column];
                let readers = model.columns.iter().filter(|reader| reader.sources.contains(&column));
                let (mut readers, slope) = (readers.peekable(), this.shown != this.layer);
                let Some(reader) = readers.peek() else { return text::UNREAD.to_string() };
                let passes = passes_back(model.plan.layer(reader.layer));
                let activation =
                    model.plan.layer(this.shown).filter(|_| slope).map(|layer| layer.op().name());
                text::column(&this.name, &reader.name, passes, readers.count(), activation)
            }
            Self::Update => text::update(model.weights.params.len()),
        }
    }
}

/// How a layer passes gradients back to its inputs.
fn passes_back(layer: Option<&Layer>) -> PassesBack {
    match layer {
        Some(Layer::Conv(_) | Layer::ConvTranspose(_)) => PassesBack::Kernels,
        Some(Layer::Dense(_)) => PassesBack::Weights,
        Some(Layer::Pool(Pool { kind: PoolKind::Max, .. })) => PassesBack::Winner,
        Some(Layer::Pool(_) | Layer::GlobalAvgPool(_)) => PassesBack::EqualParts,
        Some(Layer::BatchNorm(_)) => PassesBack::Scale,
        Some(Layer::Add(_) | Layer::Concat(_) | Layer::Flatten(_) | Layer::Dropout(_)) => {
            PassesBack::Unchanged
        }
        _ => PassesBack::Slopes,
    }
}

impl Backward {
    /// The same with the gradients of all columns before this one still unknown: 0.
    pub fn from_column(&self, model: &Model, first: usize) -> Self {
        let mut known = self.clone();
        for column in &model.columns[..first.min(model.columns.len())] {
            (column.layer.0..=column.last.0).for_each(|node| known.pass.gradients[node].fill(0.0));
        }
        known
    }
}

impl ExplainedDraw {
    /// The walk, if there is one.
    pub fn walk(&self) -> Option<Walk> {
        let steps = steps(self.draw.model.ready()?);
        let at = self.config.backward.at.filter(|_| self.config.direction == Direction::Backward)?;
        Some(Walk { at: at.min(steps.len() - 1), steps })
    }

    /// Steps on or back, or plays; from the beginning, where all of it is shown.
    pub(super) fn take_walk(&mut self, transport: Transport, now: f64) -> Vec<ExplainedEffect> {
        let Some(model) = self.draw.model.ready() else { return Vec::new() };
        let (at, last) = (self.config.backward.at, steps(model).len() - 1);
        let to = match transport {
            Transport::Play => {
                self.clock.play(now / TURNS);
                at.filter(|at| *at < last).unwrap_or(0)
            }
            Transport::Pause => {
                self.clock.pause();
                return Vec::new();
            }
            Transport::Speed(speed) => {
                self.clock.speed = speed;
                return Vec::new();
            }
            Transport::Loop(looping) => {
                self.clock.looping = looping;
                return Vec::new();
            }
            Transport::Step(by) | Transport::Row(by) => match at {
                Some(at) => at.saturating_add_signed(by),
                None if by > 0 => 0,
                None => last,
            },
            Transport::Seek(to) => to,
        };
        if !matches!(transport, Transport::Play) {
            self.clock.pause();
        }
        self.go_to_step(Some(to.min(last)))
    }

    /// Lets the time pass.
    pub(super) fn tick(&mut self, now: f64) -> Vec<ExplainedEffect> {
        let Some(Walk { at, steps }) = self.walk() else { return Vec::new() };
        let to = self.clock.tick(now / TURNS, at, steps.len());
        if to == at { Vec::new() } else { self.go_to_step(Some(to)) }
    }

    fn go_to_step(&mut self, at: Option<usize>) -> Vec<ExplainedEffect> {
        self.act(Action::Backward(BackwardChoice::At(at)))
    }
}
