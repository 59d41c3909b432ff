//! Gradient flow: the norm of each layer's dL/dw, on a log scale; and which units are dead.

use yew::prelude::*;

use crate::app::numbers::{percent, trimmed};
use crate::app::places::train::Progress;
use crate::app::text::train as text;
use crate::network::{NodeId, Plan};

/// Powers of ten that the scale spans.
const DECADES: f32 = 6.0;

/// Of one run, or of two beside each other.
pub fn flow(runs: &[&Progress]) -> Html {
    let Some(first) = runs.first() else { return Html::default() };
    let weighted = runs.iter().fold(Vec::new(), |names, run| merged(names, layers_with_weights(&run.plan)));
    let all: Vec<&[f32]> = runs.iter().map(|progress| progress.norms()).collect();
    let most = all.iter().copied().flatten().copied().fold(1e-12, f32::max);
    let share =
        |norm: f32| if norm > 0.0 { ((norm / most).log10() / DECADES + 1.0).clamp(0.0, 1.0) } else { 0.0 };
    let two = runs.len() > 1;
    let row = |name: &&str| {
        // A run may lack a layer; the same name is the same layer.
        let of = |progress: &Progress, norms: &[f32]| {
            let id = progress.plan.ids().find(|&id| progress.plan.name(id) == *name)?;
            norms.get(id.0).copied()
        };
        let bars = runs.iter().zip(&all).enumerate().map(|(index, (progress, norms))| {
            let norm = of(progress, norms).unwrap_or(0.0);
            html! { <i class={["first", "second"][index.min(1)]} ~style={format!("width:{:.1}%", 100.0 * share(norm))} title={trimmed(norm)}></i> }
        });
        let norms = runs
            .iter()
            .zip(&all)
            .map(|(progress, norms)| of(progress, norms).map_or("–".to_owned(), trimmed));
        html! { <li><span>{ *name }</span><div class="bars">{ for bars }</div>{ for norms.enumerate().map(|(index, norm)| html! { <b class={two.then_some(["first", "second"][index.min(1)])}>{ norm }</b> }) }</li> }
    };
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
        <section class={classes!("train-flow", two.then_some("two"))} aria-label={text::FLOW} data-testid="gradient-flow">
            <h2>{ text::FLOW_TITLE }</h2>
            <ul>{ for weighted.iter().map(row) }</ul>
            if first.last.step > 0 && all_units > 0 {
                <p data-testid="dead" title={text::dead_title(&each)}>
                    { text::dead(&percent(dead_units as f32 / all_units as f32), worst) }
                </p>
            }
        </section>
    }
}

fn layers_with_weights(plan: &Plan) -> Vec<&str> {
    plan.ids().filter(|id| !plan.params_of(*id).is_empty()).map(|id| plan.name(id)).collect()
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
