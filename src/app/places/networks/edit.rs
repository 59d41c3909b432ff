//! Changing a network: settings of its layers, layers that go, and new ones. Each change is kept in the link.

use std::rc::Rc;

use super::{Networks, Subject};
use crate::app::text::networks as text;
use crate::layers::conv::Conv;
use crate::layers::{Control, Field, Layer};
use crate::network::NodeId;
use crate::network::editor::{Edit, edited};

/// A change of a layer, which is told by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The layer's name.
    pub layer: String,
    /// What happens to it.
    pub changed: Changed,
}

/// What happens to a layer.
#[derive(Clone, Debug, PartialEq)]
pub enum Changed {
    /// One of its settings has another value.
    Set {
        /// The setting's [`id`](crate::layers::Field::id).
        setting: String,
        /// The number, or the index of a choice.
        value: f64,
    },
    /// It goes.
    Removed,
    /// A new layer stands behind it: one of [`Layer::presets`], by its [`preset_id`].
    Inserted(String),
}

const REMOVED: &str = ".remove";
const INSERTED: &str = ".insert.";

/// What names a new layer in links: "leaky-relu".
pub fn preset_id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

impl Change {
    /// As in links: `conv1.filters.32`, `conv1.remove`, `conv1.insert.batch-norm`.
    pub(super) fn print(&self) -> String {
        let Self { layer, changed } = self;
        match changed {
            Changed::Set { setting, value } => format!("{layer}.{setting}.{value}"),
            Changed::Removed => format!("{layer}{REMOVED}"),
            Changed::Inserted(preset) => format!("{layer}{INSERTED}{preset}"),
        }
    }

    /// What [`print`](Self::print) wrote.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (layer, changed) = if let Some(layer) = text.strip_suffix(REMOVED) {
            (layer, Changed::Removed)
        } else if let Some((layer, preset)) = text.split_once(INSERTED) {
            (layer, Changed::Inserted(preset.to_owned()))
        } else {
            // Names of layers have points themselves, and so have numbers.
            let letter = |c: char| c.is_ascii_alphabetic();
            let value_at =
                text.match_indices('.').map(|(at, _)| at).rfind(|&at| text[..at].ends_with(letter))?;
            let (head, value) = (&text[..value_at], &text[value_at + 1..]);
            let value = value.parse().ok().filter(|value: &f64| value.is_finite())?;
            let (layer, setting) = head.rsplit_once('.')?;
            (layer, Changed::Set { setting: setting.to_owned(), value })
        };
        (!layer.is_empty()).then(|| Self { layer: layer.to_owned(), changed })
    }
}

impl Networks {
    /// The settings of the row that is selected, and the layer's name.
    pub fn settings(&self) -> Option<(String, Vec<Field>)> {
        let Subject { plan, table } = &*self.subject;
        let node = table.rows.get(self.config.row?)?.nodes[0];
        Some((plan.name(node).to_owned(), plan.layer(node)?.editable().fields()))
    }

    /// The layers of that row: their names, and what they are in a few words.
    pub fn layers_of_row(&self) -> Vec<(String, String)> {
        let Subject { plan, table } = &*self.subject;
        let row = self.config.row.and_then(|row| table.rows.get(row));
        let one = |&id: &NodeId| Some((plan.name(id).to_owned(), plan.layer(id)?.op().summary()));
        row.iter().flat_map(|row| &row.nodes).filter_map(one).collect()
    }

    /// Changes a layer, and keeps the change if the network can still be planned; a sentence if not.
    pub(super) fn set(&mut self, change: Change) -> Result<(), String> {
        let plan = &self.subject.plan;
        let id = plan.ids().find(|&id| plan.name(id) == change.layer);
        let id = id.filter(|&id| id != NodeId::INPUT).ok_or_else(|| text::no_such_layer(&change.layer))?;
        let (network, change) = match &change.changed {
            Changed::Set { setting, value } => {
                let (layer, value) = self.with_setting(id, &change.layer, setting, *value)?;
                let changed = Changed::Set { setting: setting.clone(), value };
                (edited(plan.network(), &Edit::Set(id, layer)), Change { changed, ..change })
            }
            Changed::Removed => (edited(plan.network(), &Edit::Remove(id)), change),
            Changed::Inserted(preset) => {
                let mut presets = Layer::presets().into_iter();
                let found = presets.find(|(name, _)| preset_id(name) == *preset);
                let (_, layer) = found.ok_or_else(|| text::no_such_new_layer(preset))?;
                let layer = as_wide(layer, plan.shape(id).c);
                (edited(plan.network(), &Edit::Insert(id, layer)), change)
            }
        };
        self.subject = Rc::new(Subject::new(network)?);
        if let Changed::Set { setting, .. } = &change.changed {
            self.config.changes.retain(|other| {
                other.layer != change.layer
                    || !matches!(&other.changed, Changed::Set { setting: of, .. } if of == setting)
            });
        }
        self.config.changes.push(change);
        Ok(())
    }

    /// A layer with another value for a setting, and that value within its bounds.
    fn with_setting(
        &self,
        id: NodeId,
        name: &str,
        setting: &str,
        value: f64,
    ) -> Result<(Layer, f64), String> {
        let layer = self.subject.plan.layer(id).ok_or_else(|| text::no_such_layer(name))?;
        let mut fields = layer.editable().fields().into_iter();
        let field = fields.find(|field| field.id == setting);
        let field = field.ok_or_else(|| text::no_such_setting(name, setting))?;
        let value = match field.control {
            Control::Count { least, largest, value: before } => {
                value.round().clamp(least as f64, largest.max(before) as f64)
            }
            Control::Number { least, largest, .. } => value.clamp(f64::from(least), f64::from(largest)),
            Control::Choice { ref options, .. } => value.round().clamp(0.0, options.len() as f64 - 1.0),
        };
        Ok(((field.set)(value), value))
    }
}

/// A new convolution has as many filters as there are channels, so that what follows fits.
fn as_wide(layer: Layer, channels: usize) -> Layer {
    match layer {
        Layer::Conv(conv) => Conv { filters: channels, ..conv }.into(),
        layer => layer,
    }
}
