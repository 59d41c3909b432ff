//! What is inside: one band of tiles for each layer, for the chosen sample or of its weights.

use std::rc::Rc;

use yew::prelude::*;

use super::bands::BandView;
use super::guess::GuessBars;
use super::images::Images;
use super::time::time;
use super::try_it::TryIt;
use super::weight_history::weight_history_strip;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::thousands;
use crate::app::places::train::{
    Band, Look, Progress, Train, TrainAction, TrainConfig, TrainingRuns, WeightHistory, bands,
};
use crate::app::text::Text;
use crate::app::text::{shell, train as text};
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

/// Each look has the palette of what it shows.
pub const fn palette(look: Look) -> Palette {
    match look {
        Look::Activations | Look::Statistics | Look::RunningStatistics | Look::Masks | Look::Planes => {
            Palette::Activation
        }
        Look::Weights => Palette::Weight,
        Look::Gradients | Look::WeightGradients | Look::Updates => Palette::Gradient,
    }
}

/// What is looked at now.
fn look(train: &Train) -> Look {
    let walkthrough = train.runs.walkthrough.as_ref();
    walkthrough.map_or(train.config.shown_look(), |walkthrough| walkthrough.part().look)
}

/// Whether the planes of units are shown, in place of bands.
pub fn shows_planes(train: &Train) -> bool {
    look(train) == Look::Planes
}

