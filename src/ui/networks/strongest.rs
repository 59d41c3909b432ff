//! Where a map of a stage is strongest in the site's photographs.

use yew::prelude::*;

use super::tiles::{Patch, Photo};
use crate::app::numbers::sig3;
use crate::app::places::networks::run::{PHOTOGRAPHS, Run, RunAction, Stage, StrongestPatch};
use crate::app::text::networks::run as text;
use crate::ui::widgets::fields::Stepper;

/// Pixels of a photograph's side.
const SIDE: f32 = 76.0;

/// The map that is looked for, and what was found of it.
pub fn strongest(run: &Run, stage: &Stage, map: usize, act: &Callback<RunAction>) -> Html {
    let patches = run.strongest();
    let side = patches.first().map_or(1, |patch| patch.square.side);
    let seen = patches.iter().map(|patch| patch.sees.clone().map(|cells| cells.len()));
    let sees = seen.reduce(|[h, w], [rows, columns]| [h.max(rows), w.max(columns)]);
    let is_whole = sees.is_some_and(|[rows, columns]| rows.min(columns) >= side);
    html! {
        <div class="strongest" data-testid="strongest">
            <h2>{ text::looks_for(&stage.name, map) }</h2>
            <div class="strongest-map">
                <Stepper name={text::MAP} value={map} least={0} largest={stage.shape.c - 1} set={act.reform(|map| RunAction::Map(Some(map)))}
                    complain={Callback::noop()} testid="map" />
                <button class="chip" data-testid="close-strongest" onclick={act.reform(|_| RunAction::Map(None))}>{ text::CLOSE }</button>
            </div>
            <p class="fine">{ sees.map_or(text::SEARCHING.to_string(), |sees| text::cell_sees(sees, side)) }</p>
            <div class="strongest-row">{ for patches.iter().map(|patch| figure(patch, is_whole)) }</div>
        </div>
    }
}

fn figure(patch: &StrongestPatch, is_whole: bool) -> Html {
    let StrongestPatch { photograph, square, peak, sees, middle: [y, x] } = patch;
    let percent = |at: usize| 100.0 * at as f32 / square.side as f32;
    let [rows, columns] = sees;
    let frame = format!(
        "left:{:.1}%;top:{:.1}%;width:{:.1}%;height:{:.1}%",
        percent(columns.start),
        percent(rows.start),
        percent(columns.len()),
        percent(rows.len())
    );
    let dot = format!("left:{:.1}%;top:{:.1}%", 100.0 * x, 100.0 * y);
    let name = text::strongest_in(PHOTOGRAPHS[*photograph].1.get(), &sig3(peak.value), peak.row, peak.column);
    html! {
        <figure key={*photograph} title={name.clone()}>
            <div class="framed-image">
                <Photo square={square.clone()} side={SIDE} name={name.clone()} />
                if is_whole { <i class="dot" ~style={dot}></i> } else { <i class="frame" ~style={frame}></i> }
            </div>
            if !is_whole { <div class="strongest-patch"><Patch square={square.clone()} part={sees.clone()} {name} /></div> }
            <figcaption>{ sig3(peak.value) }</figcaption>
        </figure>
    }
}
