//! Detection in two stages: anchors, the regions that are proposed, what is cut out of one, and its box before and after.

use std::rc::Rc;

use yew::prelude::*;

use super::find::{stages, step_control, suppressed, threshold, waits};
use super::stage::{kept, placed, truths};
use crate::app::color::{Palette, Theme};
use crate::app::places::scenes::{Action, Fate, Found, Region, Scenes, Stage};
use crate::app::text::Text;
use crate::app::text::scenes as text;
use crate::app::text::scenes_stages as words;
use crate::data::scenes::{REGION_FEATURES, SCENE_ANCHORS, SCENE_ROI_ALIGN, SCENE_SIDE, ShapeKind};
use crate::ui::bitmap::Bitmap;

pub fn answer(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    let (Some(found), Some(chosen)) = (scenes.found(), scenes.region()) else {
        return html! { <>{ stages(scenes, ask) }{ waits(scenes, ask) }</> };
    };
    let steps = Stage::ALL.len() + found.steps.len();
    let step = scenes.step.min(steps);
    let sentence = match scenes.stage(found.steps.len()) {
        Ok(stage) => said(stage, scenes, chosen),
        Err(0) => words::before_suppression(found.all.len()),
        Err(suppression) => suppressed(scenes, &found, suppression),
    };
    html! {
        <>
            <header>{ stages(scenes, ask) }{ threshold(scenes.config.threshold, ask) }</header>
            <div class="boxes regions" tabindex="0" role="group" aria-label={words::REGIONS}>
                <table>
                    <thead><tr>{ for words::COLUMNS.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for scenes.regions().iter().enumerate().map(|(i, region)| row(scenes, &found, i, region, ask)) }</tbody>
                </table>
            </div>
            { features(chosen, theme) }
            { numbers(chosen) }
            { step_control(&sentence, step, steps, ask) }
        </>
    }
}

/// A stage in a sentence, about the chosen region.
fn said(stage: Stage, scenes: &Scenes, chosen: &Region) -> String {
    let iou = |bounds| Region::iou(&scenes.config.scene, bounds);
    match stage {
        Stage::Anchors => {
            let anchor = chosen.proposal.anchor;
            words::anchors(SCENE_ANCHORS.cell(anchor), SCENE_ANCHORS.bounds(anchor).width())
        }
        Stage::Proposals => words::proposals(scenes.regions().len(), chosen.proposal.score),
        Stage::RoiAlign => words::roi_align(),
        Stage::Refinement => match chosen.refined() {
            Some(it) => words::refinement(it.class, iou(&chosen.proposal.bounds), iou(&it.bounds)),
            None => words::NOT_LEARNT.to_string(),
        },
    }
}

fn row(scenes: &Scenes, found: &Found, index: usize, region: &Region, ask: &Callback<Action>) -> Html {
    let scene = &scenes.config.scene;
    let refined = region.refined();
    let fate = refined.and_then(|it| found.all.iter().find(|other| other.detection == it));
    let fate = match fate.map(|it| it.fate) {
        Some(Fate::Kept(..)) => text::KEPT,
        Some(Fate::Suppressed(..)) => text::SUPPRESSED,
        None => Text::of(text::OPEN),
    };
    let is_chosen = scenes.config.region.min(scenes.regions().len() - 1) == index;
    let class = classes!(
        (fate == text::KEPT).then_some("kept"),
        (fate == text::OPEN).then_some("gone"),
        is_chosen.then_some("chosen")
    );
    let choose = ask.reform(move |_: MouseEvent| Action::Region(index));
    let after = refined.map(|it| text::number(Region::iou(scene, &it.bounds)));
    html! {
        <tr {class} onclick={choose}>
            <td><button data-testid={format!("region-{index}")} aria-pressed={is_chosen.to_string()} aria-label={words::region(index)}>{ text::number(region.proposal.score) }</button></td>
            <td>{ text::number(Region::iou(scene, &region.proposal.bounds)) }</td>
            <td>{ refined.map_or(String::new(), |it| scenes.config.box_label(it.class, it.score)) }</td>
            <td>{ after.unwrap_or_default() }</td>
            <td>{ fate }</td>
        </tr>
    }
}