/// What is shown, and for which sample.
pub fn header(train: &Train, theme: Theme, more: Html, ask: &Callback<TrainAction>) -> Html {
    let (Train { config, runs, .. }, look) = (train, look(train));
    let is_plane = config.data.is_toy();
    let name = |known: Look, name: Text| match known {
        Look::Activations if is_plane => text::UNITS,
        _ => name,
    };
    let is_now = |known: Look| known == look || (known == Look::Activations && look == Look::Planes);
    let looks: Vec<(Look, &str, Text)> =
        Look::ALL.into_iter().filter(|(known, ..)| is_now(*known) || known.is_in(&config.network)).collect();
    let chosen = looks.iter().position(|(known, ..)| is_now(*known)).unwrap_or(0);
    let options: Vec<AttrValue> =
        looks.iter().map(|(known, _, shown)| AttrValue::from(name(*known, *shown))).collect();
    let choose = {
        let config = config.clone();
        ask.reform(move |i: usize| {
            TrainAction::Configure(Box::new(TrainConfig { look: looks[i].0, ..config.clone() }))
        })
    };
    let first = runs.list.first();
    let validation = first.map_or_else(|| Rc::from([]), |first| first.validation.clone());
    let pointed = first.and_then(|first| first.pointed.clone());
    let names = config.data.names();
    let ((shape, values), (_, label)) =
        (config.data.picture(config.sample), config.data.sample(config.sample));
    let values = train.tried.clone().unwrap_or_else(|| values.into());
    let class = names.get(usize::from(label)).cloned().unwrap_or_default();
    let of = match look.is_of_sample() {
        true if train.tried.is_some() => text::for_sample(text::TRIED.get(), ""),
        true => text::for_sample(&thousands(u64::from(config.sample)), &class),
        false => text::of_what(look).to_string(),
    };
    html! {
        <header>
            if look == Look::Planes {
                <Choice name={text::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="look" wide={true} />
            } else {
                <Segments name={text::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="look" />
            }
            if look != Look::Planes {
                <Images config={config.clone()} {shape} {values} {validation} {pointed} {theme} ask={ask.clone()} />
                if super::images::visible(&config.data) && !is_plane {
                    <TryIt data={config.data.clone()} tries={train.tried.is_some()} {theme} ask={ask.clone()} />
                }
                <p>{ of }</p>
            }
            if !matches!(look, Look::Planes | Look::Statistics | Look::Masks) {
                <button class="chip" aria-pressed={train.over_time.to_string()} data-testid="over-time" onclick={{ let over_time = !train.over_time; ask.reform(move |_: MouseEvent| TrainAction::OverTime(over_time)) }}>{ text::OVER_TIME }</button>
            }
            { more }
            { slow_motion(runs, ask) }
        </header>
    }
}

/// What happened last, and what is in the way.
pub fn said(train: &Train, ask: &Callback<TrainAction>) -> Html {
    let (runs, offered) = (&train.runs, train.offered());
    let status = runs.list.iter().find_map(|progress| progress.error()).or_else(|| runs.status.clone());
    let status = status.or_else(|| offered.map(|offered| text::kept(&offered.line())));
    let status = status.or_else(|| runs.plan_error.as_ref().map(|plan_error| format!("{plan_error}.")));
    let status = train.import.reading.map(text::reading).or(status);
    html! {
        <>
            <div class={classes!("train-said", runs.walkthrough.is_some().then_some("told"))}>
                <p role="status" data-testid="said">
                    { runs.walkthrough.as_ref().map(|walkthrough| walkthrough.part().sentence.clone()).or(status).unwrap_or_default() }
                    if let Some(numbers) = train.walkthrough_numbers() { <output class="told-numbers" data-testid="told-numbers">{ numbers }</output> }
                </p>
                if train.import.reading.is_some() || runs.restoring.is_some() {
                    <button class="chip" data-testid="stop-reading" onclick={ask.reform(|_| TrainAction::StopReading)}>{ text::STOP_READING }</button>
                }
                if !runs.ready() && !runs.list.is_empty() { <p class="late" role="status">{ text::PREPARING }</p> }
                if let Some(offered) = offered.filter(|_| runs.walkthrough.is_none()) {
                    <button class="chip" data-testid="bring-back" title={text::kept(&offered.line())} onclick={ask.reform(|_| TrainAction::TakeOffer(true))}>{ text::BRING_BACK }</button>
                    <button class="chip" data-testid="dismiss-offer" aria-label={shell::DISMISS} title={shell::DISMISS} onclick={ask.reform(|_| TrainAction::TakeOffer(false))}>{ "×" }</button>
                }
            </div>
            if let Some(diagnosis) = train.diagnosis().filter(|_| runs.walkthrough.is_none()) {
                <div class="diagnosis" role="status" aria-label={text::DIAGNOSIS} data-testid="diagnosis">
                    <p>{ diagnosis.sentence() }</p>
                    <button class="chip chosen" data-testid="remedy" disabled={runs.watched.is_some()} onclick={ask.reform(|_| TrainAction::TryRemedy)}>{ diagnosis.remedy(&train.config).0 }</button>
                </div>
            }
            { super::trouble::trouble(&train.trouble, runs.watched.is_some(), ask) }
        </>
    }
}

pub fn stage(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let (runs, look) = (&train.runs, look(train));
    let name = Look::ALL.into_iter().find(|(known, ..)| *known == look).map_or("", |(_, _, name)| name.get());
    let of_every_layer = text::of_every_layer(name);
    let lit = runs.walkthrough.as_ref().and_then(|walkthrough| walkthrough.part().lit);
    let names: Rc<[String]> = train.config.data.names().into();
    let label = train.tried.is_none().then(|| usize::from(train.config.data.sample(train.config.sample).1));
    let shown = train.shown_runs();
    let two = shown.len() > 1;
    // Layers of the same name have histograms on the same scale.
    let span = |name: &str| {
        let of = |progress: &&Progress| {
            let at = bands(&progress.plan, look).iter().position(|band| band.name == name)?;
            progress.last.histograms.get(at).map(|histogram| [histogram.least, histogram.most])
        };
        let spans = shown.iter().filter_map(of);
        spans.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]).unwrap_or([0.0, 1.0])
    };
    let rows = shown.iter().enumerate().map(|(index, progress)| {
        let bands = bands(&progress.plan, look);
        let (total, count) = (bands.iter().map(|band| band.width).sum::<f32>(), bands.len());
        let drawn = bands.into_iter().zip(
            progress.values.iter().map(Some).chain(std::iter::repeat(None)),
        );
        let name = train.name_of_run(index);
        let is_own = index < runs.list.len() && look == Look::Weights;
        let prior = if is_own { train.prior(index) } else { None };
        let over_time = |band: usize| {
            let picture = if train.over_time { progress.histograms.picture(band) } else { None };
            picture.map(|(values, columns, ends)| (Rc::<[f32]>::from(values), columns, ends))
        };
        // The weights of the first run can be looked at over time.
        let pick = |band: &Band| {
            let (band, first) = (band.clone(), progress.plan.params_of(band.node).start);
            (index == 0 && look == Look::Weights)
                .then(|| ask.reform(move |tile: usize| TrainAction::ShowWeightHistory(WeightHistory::of(&band, tile, first))))
        };
        html! {
            <div class="stage-row">
                <div class="bands" role="group" ~style={format!("--total:{total:.0};--gaps:{}", 10 * count)} aria-label={of_every_layer.clone()} tabindex="0">
                    { for drawn.enumerate().map(|(i, (band, values))| { let (key, name_of_band) = (format!("{}-{i}", band.name), band.name.clone()); let weight_history = pick(&band); let turn = lit.map(|node| node == band.node); html! {
                        <BandView {key} {turn} {weight_history} {band}
                            values={values.cloned().unwrap_or_else(|| Rc::from([]))} span={span(&name_of_band)} over_time={over_time(i)} histogram={progress.last.histograms.get(i).cloned()} prior={prior.clone()}
                            palette={palette(look)} {theme} />
                    } }) }
                </div>
                <div class="stage-answer">
                    if let Some(name) = name { <h3 class={if index == 0 { "first" } else { "second" }}>{ name }</h3> }
                    if let Some(guess) = progress.guess.as_ref().filter(|_| names.len() > 1) { <GuessBars guess={guess.clone()} {label} names={names.clone()} testid={["guess", "guess-second"][index.min(1)]} /> }
                </div>
            </div>
        }
    });
    html! {
        <section class={classes!("train-stage", two.then_some("two"))} aria-label={text::INSIDE}>
            { header(train, theme, Html::default(), ask) }
            { said(train, ask) }
            { for rows }
            <div class="train-foot">
                { super::lens::lens(train, theme, ask) }
                { runs.weight_history.as_ref().map(|weight_history| weight_history_strip(weight_history, theme, ask)) }
                { time(runs.list.first().map(Progress::timeline), &ask.reform(TrainAction::Seek)) }
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
                <button class="chip" data-testid="slow-motion-back" disabled={walkthrough.at == 0} onclick={ask.reform(|_: MouseEvent| TrainAction::PreviousStepPart)}>{ text::PREVIOUS_PART }</button>
                <button class="chip chosen" data-testid="slow-motion" onclick={tell}>{ text::next_part(walkthrough.at + 1, walkthrough.parts.len()) }</button>
                <button class="chip" data-testid="slow-motion-end" onclick={end_walkthrough}>{ text::END }</button>
            </span>
        },
    }
}
