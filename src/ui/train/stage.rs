//! What is inside: one band of tiles for each layer, for the chosen sample or of its weights.

use std::rc::Rc;

use yew::prelude::*;

use super::bands::BandView;
use super::images::Images;
use super::time::time;
use super::weight_history::weight_history_strip;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::thousands;
use crate::app::places::train::{
    Band, Look, Train, TrainAction, TrainConfig, TrainingRuns, WeightHistory, bands,
};
use crate::app::text::{shell, train as text};
use crate::ui::widgets::segments::Segments;

/// Each look has the palette of what it shows.
const fn palette(look: Look) -> Palette {
    match look {
        Look::Activations | Look::Statistics | Look::Masks => Palette::Activation,
        Look::Weights => Palette::Weight,
        Look::Gradients | Look::WeightGradients | Look::Updates => Palette::Gradient,
    }
}

pub fn stage(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let (Train { config, runs, .. }, offered) = (train, train.offered());
    let look = runs.walkthrough.as_ref().map_or(config.look, |walkthrough| walkthrough.part().look);
    let looks: Vec<(Look, &str, &str)> =
        Look::ALL.into_iter().filter(|(known, ..)| *known == look || known.is_in(&config.network)).collect();
    let chosen = looks.iter().position(|(known, ..)| *known == look).unwrap_or(0);
    let options: Vec<AttrValue> =
        looks.iter().map(|(_, _, name)| AttrValue::from(name.to_string())).collect();
    let of_every_layer = text::of_every_layer(looks[chosen].2);
    let choose = {
        let config = config.clone();
        ask.reform(move |i: usize| {
            TrainAction::Configure(Box::new(TrainConfig { look: looks[i].0, ..config.clone() }))
        })
    };
    let names = config.data.names();
    let (values, label) = config.data.sample(config.sample);
    let class = names.get(usize::from(label)).cloned().unwrap_or_default();
    let of = match look.is_of_sample() {
        true => text::for_sample(&thousands(u64::from(config.sample)), &class),
        false => text::of_what(look).to_owned(),
    };
    let lit = runs.walkthrough.as_ref().and_then(|walkthrough| walkthrough.part().lit);
    let status = runs.list.iter().find_map(|progress| progress.error()).or_else(|| runs.status.clone());
    let status = status.or_else(|| offered.map(|offered| text::kept(&offered.line())));
    let status = status.or_else(|| runs.plan_error.as_ref().map(|plan_error| format!("{plan_error}.")));
    let status = train.import.reading.map(text::reading).or(status);
    let rows = runs.list.iter().enumerate().map(|(index, progress)| {
        let drawn = bands(&progress.plan, look).into_iter().zip(
            progress.values.iter().map(Some).chain(std::iter::repeat(None)),
        );
        let name = match (runs.list.len(), config.variant) {
            (1, _) | (_, None) => None,
            (_, Some(variant)) => Some(if index == 0 { text::BASELINE } else { variant.name() }),
        };
        // The weights of the first run can be looked at over time.
        let pick = |band: &Band| {
            let (band, first) = (band.clone(), progress.plan.params_of(band.node).start);
            (index == 0 && look == Look::Weights)
                .then(|| ask.reform(move |tile: usize| TrainAction::ShowWeightHistory(WeightHistory::of(&band, tile, first))))
        };
        html! {
            <>
                if let Some(name) = name { <h3 class={if index == 0 { "first" } else { "second" }}>{ name }</h3> }
                <div class="bands" role="group" aria-label={of_every_layer.clone()} tabindex="0">
                    { for drawn.enumerate().map(|(i, (band, values))| { let key = format!("{}-{i}", band.name); let weight_history = pick(&band); let turn = lit.map(|node| node == band.node); html! {
                        <BandView {key} {turn} {weight_history} {band}
                            values={values.cloned().unwrap_or_else(|| Rc::from([]))} histogram={progress.last.histograms.get(i).cloned()}
                            palette={palette(look)} {theme} />
                    } }) }
                </div>
            </>
        }
    });
    html! {
        <section class={classes!("train-stage", (runs.list.len() > 1).then_some("two"))} aria-label={text::INSIDE}>
            <header>
                <Segments name={text::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="look" />
                <Images config={config.clone()} values={Rc::<[f32]>::from(values)} {theme} ask={ask.clone()} />
                <p>{ of }</p>
                { slow_motion(runs, ask) }
            </header>
            <div class={classes!("train-said", runs.walkthrough.is_some().then_some("told"))}>
                <p role="status" data-testid="said">
                    { runs.walkthrough.as_ref().map(|walkthrough| walkthrough.part().sentence.clone()).or(status).unwrap_or_default() }
                </p>
                if train.import.reading.is_some() {
                    <button class="chip" data-testid="stop-reading" onclick={ask.reform(|_| TrainAction::StopReading)}>{ text::STOP_READING }</button>
                }
                if !runs.ready() && !runs.list.is_empty() { <p class="late" role="status">{ text::PREPARING }</p> }
                if let Some(offered) = offered.filter(|_| runs.walkthrough.is_none()) {
                    <button class="chip" data-testid="bring-back" title={text::kept(&offered.line())} onclick={ask.reform(|_| TrainAction::TakeOffer(true))}>{ text::BRING_BACK }</button>
                    <button class="chip" data-testid="dismiss-offer" aria-label={shell::DISMISS} title={shell::DISMISS} onclick={ask.reform(|_| TrainAction::TakeOffer(false))}>{ "×" }</button>
                }
            </div>
            { super::trouble::trouble(&train.trouble, runs.watched.is_some(), ask) }
            { for rows }
            <div class="train-foot">
                { runs.weight_history.as_ref().map(|weight_history| weight_history_strip(weight_history, theme, ask)) }
                { time(runs, ask) }
            </div>
        </section>
    }
}

/// One step, part by part.
fn slow_motion(runs: &TrainingRuns, ask: &Callback<TrainAction>) -> Html {
    let able = runs.ready() && runs.watched.is_none();
    let tell = ask.reform(|_: MouseEvent| TrainAction::NextStepPart);
    let end_walkthrough = ask.reform(|_: MouseEvent| TrainAction::EndWalkthrough);
    match &runs.walkthrough {
        None => {
            html! { <button class="chip" data-testid="slow-motion" disabled={!able} onclick={tell}>{ text::SLOW_MOTION }</button> }
        }
        Some(walkthrough) => html! {
            <span class="story" role="group" aria-label={text::SLOW_MOTION}>
                <button class="chip chosen" data-testid="slow-motion" onclick={tell}>{ text::next_part(walkthrough.at + 1, walkthrough.parts.len()) }</button>
                <button class="chip" data-testid="slow-motion-end" onclick={end_walkthrough}>{ text::END }</button>
            </span>
        },
    }
}
