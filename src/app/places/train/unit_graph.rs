//! A small network as a graph: a column of units for each layer, and an edge for each weight between them.

use std::rc::Rc;

use super::{DecisionPlane, Progress};
use crate::app::places::draw::columns::columns;
use crate::app::text::train as text;
use crate::layers::Layer;
use crate::network::{NodeId, Plan, Slot, SlotKind};
use crate::shape::Shape;

/// Units of a layer that are shown.
const MOST: usize = 12;

/// The layers of a network from left to right, the first one its input, and the weights between them.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct UnitGraph {
    pub columns: Vec<UnitColumn>,
    pub edges: Vec<Edge>,
}

/// One layer with the activation behind it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct UnitColumn {
    /// The layer with the weights.
    pub layer: NodeId,
    /// As in "dense".
    pub title: String,
    /// As in "dense1".
    pub name: String,
    /// How many units it has, of which the first are shown.
    pub units: usize,
    pub shown: usize,
    /// The bias of each shown unit, where it has one.
    pub biases: Vec<Parameter>,
}

/// A parameter of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Parameter {
    /// Its place among all parameters.
    pub index: usize,
    pub value: f32,
    /// dL/d(parameter) of the last batch; none before the first step.
    pub gradient: Option<f32>,
}

/// A weight: from a unit of a column to one of the next.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Edge {
    /// Column and unit.
    pub from: [usize; 2],
    pub to: [usize; 2],
    pub weight: Parameter,
}

impl UnitGraph {
    /// The nodes with parameters, whose values and gradients are asked for.
    pub(super) fn weighted(plan: &Plan) -> Vec<NodeId> {
        plan.ids().filter(|id| !plan.params_of(*id).is_empty()).collect()
    }

    /// The nodes whose units are shown, as [`columns`](Self::columns) has them behind the input.
    pub(super) fn shown(plan: &Plan) -> Vec<NodeId> {
        columns(plan, false).iter().skip(1).map(|column| column.shown).collect()
    }

    /// The graph of a run that brings values and gradients of all its parameters.
    pub fn of(progress: &Progress) -> Self {
        let (plan, values) = (&*progress.plan, &progress.values);
        let weighted = Self::weighted(plan);
        let of_node = |id: NodeId, at: usize| {
            let slots = weighted.iter().position(|other| *other == id).map_or(0, |i| 2 * i);
            let [value, gradient] =
                [0, 1].map(|i| values.get(slots + i).and_then(|values: &Rc<[f32]>| values.get(at)).copied());
            Some(Parameter { index: plan.params_of(id).start + at, value: value?, gradient })
        };
        let columns = columns(plan, false);
        let shape = |i: usize| columns[i].shape;
        let is_flat = |shape: Shape| shape.area() == 1;
        let mut edges = Vec::new();
        let column = |(i, column): (usize, &crate::app::places::draw::columns::Column)| {
            let (id, units) = (column.layer, column.shape.c);
            let (shown, first) = (units.min(MOST), plan.params_of(id).start);
            let is_dense = matches!(plan.layer(id), Some(Layer::Dense(_)));
            if let (true, [source]) = (is_dense, &column.sources[..])
                && is_flat(shape(*source))
            {
                let inputs = shape(*source).c;
                for (to, from) in (0..shown).flat_map(|to| (0..inputs.min(MOST)).map(move |from| (to, from)))
                {
                    edges.extend(of_node(id, to * inputs + from).map(|weight| Edge {
                        from: [*source, from],
                        to: [i, to],
                        weight,
                    }));
                }
            }
            let is_bias = |slot: &&Slot| {
                slot.node == id && matches!(slot.kind, SlotKind::Param { .. }) && slot.dims[..] == [units]
            };
            let bias = plan.slots().iter().find(is_bias).filter(|_| is_dense);
            let biases = bias
                .map(|slot| (0..shown).filter_map(|i| of_node(id, slot.range.start - first + i)).collect());
            UnitColumn {
                layer: id,
                title: column.title.clone(),
                name: plan.name(id).to_owned(),
                units,
                shown,
                biases: biases.unwrap_or_default(),
            }
        };
        let columns = columns.iter().enumerate().map(column).collect();
        Self { columns, edges }
    }

    /// What each unit before the output adds to it along a line: its value times its weight. With the bias they add up to the
    /// output.
    pub fn terms(&self, plane: &DecisionPlane) -> Vec<Vec<f32>> {
        let Some(last) = self.columns.len().checked_sub(1).filter(|last| *last > 1) else {
            return Vec::new();
        };
        let into = self.edges.iter().filter(|edge| edge.to == [last, 0]);
        let term = |edge: &Edge| {
            let values = plane.unit(last - 2, edge.from[1])?;
            Some(values.iter().map(|value| edge.weight.value * value).collect())
        };
        into.filter_map(term).collect()
    }

    /// The largest magnitude of a weight.
    pub fn range(&self) -> f32 {
        self.edges.iter().fold(0.0, |most, edge| most.max(edge.weight.value.abs()))
    }

    /// What a parameter is called: the layer's name, and which unit's weight for which input, or bias.
    pub(super) fn name_of(plan: &Plan, index: usize) -> String {
        let slot = plan
            .slots()
            .iter()
            .find(|slot| matches!(slot.kind, SlotKind::Param { .. }) && slot.range.contains(&index));
        slot.map_or(String::new(), |slot| {
            let at = index - slot.range.start;
            match slot.dims[..] {
                [_, inputs] => text::weight_of(plan.name(slot.node), at / inputs + 1, at % inputs + 1),
                _ => text::bias_of(plan.name(slot.node), at + 1),
            }
        })
    }
}
