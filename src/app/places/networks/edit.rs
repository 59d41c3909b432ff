//! Changing a network of the literature: a layer's settings, of which each change is kept in the link.

use std::rc::Rc;

use super::{Change, Networks, Subject};
use crate::app::text::networks as text;
use crate::layers::{Control, Field};
use crate::network::NodeId;

impl Networks {
    /// The settings of the row that is selected, and the layer's name.
    pub fn settings(&self) -> Option<(String, Vec<Field>)> {
        let Subject { plan, table } = &*self.subject;
        let node = table.rows.get(self.config.row?)?.nodes[0];
        Some((plan.name(node).to_owned(), plan.layer(node)?.editable().fields()))
    }

    /// Changes a setting, and keeps the change if the network can still be planned; a sentence if not.
    pub(super) fn set(&mut self, change: Change) -> Result<(), String> {
        let plan = &self.subject.plan;
        let id = plan.ids().find(|&id| plan.name(id) == change.layer);
        let layer = id.and_then(|id| plan.layer(id)).ok_or_else(|| text::no_such_layer(&change.layer))?;
        let mut fields = layer.editable().fields().into_iter();
        let field = fields
            .find(|field| field.id == change.setting)
            .ok_or_else(|| text::no_such_setting(&change.layer, &change.setting))?;
        let value = match field.control {
            Control::Count { least, largest, value } => {
                change.value.round().clamp(least as f64, largest.max(value) as f64)
            }
            Control::Number { least, largest, .. } => {
                change.value.clamp(f64::from(least), f64::from(largest))
            }
            Control::Choice { ref options, .. } => {
                change.value.round().clamp(0.0, options.len() as f64 - 1.0)
            }
        };
        let mut network = plan.network().clone();
        if let Some(NodeId(id)) = id {
            network.nodes[id - 1].layer = (field.set)(value);
        }
        self.subject = Rc::new(Subject::new(network)?);
        let same = |other: &Change| (&other.layer, &other.setting) == (&change.layer, &change.setting);
        self.config.changes.retain(|other| !same(other));
        self.config.changes.push(Change { value, ..change });
        Ok(())
    }
}
