//! What a link asks for and the network does not have.

use std::rc::Rc;

use super::link::DrawConfig;
use super::model::Model;
use super::why::{grad_cam_column, weighted_layers};
use super::{Draw, Effect, Opened};
use crate::app::text;

impl Draw {
    /// Takes back what the link asks for and the network does not have, and says so.
    pub fn check(&mut self, config: &mut DrawConfig) -> Vec<Effect> {
        self.fit_columns(config);
        // Of a network that is still to come nothing is known.
        if config.network != self.network {
            return Vec::new();
        }
        // What has a column only among every step is known once these columns are here.
        let is_fitted = |model: &Rc<Model>| model.every_step == config.shows_every_step();
        let is_known = self.model.ready().is_some_and(is_fitted);
        let mut effects = if is_known { self.check_opened(config) } else { Vec::new() };
        effects.extend(self.check_explained(config));
        effects
    }

    /// Closes what the link opened if the network has no such place, and says so.
    pub(super) fn check_opened(&self, config: &mut DrawConfig) -> Vec<Effect> {
        let (Some(model), Some(opened)) = (self.model.ready(), &config.opened) else { return Vec::new() };
        let Opened { layer, unit, cell } = opened;
        let exists = model.column(layer).is_some_and(|column| {
            let shape = model.columns[column].shape;
            *unit < shape.c && cell.is_none_or(|[row, column]| row < shape.h && column < shape.w)
        });
        if exists {
            return Vec::new();
        }
        let notice = text::draw::link_opens_nothing(layer, *unit);
        config.opened = None;
        vec![Effect::Notice(notice)]
    }

    /// Takes back what the link wants explained if the network has no such class or layer, and says so.
    fn check_explained(&self, config: &mut DrawConfig) -> Vec<Effect> {
        let Some(model) = self.model.ready() else { return Vec::new() };
        let (classes, mut notices) = (model.plan.output().len(), Vec::new());
        for class in [&mut config.class, &mut config.against] {
            if let Some(found) = class.take_if(|class| *class >= classes) {
                notices.push(text::draw::link_asks_for_class(found, classes));
            }
        }
        let is_unknown = |layer: &mut String| grad_cam_column(model, Some(layer)) != model.column(layer);
        if let Some(layer) = config.layer.take_if(is_unknown) {
            notices.push(text::draw::link_asks_for_layer(&layer));
        }
        let changes = &mut config.analysis.changes;
        for change in changes.extract_if(.., |change| change.intervention(model).is_none()) {
            notices.push(text::draw::analysis::link_changes_nothing(&change.to_string()));
        }
        config.randomized = config.randomized.min(weighted_layers(model).len());
        notices.into_iter().map(Effect::Notice).collect()
    }
}
