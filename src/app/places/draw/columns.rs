//! A network as columns of tiles, left to right: what the page lays out, worked out from the plan.

use crate::app::text;
use crate::layers::Layer;
use crate::network::{NodeId, Plan};
use crate::shape::Shape;

/// One column: a layer with the activation behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The layer that makes it.
    pub layer: NodeId,
    /// The node whose values are shown: the layer's activation, where it has one.
    pub shown: NodeId,
    /// The last node of the column: `shown`, or a node that only reshapes it.
    pub last: NodeId,
    /// The columns that the layer takes its inputs from.
    pub sources: Vec<usize>,
    /// How it is drawn.
    pub kind: ColumnKind,
    /// The layer's name: "conv3". No two columns have the same.
    pub name: String,
    /// What the layer is, as in "conv 3×3".
    pub title: String,
    /// Shape of the shown values.
    pub shape: Shape,
    /// Whether one module of the network ends here: behind a pool.
    pub ends_module: bool,
}

/// How a column is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// The network's input, one picture.
    Input,
    /// A tile for each feature map.
    Maps,
    /// A strip with a cell for each unit.
    Units,
    /// A strip with all values of flattened maps.
    Vector,
    /// A bar for each class.
    Classes,
}

impl Column {
    /// How many maps or units it has.
    pub fn units(&self) -> usize {
        self.shape.c
    }

    /// Its name and what it is, as in "conv3 (conv 3×3)".
    pub fn heading(&self) -> String {
        text::draw::columns::heading(&self.name, &self.title)
    }

    /// As in "16 · 28×28" or "64".
    pub fn size(&self) -> String {
        match (self.kind, self.shape) {
            (ColumnKind::Input, Shape { h, w, .. }) => format!("{h}×{w}"),
            (ColumnKind::Vector, Shape { h, .. }) => h.to_string(),
            (ColumnKind::Maps, Shape { c, h, w }) => format!("{c} · {h}×{w}"),
            (_, Shape { c, .. }) => c.to_string(),
        }
    }
}

/// The columns of a network. With every step, activations and what flattens have columns of their own.
pub fn columns(plan: &Plan, every_step: bool) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let readers = |id: NodeId| plan.ids().filter(|node| plan.inputs(*node).contains(&id)).count();
    for id in plan.ids() {
        let inputs = plan.inputs(id);
        // An activation or a reshaping joins the column of the layer that it alone follows.
        let joins = |column: &&mut Column| [column.last] == *inputs && readers(column.last) == 1;
        match plan.layer(id) {
            Some(Layer::Activation(_)) if !every_step => {
                if let Some(column) = columns.last_mut().filter(joins) {
                    (column.shown, column.last) = (id, id);
                    continue;
                }
            }
            Some(layer @ (Layer::Flatten(_) | Layer::Dropout(_))) => {
                if let Some(column) = columns.last_mut().filter(joins) {
                    column.last = id;
                    // What follows a strip belongs to the maps before it, too.
                    if column.kind == ColumnKind::Vector {
                        let source = column.sources[0];
                        columns[source].last = id;
                    }
                    if every_step && matches!(layer, Layer::Flatten(_)) {
                        columns.push(flattened(plan, id, columns.len() - 1));
                    }
                    continue;
                }
            }
            _ => {}
        }
        let sources = inputs.iter().filter_map(|input| {
            columns.iter().position(|column| (column.layer..=column.last).contains(input))
        });
        let shape = plan.shape(id);
        columns.push(Column {
            layer: id,
            shown: id,
            last: id,
            sources: sources.collect(),
            kind: match () {
                () if id == NodeId::INPUT => ColumnKind::Input,
                () if shape.area() > 1 => ColumnKind::Maps,
                () => ColumnKind::Units,
            },
            name: if id == NodeId::INPUT { text::draw::INPUT.to_string() } else { plan.name(id).to_owned() },
            title: plan.layer(id).map_or(text::draw::INPUT.to_string(), |layer| layer.op().summary()),
            shape,
            ends_module: matches!(plan.layer(id), Some(Layer::Pool(_) | Layer::GlobalAvgPool(_))),
        });
    }
    if let Some(last) = columns.last_mut().filter(|column| column.kind == ColumnKind::Units) {
        last.kind = ColumnKind::Classes;
    }
    columns
}

/// The strip of what flattens a column. What reads it is drawn from the maps, where its weights belong.
fn flattened(plan: &Plan, id: NodeId, source: usize) -> Column {
    Column {
        layer: id,
        shown: id,
        last: id,
        sources: vec![source],
        kind: ColumnKind::Vector,
        name: plan.name(id).to_owned(),
        title: plan.layer(id).map_or(String::new(), |layer| layer.op().summary()),
        shape: Shape::new(1, plan.shape(id).len(), 1),
        ends_module: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoo;

    #[test]
    fn the_digit_network_reads_from_left_to_right() {
        let columns = columns(&Plan::new(zoo::digits()).unwrap(), false);
        let found: Vec<(String, String)> = columns.iter().map(|c| (c.title.clone(), c.size())).collect();
        let expected = [
            ("input", "28×28"),
            ("conv 3×3", "16 · 28×28"),
            ("conv 3×3", "16 · 28×28"),
            ("max pool 2×2", "16 · 14×14"),
            ("conv 3×3", "16 · 14×14"),
            ("conv 3×3", "16 · 14×14"),
            ("max pool 2×2", "16 · 7×7"),
            ("dense", "64"),
            ("dense", "10"),
        ];
        assert_eq!(found, expected.map(|(title, size)| (title.to_owned(), size.to_owned())));
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names[..4], ["input", "conv1", "conv2", "max_pool1"]);
        assert_eq!(columns[4].heading(), "conv3 (conv 3×3)");
        assert!(columns.iter().skip(1).enumerate().all(|(i, column)| column.sources == [i]));
        assert_eq!(columns[8].kind, ColumnKind::Classes);
    }
    #[test]
    fn every_step_has_a_column_of_its_own() {
        let columns = columns(&Plan::new(zoo::digits()).unwrap(), true);
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names[..5], ["input", "conv1", "relu1", "conv2", "relu2"]);
        let at = columns.iter().position(|column| column.kind == ColumnKind::Vector).unwrap();
        assert_eq!((columns[at].size(), columns[at].units()), ("784".to_owned(), 1));
        // Its readers are drawn from the maps.
        assert_eq!(columns[at + 1].sources, [at - 1]);
        assert!(columns.iter().all(|column| column.shown == column.layer));
    }
}
