//! What does a channel look for?

use std::rc::Rc;

use crate::app::places::draw::Focus;
use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::why::grad_cam_column;
use crate::session::{Analysis, Finding, Peak};

/// What drives a channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// How many samples were looked at.
    pub seen: usize,
    /// The strongest of them, and where in them.
    pub peaks: Vec<Peak>,
    /// Steps of gradient ascent.
    pub steps: usize,
    /// The mean of the channel's activation for the image.
    pub activation: f32,
    /// The image.
    pub image: Vec<f32>,
    /// The activation after every so many steps.
    pub history: Vec<f32>,
}

impl ExplainedDraw {
    /// The map or unit that is asked about: the opened one, or else the first of the last convolution.
    pub fn asked_channel(&self) -> Option<Focus> {
        let model = self.draw.model.ready()?;
        let opened = self.draw.opened(&self.config).filter(|opened| opened.column > 0);
        let first = || {
            let column = grad_cam_column(model, None).filter(|column| *column > 0);
            let column = column.unwrap_or(model.columns.len() - 1);
            Focus { column, unit: 0, cell: None }
        };
        Some(opened.unwrap_or_else(first))
    }

    pub(super) fn features(&self) -> Option<Analysis> {
        let (model, Focus { column, unit, .. }) = (self.draw.model.ready()?, self.asked_channel()?);
        let config = &self.config.analysis;
        Some(Analysis::Features {
            node: model.columns[column].shown,
            channel: unit,
            regularizers: config.regularizers,
            seed: config.seed,
        })
    }

    pub(super) fn found_features(&mut self, finding: &Finding) {
        let features = &mut self.answers.features;
        match finding {
            Finding::Peaks { seen, peaks } => {
                let features = Rc::make_mut(features);
                (features.seen, features.peaks) = (*seen, peaks.clone());
            }
            Finding::Maximized { steps, activation, image } => {
                let features = Rc::make_mut(features);
                if *steps < features.steps {
                    features.history.clear();
                }
                (features.steps, features.activation) = (*steps, *activation);
                features.image.clone_from(image);
                features.history.push(*activation);
            }
            _ => {}
        }
    }
}
