//! The scenes that are nearest by pixels and by features, with their distances.

use std::rc::Rc;

use yew::prelude::*;

use super::canvas::Canvas;
use super::find::waits;
use super::learn_bar::idea;
use super::stage::pixels;
use crate::app::numbers::decimals;
use crate::app::places::scenes::similar::Near;
use crate::app::places::scenes::{Action, Loading, Scenes};
use crate::app::text::scenes as text;
use crate::app::text::scenes_similar as words;
use crate::session::samples::SCENE_GALLERY;

pub fn answer(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let similar = &scenes.similar;
    if let Loading::Failed(_) = scenes.loading {
        return waits(scenes, ask);
    }
    if similar.looked < 1.0 {
        let said = words::looks(SCENE_GALLERY[0], similar.looked);
        return html! { <p class="fine" role="status" data-testid="looks">{ said }</p> };
    }
    html! {
        <>
            { for [true, false].map(|by_features| row(scenes, by_features)) }
            <p class="fine">{ words::DISTANCE }</p>
        </>
    }
}

fn row(scenes: &Scenes, by_features: bool) -> Html {
    let near = scenes.similar.near(&scenes.config.scene, by_features);
    let same = near.iter().filter(|near| near.same).count();
    let testid =
        |i: usize| if by_features { format!("neighbour-{i}") } else { format!("pixel-neighbour-{i}") };
    html! {
        <div class="near-scenes">
            <header><h2>{ words::BY[usize::from(by_features)] }</h2><span class="fine">{ words::same(same, near.len()) }</span></header>
            <ol>{ for near.iter().enumerate().map(|(i, near)| neighbour(near, testid(i))) }</ol>
        </div>
    }
}

fn neighbour(near: &Near, testid: String) -> Html {
    let said = words::neighbour(near.distance, near.same, &near.scene.sentence());
    let pixels: Rc<[[u8; 4]]> = pixels(&near.scene);
    html! {
        <li class={near.same.then_some("same")} title={said.clone()} data-testid={testid.clone()} data-scene={near.scene.to_link()}>
            <Canvas {pixels} name={said} testid={format!("{testid}-pixels")} />
            <span>{ decimals(near.distance, 3) }if near.same { <b aria-hidden="true">{ " ✓" }</b> }</span>
        </li>
    }
}

/// How good both are, and what the idea is.
pub fn about(scenes: &Scenes) -> Html {
    let precision = scenes.similar.precision;
    let value = |i: usize| precision.map_or(text::NO_NUMBER.to_string(), |values| decimals(values[i], 2));
    let ids = ["metric-precision@10-pixels", "metric-precision@10"];
    let [gallery, queries] = SCENE_GALLERY;
    html! {
        <aside class="learnt" aria-label={words::METRICS[1]}>
            <div class="metrics">
                <dl>{ for words::METRICS.into_iter().zip(ids).enumerate().map(|(i, (name, id))| html! {
                    <div><dt>{ name }</dt><dd data-testid={id}>{ value(i) }</dd></div>
                }) }</dl>
                <p class="fine">{ words::precision_of(queries, gallery) }</p>
            </div>
            { idea(true, words::IDEA, words::SOURCE) }
        </aside>
    }
}
