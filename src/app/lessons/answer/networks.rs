//! What Networks says.

use super::{Answer, AnswerError};
use crate::app::lessons::{Kind, Quantity};
use crate::app::numbers::thousands;
use crate::app::places::networks::Networks;
use crate::app::places::networks::table::Row;
use crate::layers::Layer;

pub(super) fn answer(networks: &Networks, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let (plan, table) = (&networks.subject.plan, &networks.subject.table);
    let row = || {
        let name = quantity.of.clone().unwrap_or_default();
        table.rows.iter().find(|row| row.name == name).ok_or(AnswerError::NoSuchLayer { name })
    };
    let of_row = |value: fn(&Row) -> f64| row().map(|row| Answer::number(value(row)));
    Some(match (quantity.kind, &quantity.of) {
        (Kind::Parameters, None) => Ok(Answer::number(table.total.params as f64)),
        (Kind::MultiplyAdds, None) => Ok(Answer::number(table.total.macs as f64)),
        (Kind::Parameters, Some(_)) => of_row(|row| row.cost.params as f64),
        (Kind::MultiplyAdds, Some(_)) => of_row(|row| row.cost.macs as f64),
        (Kind::Filters, Some(_)) => of_row(|row| row.output.c as f64),
        (Kind::OutputSize, Some(_)) => row().map(|row| Answer::size(row.output.h, row.output.w)),
        (Kind::ReceptiveField, Some(name)) => {
            // A pool has no row in every table, but a name in every plan.
            let field = super::general::node_named(plan, name).and_then(|id| plan.receptive_field(id));
            let size = field.map(|[rows, _]| Answer::number(rows.size as f64));
            size.ok_or_else(|| AnswerError::NoSuchLayer { name: name.clone() })
        }
        (Kind::DenseLayerParameters, None) => {
            let is_dense = |row: &&Row| matches!(plan.layer(row.nodes[0]), Some(Layer::Dense(_)));
            let params = || table.rows.iter().filter(is_dense).map(|row| row.cost.params);
            let sum = params().map(thousands).collect::<Vec<_>>().join(" + ");
            Ok(Answer::number(params().sum::<u64>() as f64).because(sum))
        }
        _ => return None,
    })
}
