//! Lines from the maps that a map is made of, the stronger the more they matter.

use yew::prelude::*;

use crate::app::places::draw::Focus;
use crate::app::places::draw::explain::{Explanation, explain};
use crate::app::places::draw::layout::{Layout, Rect};
use crate::app::places::draw::model::{Activations, Model};
use crate::layers::Layer;

/// Whether what is looked at is made of map or unit `unit` of its source column.
pub fn reads(model: &Model, lit: Focus, unit: usize) -> bool {
    let column = &model.columns[lit.column];
    match model.plan.layer(column.layer) {
        Some(Layer::Conv(conv)) => {
            let per_group = model.plan.input_shapes(column.layer)[0].c / conv.groups;
            let first = lit.unit / (conv.filters / conv.groups) * per_group;
            (first..first + per_group).contains(&unit) && conv.connected(lit.unit, unit - first)
        }
        Some(Layer::Pool(_) | Layer::Activation(_)) => unit == lit.unit,
        _ => true,
    }
}

/// The lines to what is looked at.
pub fn edges(model: &Model, seen: Option<&Activations>, places: &Layout, lit: Option<Focus>) -> Html {
    let Some(lit) = lit.filter(|lit| lit.column > 0) else { return Html::default() };
    let Some(&source) = model.columns[lit.column].sources.first() else { return Html::default() };
    let to = places.tiles[lit.column][lit.unit];
    let strengths = strengths(model, seen, lit);
    let strongest = strengths.iter().fold(0.0f32, |most, &strength| most.max(strength));
    let line = |(unit, from): (usize, &Rect)| {
        let part = strengths
            .get(unit)
            .map_or(1.0, |strength| if strongest > 0.0 { strength / strongest } else { 0.0 });
        // Straight below the tiles of either column, curved between them. Maps beside each other start apart.
        let ((left, width), (end, _)) = (places.columns[source], places.columns[lit.column]);
        let part_of_h = if from.w == width {
            0.5
        } else if from.x > left {
            0.62
        } else {
            0.38
        };
        let (x0, y0, x1, y1) = (from.x + from.w, from.y + from.h * part_of_h, to.x, to.y + to.h / 2.0);
        let (start, middle) = (left + width, (left + width + end) / 2.0);
        html! {
            <path d={format!("M{x0} {y0}H{start}C{middle} {y0} {middle} {y1} {end} {y1}H{x1}")}
                ~style={format!("opacity:{:.2}", 0.08 + 0.72 * part)} />
        }
    };
    let lines =
        places.tiles[source].iter().enumerate().filter(|(unit, _)| reads(model, lit, *unit)).map(line);
    html! {
        <svg class="edges" width={places.width.to_string()} height={places.height.to_string()} aria-hidden="true">
            { for lines }
        </svg>
    }
}

/// How much each map of the source matters: its term at the looked-at cell, or how large its kernel is.
fn strengths(model: &Model, seen: Option<&Activations>, lit: Focus) -> Vec<f32> {
    let column = &model.columns[lit.column];
    let cell = lit.cell.or((column.shape.area() == 1).then_some([0, 0]));
    let explanation =
        seen.zip(cell).and_then(|(seen, cell)| explain(model, seen, lit.column, lit.unit, cell));
    if let Some(Explanation::Sum(sum)) = explanation {
        let mut strengths = vec![0.0; model.columns[column.sources[0]].units()];
        sum.terms.iter().for_each(|term| strengths[term.source] = term.sum.abs());
        return strengths;
    }
    let Some(Layer::Conv(conv)) = model.plan.layer(column.layer) else { return Vec::new() };
    let kernels = model.weight(lit.column).chunks_exact(conv.taps_per_kernel());
    let per_group = model.plan.input_shapes(column.layer)[0].c / conv.groups;
    kernels
        .skip(lit.unit * per_group)
        .take(per_group)
        .map(|kernel| kernel.iter().map(|w| w.abs()).sum())
        .collect()
}