/// What RoIAlign cuts out of every map.
fn features(chosen: &Region, theme: Theme) -> Html {
    let (area, w) = (REGION_FEATURES.area(), REGION_FEATURES.w);
    let largest = chosen.features.iter().copied().fold(0.0, f32::max);
    let maps = chosen.features.chunks_exact(area).enumerate().map(|(i, map)| {
        let values: Rc<[f32]> = Rc::from(map);
        let testid = (i == 0).then_some(AttrValue::from("region-features"));
        html! { <Bitmap {values} {w} palette={Palette::Activation} range={largest} {theme} {testid} /> }
    });
    html! { <figure class="pooled"><div>{ for maps }</div><figcaption class="fine">{ words::pooled() }</figcaption></figure> }
}

/// What the second stage says of the chosen region.
fn numbers(chosen: &Region) -> Html {
    let kinds = ShapeKind::ALL.map(text::kind);
    let names = kinds.into_iter().chain(words::DELTAS);
    let values = chosen.output.iter().flat_map(|output| output.iter());
    html! {
        <div class="cell-numbers">
            <table>
                <thead><tr>{ for names.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody><tr data-testid="region-output">{ for values.map(|value| html! { <td>{ text::number(*value) }</td> }) }</tr></tbody>
            </table>
        </div>
    }
}

/// What is drawn on the scene at this step.
pub fn boxes(scenes: &Scenes) -> Html {
    let (Some(found), Some(chosen)) = (scenes.found(), scenes.region()) else { return Html::default() };
    let proposal = |region: &Region, class: &'static str| {
        html! { <div class={classes!("proposal", class)} ~style={placed(&region.proposal.bounds)}></div> }
    };
    match scenes.stage(found.steps.len()) {
        Ok(Stage::Anchors) => {
            let of_cell = SCENE_ANCHORS.of_cell(SCENE_ANCHORS.cell(chosen.proposal.anchor));
            let anchor = |anchor: usize| {
                let is_its = anchor == chosen.proposal.anchor;
                let class = classes!("anchor", is_its.then_some("chosen-box"));
                html! { <div {class} ~style={placed(&SCENE_ANCHORS.bounds(anchor))}></div> }
            };
            html! { <>{ centers() }{ for of_cell.map(anchor) }</> }
        }
        Ok(Stage::Proposals) => {
            let label = html! { <span>{ text::number(chosen.proposal.score) }</span> };
            html! {
                <>
                    { for scenes.regions().iter().map(|region| proposal(region, "")) }
                    <div class="proposal chosen-box" ~style={placed(&chosen.proposal.bounds)}>{ label }</div>
                </>
            }
        }
        Ok(Stage::RoiAlign) => html! { <>{ proposal(chosen, "chosen-box") }{ points(chosen) }</> },
        Ok(Stage::Refinement) => {
            let pair = |region: &Region| {
                let refined = region.refined()?;
                found.all.iter().find(|it| it.detection == refined)?;
                Some(html! {
                    <>{ proposal(region, "before") }<div class="found" ~style={placed(&refined.bounds)}></div></>
                })
            };
            html! { <>{ truths(&found) }{ for scenes.regions().iter().filter_map(pair) }</> }
        }
        Err(suppression) => html! { <>{ truths(&found) }{ kept(scenes, &found, suppression) }</> },
    }
}

/// The centres of all cells.
fn centers() -> Html {
    let stride = SCENE_SIDE as f32 / SCENE_ANCHORS.cells as f32;
    let all = (0..SCENE_ANCHORS.cells * SCENE_ANCHORS.cells).map(|cell| {
        let [row, column] = SCENE_ANCHORS.cell(cell).map(|along| (along as f32 + 0.5) * stride);
        html! { <circle cx={column.to_string()} cy={row.to_string()} r="0.3" /> }
    });
    over(html! { <>{ for all }</> }, "centers")
}

/// Where the features of a region are taken.
fn points(chosen: &Region) -> Html {
    let all = SCENE_ROI_ALIGN.points(&chosen.proposal.bounds).into_iter().map(|point| {
        let [x, y] = point.at.map(|along| (along + 0.5) / SCENE_ROI_ALIGN.scale);
        html! { <circle cx={x.to_string()} cy={y.to_string()} r="0.24" /> }
    });
    over(html! { <>{ for all }</> }, "points")
}

fn over(children: Html, class: &'static str) -> Html {
    let view_box = format!("0 0 {SCENE_SIDE} {SCENE_SIDE}");
    html! { <svg class={classes!("over", class)} viewBox={view_box} aria-hidden="true" data-testid={class}>{ children }</svg> }
}
