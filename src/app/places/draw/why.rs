//! Which part of the drawing decided: what the worker is asked to explain, and what it has answered.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::analysis::Question;
use super::columns::ColumnKind;
use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::model::Model;
use super::{DrawConfig, ExplainedEffect, Worker};
use crate::app::text::draw::why as text;
use crate::layers::Layer;
use crate::network::NodeId;
use crate::session::{Attribution, Command, Method, Request, Row, Sampling, Scores, Target};

/// What a row of maps is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The class.
    Class,
    /// The class that it is compared with.
    Against,
    /// The one minus the other.
    Difference,
    /// The class, where weights are random.
    Randomized,
}

impl RowKind {
    /// What a row of this kind asks.
    pub fn title(self, target: Target) -> String {
        match (self, target.against) {
            (Self::Randomized, _) => text::RANDOM_WEIGHTS.to_string(),
            (_, Some(against)) => text::why_not(target.class, against),
            (_, None) => text::why(target.class),
        }
    }
}

/// The name of a target's score: "z₇", or "z₇ − z₁".
pub fn score_name(Target { class, against }: Target) -> String {
    against.map_or_else(|| text::logit(class), |against| text::margin(class, against))
}

/// The explanation of a drawing, as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// The rows of maps, the class first.
    pub rows: Vec<(RowKind, Row)>,
    /// The scores of the rows.
    pub scores: Vec<Scores>,
    /// How much of it is done, from 0 to 1.
    pub progress: f32,
    maps: BTreeMap<(Method, usize), Rc<[f32]>>,
}

/// An explanation equals only itself: pages ask often.
impl PartialEq for Explained {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Explained {
    /// A map, once it is here.
    pub fn map(&self, method: Method, row: usize) -> Option<&Rc<[f32]>> {
        self.maps.get(&(method, row))
    }

    fn take(&mut self, Attribution { row, method, values }: Attribution) {
        self.maps.insert((method, row), values.into());
    }
}

/// What was asked for and what came of it.
#[derive(Default)]
pub struct Why {
    /// The number of the last explanation that was asked for: answers to older ones are dropped.
    number: u32,
    asked: Option<Request>,
    /// The rows of that one.
    rows: Vec<(RowKind, Row)>,
    /// The number of the explanation that the last map belongs to.
    shown: u32,
    /// What is shown.
    pub explained: Rc<Explained>,
}

impl Why {
    /// Takes what belongs to a network or a drawing that is no longer there off the page.
    pub(super) fn clear(&mut self) {
        *self = Self { number: self.number + 1, ..Self::default() };
    }

    pub(super) fn begun(&mut self, number: u32, scores: Vec<Scores>) {
        if number == self.number {
            let explained = Rc::make_mut(&mut self.explained);
            // Maps of the drawing before stay until those of this one are there.
            explained.maps.retain(|(_, row), _| explained.rows.get(*row) == self.rows.get(*row));
            (explained.rows, explained.scores, explained.progress) = (self.rows.clone(), scores, 0.0);
        }
    }

    /// Whether a first map of what was asked for last is here.
    pub(super) fn has_begun(&self) -> bool {
        self.asked.is_some() && self.shown == self.number
    }

    /// Asks again for what a worker that is no longer there was asked for.
    pub(super) fn ask_again(&mut self) {
        self.asked = None;
    }

    pub(super) fn attributed(&mut self, number: u32, attributions: Vec<Attribution>, progress: f32) {
        if number == self.number {
            self.shown = number;
            let explained = Rc::make_mut(&mut self.explained);
            explained.progress = progress;
            attributions.into_iter().for_each(|attribution| explained.take(attribution));
        }
    }
}

/// The class that is explained, and the one that it is compared with: those of the link, or else the two best guesses.
pub fn classes(config: &DrawConfig, ranking: &[usize]) -> Option<(usize, Option<usize>)> {
    let class = config.class.or(ranking.first().copied())?;
    let against = config.against.filter(|against| *against != class);
    Some((class, against.or_else(|| ranking.iter().copied().find(|other| *other != class))))
}

/// The column whose maps Grad-CAM weighs: that of the link, or else the last convolution. `None` where no layer has maps.
pub fn grad_cam_column(model: &Model, layer: Option<&str>) -> Option<usize> {
    let chosen = layer.and_then(|layer| model.column(layer)).filter(|&column| has_maps(model, column));
    let is_conv = |&column: &usize| {
        has_maps(model, column)
            && matches!(model.plan.layer(model.columns[column].layer), Some(Layer::Conv(_)))
    };
    let columns = || (0..model.columns.len()).rev();
    chosen.or_else(|| columns().find(is_conv)).or_else(|| columns().find(|&column| has_maps(model, column)))
}

/// Whether a column is of feature maps.
pub fn has_maps(model: &Model, column: usize) -> bool {
    model.columns[column].kind == ColumnKind::Maps
}

/// The layers that have weights, from the top down.
pub fn weighted_layers(model: &Model) -> Vec<NodeId> {
    let mut layers: Vec<NodeId> =
        model.plan.ids().filter(|&id| !model.plan.params_of(id).is_empty()).collect();
    layers.reverse();
    layers
}

impl ExplainedDraw {
    /// Asks for the explanation of what is drawn and chosen now, unless it was asked for already. While a stroke is drawn
    /// the guesses come first.
    pub(super) fn explain(&mut self) -> Option<ExplainedEffect> {
        let Self { draw, config, why, .. } = self;
        let is_asked = config.analysis.question == Question::Attribution;
        if config.direction != Direction::Why || !is_asked || draw.is_drawing || draw.worker != Worker::Idle {
            return None;
        }
        let (model, prepared) = (draw.model.ready()?, draw.prepared.as_ref()?);
        let ranking = draw.activations.as_ref()?.ranking();
        let (class, against) = classes(config, &ranking)?;
        let column = grad_cam_column(model, config.layer.as_deref());
        let row = |class, against, randomized| Row { target: Target { class, against }, randomized };
        let mut rows = vec![(RowKind::Class, row(class, None, 0))];
        if let Some(against) = against {
            rows.push((RowKind::Against, row(against, None, 0)));
            rows.push((RowKind::Difference, row(class, Some(against), 0)));
        }
        if config.randomized > 0 {
            rows.push((RowKind::Randomized, row(class, None, config.randomized)));
        }
        let request = Request {
            pixels: prepared.pixels.to_vec(),
            rows: rows.iter().map(|(_, row)| *row).collect(),
            layer: column.map_or(NodeId::INPUT, |column| model.columns[column].shown),
            methods: Method::ALL.to_vec(),
            cover: config.cover,
            sampling: Sampling::default(),
        };
        if why.asked.as_ref() == Some(&request) {
            return None;
        }
        why.number += 1;
        (why.asked, why.rows) = (Some(request.clone()), rows);
        let (number, request) = (why.number, Box::new(request));
        Some(ExplainedEffect::Send(Command::Explain { run: draw.run(), number, request }))
    }
}
