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
    /// As in "conv 3×3".
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
    /// A bar for each class.
    Classes,
}

impl Column {
    /// How many maps or units it has.
    pub fn units(&self) -> usize {
        self.shape.c
    }

    /// As in "16 · 28×28" or "64".
    pub fn size(&self) -> String {
        match (self.kind, self.shape) {
            (ColumnKind::Input, Shape { h, w, .. }) => format!("{h}×{w}"),
            (ColumnKind::Maps, Shape { c, h, w }) => format!("{c} · {h}×{w}"),
            (_, Shape { c, .. }) => c.to_string(),
        }
    }
}

/// The columns of a network.
pub fn columns(plan: &Plan) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let readers = |id: NodeId| plan.ids().filter(|node| plan.inputs(*node).contains(&id)).count();
    for id in plan.ids() {
        let inputs = plan.inputs(id);
        // An activation or a reshaping joins the column of the layer that it alone follows.
        let joins = |column: &&mut Column| [column.last] == *inputs && readers(column.last) == 1;
        match plan.layer(id) {
            Some(Layer::Activation(_)) => {
                if let Some(column) = columns.last_mut().filter(joins) {
                    (column.shown, column.last) = (id, id);
                    continue;
                }
            }
            Some(Layer::Flatten(_) | Layer::Dropout(_)) => {
                if let Some(column) = columns.last_mut().filter(joins) {
                    column.last = id;
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
            title: plan.layer(id).map_or(text::draw::INPUT.to_owned(), |layer| layer.op().summary()),
            shape,
            ends_module: matches!(plan.layer(id), Some(Layer::Pool(_) | Layer::GlobalAvgPool(_))),
        });
    }
    if let Some(last) = columns.last_mut().filter(|column| column.kind == ColumnKind::Units) {
        last.kind = ColumnKind::Classes;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoo;

    #[test]
    fn the_digit_network_reads_from_left_to_right() {
        let columns = columns(&Plan::new(zoo::digits()).unwrap());
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
        assert!(columns.iter().skip(1).enumerate().all(|(i, column)| column.sources == [i]));
        assert_eq!(columns[8].kind, ColumnKind::Classes);
    }
}
