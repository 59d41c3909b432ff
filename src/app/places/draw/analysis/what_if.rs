//! What if a part of the network were otherwise?

use std::rc::Rc;

use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::model::Activations;
use crate::app::places::draw::why::{classes, grad_cam_column};
use crate::argsort::argsort_descending;
use crate::session::{Analysis, Counts, Finding, Target};

/// What came of changes inside of the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// What every layer makes of the drawing now.
    pub activations: Option<Rc<Activations>>,
    /// The column whose maps or units were switched off one by one, and what the class's logit loses without each.
    pub importance: Option<(usize, Vec<f32>)>,
    /// Right answers over all samples.
    pub all: Counts,
    /// Right answers over those of the class.
    pub of_class: Counts,
    /// The class.
    pub class: usize,
}

impl WhatIf {
    /// The maps or units, that which the logit loses most without first.
    pub fn ranking(&self) -> Vec<usize> {
        self.importance.as_ref().map(|(_, lost)| argsort_descending(lost.iter().copied())).unwrap_or_default()
    }
}

impl ExplainedDraw {
    /// The column whose maps or units are switched off one by one: the opened one, or else the last convolution.
    pub fn ablated_column(&self) -> Option<usize> {
        let model = self.draw.model.ready()?;
        let opened = self.config.opened.as_ref().and_then(|opened| model.column(&opened.layer));
        // Of the input there is one map, and the last column is the guess itself.
        opened.filter(|column| (1..model.columns.len() - 1).contains(column)).or_else(|| {
            grad_cam_column(model, None).filter(|column| *column > 0).or(model.columns.len().checked_sub(2))
        })
    }

    pub(super) fn what_if(&self) -> Option<Analysis> {
        let (model, prepared) = (self.draw.model.ready()?, self.draw.prepared.as_ref()?);
        let (class, _) = classes(&self.config, &self.draw.activations.as_ref()?.ranking())?;
        let changes = self.config.analysis.changes.iter();
        Some(Analysis::WhatIf {
            pixels: prepared.pixels.to_vec(),
            interventions: changes.filter_map(|change| change.intervention(model)).collect(),
            nodes: model.shown([]),
            channels_of: model.columns[self.ablated_column()?].shown,
            target: Target { class, against: None },
        })
    }

    pub(super) fn found_what_if(&mut self, finding: &Finding) {
        let Some((_, Analysis::WhatIf { target, .. })) = &self.answers.asked else { return };
        let what_if = Rc::make_mut(&mut self.answers.what_if);
        match finding {
            Finding::Activations { nodes, activations } => {
                what_if.activations = Some(Rc::new(Activations::new(nodes, activations.clone())));
                (what_if.class, what_if.all, what_if.of_class) =
                    (target.class, Counts::default(), Counts::default());
            }
            Finding::Importance { node, lost } => {
                let model = self.draw.model.ready();
                let column =
                    model.and_then(|model| model.columns.iter().position(|column| column.shown == *node));
                what_if.importance = column.map(|column| (column, lost.clone()));
            }
            Finding::Accuracy { all, of_class } => (what_if.all, what_if.of_class) = (*all, *of_class),
            _ => {}
        }
    }
}
