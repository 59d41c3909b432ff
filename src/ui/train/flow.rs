//! Gradient flow: the norm of each layer's dL/dw, on a log scale; and which units are dead.

use yew::prelude::*;

use crate::app::numbers::{percent, trimmed};
use crate::app::places::train::Progress;
use crate::app::text::train as text;
use crate::network::NodeId;

/// Powers of ten that the scale spans.
const DECADES: f32 = 6.0;

/// Of one run, or of two beside each other.
pub fn flow(runs: &[&Progress]) -> Html {
    let Some(first) = runs.first() else { return Html::default() };
    let columns: Vec<_> = runs.iter().map(|run| column(run)).collect();
    let units = |id: NodeId| first.plan.shape(id).c;
    let dead = first.evaluation.as_ref().map_or(&[][..], |evaluation| &evaluation.dead);
    let dead_units: u32 = dead.iter().map(|(_, count)| count).sum();
    let all_units: usize = dead.iter().map(|(id, _)| units(*id)).sum();
    let part = |(id, count): &(NodeId, u32)| *count as f32 / units(*id).max(1) as f32;
    let worst = dead.iter().max_by(|a, b| part(a).total_cmp(&part(b))).filter(|(_, count)| *count > 0);
    let worst = worst.map(|worst| (first.plan.name(worst.0), percent(part(worst))));
    let each = |(id, count): &(NodeId, u32)| text::dead_of(*count, units(*id), first.plan.name(*id));
    let each: Vec<String> = dead.iter().map(each).collect();
    html! {
        <section class={classes!("train-flow", (runs.len() > 1).then_some("two"))} aria-label={text::FLOW} data-testid="gradient-flow">
            { norms(&columns) }
            if first.last.step > 0 && all_units > 0 {
                <p data-testid="dead" title={text::dead_title(&each)}>
                    { text::dead(&percent(dead_units as f32 / all_units as f32), worst) }
                </p>
            }
        </section>
    }
}

/// The layers with weights, and the norm of the gradient of each at the step that is looked at.
fn column(run: &Progress) -> Vec<(&str, Option<f32>)> {
    let (plan, norms) = (&run.plan, run.norms());
    let weighted = plan.ids().filter(|id| !plan.params_of(*id).is_empty());
    weighted.map(|id| (plan.name(id), norms.get(id.0).copied())).collect()
}

/// The norms of gradients by name, of one network or of two beside each other. The same name is the same layer, and a network may lack it.
pub fn norms(columns: &[Vec<(&str, Option<f32>)>]) -> Html {
    let names = columns
        .iter()
        .fold(Vec::new(), |names, column| merged(names, column.iter().map(|(name, _)| *name).collect()));
    let most = columns.iter().flatten().filter_map(|(_, norm)| *norm).fold(1e-12, f32::max);
    let share =
        |norm: f32| if norm > 0.0 { ((norm / most).log10() / DECADES + 1.0).clamp(0.0, 1.0) } else { 0.0 };
    let two = columns.len() > 1;
    let row = |name: &str| {
        let of = |column: &Vec<(&str, Option<f32>)>| column.iter().find(|(other, _)| *other == name)?.1;
        let norms: Vec<Option<f32>> = columns.iter().map(of).collect();
        let bars = norms.iter().enumerate().map(|(index, norm)| {
            let norm = norm.unwrap_or(0.0);
            html! { <i class={["first", "second"][index.min(1)]} ~style={format!("width:{:.1}%", 100.0 * share(norm))} title={trimmed(norm)}></i> }
        });
        let told = norms.iter().enumerate().map(|(index, norm)| {
            html! { <b class={two.then_some(["first", "second"][index.min(1)])}>{ norm.map_or("–".to_owned(), trimmed) }</b> }
        });
        html! { <li><span>{ name }</span><div class="bars">{ for bars }</div>{ for told }</li> }
    };
    html! {
        <>
            <h2>{ text::FLOW_TITLE }</h2>
            <ul>{ for names.into_iter().map(row) }</ul>
        </>
    }
}

/// All of both, each of `others` that is new behind the one before it there.
fn merged<'a>(mut names: Vec<&'a str>, others: Vec<&'a str>) -> Vec<&'a str> {
    let mut behind = 0;
    for other in others {
        match names.iter().position(|name| *name == other) {
            Some(at) => behind = at + 1,
            None => {
                names.insert(behind, other);
                behind += 1;
            }
        }
    }
    names
}
