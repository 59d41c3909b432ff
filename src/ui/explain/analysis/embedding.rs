//! Where the drawing is among samples, and which are its neighbours.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::chart::{Chart, Line};
use super::neighbours::Neighbours;
use super::plane::Plane;
use super::{NARROW, Props};
use crate::app::numbers::{decimals, whole_percent};
use crate::app::places::draw::Action;
use crate::app::places::draw::analysis::embedding::features_node;
use crate::app::places::draw::analysis::{self, Choice};
use crate::app::places::draw::why::classes;
use crate::app::text::draw::analysis as text;
use crate::data::Transform;
use crate::session::{self, Stage};
use crate::ui::widgets::segments::Segments;

#[component]
pub fn Embedding(props: &Props) -> Html {
    let Props { config, model, seen, answers, theme, window, act, .. } = props;
    let embedding = &answers.embedding;
    let Some(samples) = answers.samples.clone() else {
        return html! { <p class="hint why-empty">{ text::NO_SAMPLES }</p> };
    };
    let [gallery, queries] = samples.gallery();
    let own = if config.analysis.transform == Transform::Shift { config.analysis.level() } else { 0 };
    let class = seen.as_ref().and_then(|seen| classes(config, &seen.ranking())).map(|(class, _)| class);
    let planes = analysis::Plane::ALL.map(|(plane, ..)| plane);
    let chosen = planes.iter().position(|plane| *plane == config.analysis.plane).unwrap_or(0);
    let choose = act.reform(move |i: usize| Action::Analysis(Choice::Plane(planes[i])));
    let slide = act.reform(|event: InputEvent| {
        let level = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        Action::Analysis(Choice::Shift(level as usize))
    });
    let node = features_node(model);
    let column = model.columns.iter().find(|column| column.shown == node || column.last == node);
    let name = column.map_or_else(|| model.plan.name(node).to_owned(), |column| column.heading());
    let state = match (embedding.progress, embedding.plane) {
        (Some((stage, done)), _) => text::progress(usize::from(stage == Stage::Affinities), done),
        (_, Some(session::Plane::Pca { ratios })) => text::pca(ratios),
        (_, Some(session::Plane::Tsne { steps, kl_divergence })) => text::tsne(steps, kl_divergence),
        _ => String::new(),
    };
    let line = |by: usize| {
        let shares: Vec<Option<f32>> =
            embedding.precision.iter().map(|(_, precision)| Some(precision[by])).collect();
        let label = embedding.precision.iter().rev().find(|(shift, _)| *shift <= own).map_or_else(
            String::new,
            |(_, precision)| {
                format!("{} {}", decimals(precision[by], 2).trim_start_matches('0'), text::BY_SHORT[by])
            },
        );
        let known: Vec<String> = shares.iter().flatten().map(|share| whole_percent(*share)).collect();
        Line {
            name: ["dense", "gap"][by],
            label,
            shares,
            described: format!("{}: {}", text::BY[by], known.join(", ")),
        }
    };
    let stop = !answers.is_done && !answers.is_stopped;
    let size = if window.0 < NARROW { (340.0, 170.0) } else { (440.0, 170.0) };
    let shown = embedding.precision.iter().rposition(|(shift, _)| *shift <= own).unwrap_or(0);
    let strengths: Vec<String> = embedding.precision.iter().map(|(shift, _)| shift.to_string()).collect();
    html! {
        <div class="analysis embedding">
            <section class="plane-side" aria-label={text::PLANE}>
                <div class="analysis-head">
                    <Segments name={text::PLANE} options={analysis::Plane::ALL.map(|(_, _, name)| name.into()).to_vec()} {chosen} {choose} testid="plane"
                        option_testids={analysis::Plane::ALL.map(|(_, id, _)| format!("plane-{id}").into()).to_vec()} />
                    <button class="chip" data-testid="stop" disabled={answers.is_done && !answers.is_stopped} onclick={act.reform(move |_| Action::StopAnalysis(stop))}>{ if stop { text::STOP } else { text::AGAIN } }</button>
                </div>
                <Plane embedding={embedding.clone()} samples={samples.clone()} {own} theme={*theme} />
                <p class="hint"><b data-testid="embedding-state">{ state }</b>{ " " }{ if chosen == 0 { text::TSNE_HONEST } else { text::PCA_HONEST } }</p>
            </section>
            <section class="neighbours-side" aria-label={text::NEAREST}>
                <p>{ text::features(&name, model.plan.shape(node).len()) }{ ". " }<span class="hint">{ text::points(gallery, samples.are_own()) }{ "." }</span></p>
                <div class="shifted">
                    <label><b>{ text::NEAREST }</b>{ " " }{ text::SHIFTED_BY }
                        <input type="range" min="0" max="8" value={own.to_string()} oninput={slide} data-testid="query-shift" aria-valuetext={text::strength_of(0, own as f32)} />
                    </label>
                    <output>{ text::strength_of(0, own as f32) }</output>
                </div>
                { for (0..2).map(|by| {
                    let neighbours = embedding.neighbours[by].get(own).cloned().unwrap_or_default();
                    let labels = neighbours.iter().map(|neighbour| embedding.labels[neighbour.sample].into()).collect::<Vec<usize>>();
                    html! { <Neighbours {by} {neighbours} {labels} {class} samples={samples.clone()} theme={*theme} /> }
                }) }
                <p class="hint">{ text::COSINE }</p>
                <p><b>{ text::PRECISION }</b>{ " " }<span class="hint">{ text::precision_about(queries, gallery, samples.are_own()) }</span></p>
                if !strengths.is_empty() {
                    <Chart lines={vec![line(0), line(1)]} {strengths} chosen={shown} {size} title={text::PRECISION} testid="precision"
                        choose={act.reform(move |level: usize| Action::Analysis(Choice::Shift(2 * level)))} />
                }
            </section>
        </div>
    }
}
