//! What is inside: one band of tiles for each layer, for the chosen sample or of its weights.

use std::rc::Rc;

use yew::prelude::*;

use super::bands::BandView;
use super::film::film_strip;
use super::images::Images;
use super::time::time;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::thousands;
use crate::app::places::train::{Band, Film, Look, Request, Setup, Trainings, bands};
use crate::ui::widgets::segments::Segments;

/// Each look has the palette of what it shows.
const fn palette(look: Look) -> Palette {
    match look {
        Look::Activations | Look::Statistics | Look::Masks => Palette::Activation,
        Look::Weights => Palette::Weight,
        Look::Gradients | Look::WeightGradients | Look::Updates => Palette::Gradient,
    }
}

pub fn stage(setup: &Setup, trainings: &Trainings, theme: Theme, ask: &Callback<Request>) -> Html {
    let look = trainings.story.as_ref().map_or(setup.look, |story| story.scene().look);
    let looks: Vec<(Look, &str, &str)> =
        Look::ALL.into_iter().filter(|(known, ..)| *known == look || known.is_in(&setup.network)).collect();
    let chosen = looks.iter().position(|(known, ..)| *known == look).unwrap_or(0);
    let options: Vec<AttrValue> =
        looks.iter().map(|(_, _, name)| AttrValue::from(name.to_string())).collect();
    let of_every_layer = format!("{} of every layer", looks[chosen].2);
    let choose = {
        let setup = setup.clone();
        ask.reform(move |i: usize| Request::Setup(Box::new(Setup { look: looks[i].0, ..setup.clone() })))
    };
    let names = setup.samples.names();
    let (values, label) = setup.samples.sample(setup.sample);
    let class = names.get(usize::from(label)).cloned().unwrap_or_default();
    let of = match look.is_of_sample() {
        true => format!("for sample {}: {class}", thousands(u64::from(setup.sample))),
        false => look.of_what().to_owned(),
    };
    let lit = trainings.story.as_ref().and_then(|story| story.scene().lit);
    let said =
        trainings.runs.iter().find_map(|progress| progress.trouble()).or_else(|| trainings.said.clone());
    let said = said.or_else(|| trainings.problem.as_ref().map(|problem| format!("{problem}.")));
    let rows = trainings.runs.iter().enumerate().map(|(index, progress)| {
        let drawn = bands(&progress.plan, look).into_iter().zip(
            progress.values.iter().map(Some).chain(std::iter::repeat(None)),
        );
        let name = match (trainings.runs.len(), setup.variant) {
            (1, _) | (_, None) => None,
            (_, Some(variant)) => Some(if index == 0 { "as set".to_owned() } else { variant.name().to_owned() }),
        };
        let histograms = progress.histograms.clone();
        // The weights of the first run can be looked at over time.
        let pick = |band: &Band| {
            let (band, first) = (band.clone(), progress.plan.params_of(band.node).start);
            (index == 0 && look == Look::Weights)
                .then(|| ask.reform(move |tile: usize| Request::Film(Film::of(&band, tile, first))))
        };
        html! {
            <>
                if let Some(name) = name { <h3 class={if index == 0 { "first" } else { "second" }}>{ name }</h3> }
                <div class="bands" role="group" aria-label={of_every_layer.clone()} tabindex="0">
                    { for drawn.enumerate().map(|(i, (band, values))| { let key = format!("{}-{i}", band.name); let film = pick(&band); let turn = lit.map(|node| node == band.node); html! {
                        <BandView {key} {turn} {film} {band}
                            values={values.cloned().unwrap_or_else(|| Rc::from([]))} histogram={histograms.get(i).cloned()}
                            palette={palette(look)} {theme} />
                    } }) }
                </div>
            </>
        }
    });
    html! {
        <section class={classes!("train-stage", (trainings.runs.len() > 1).then_some("two"))} aria-label="Inside the network">
            <header>
                <Segments name="What is shown" {options} {chosen} {choose} testid="look" />
                <Images setup={setup.clone()} values={Rc::<[f32]>::from(values)} {theme} ask={ask.clone()} />
                <p>{ of }</p>
                { slow_motion(trainings, ask) }
            </header>
            <p class={classes!("train-said", trainings.story.is_some().then_some("told"))} role="status" data-testid="said">
                { trainings.story.as_ref().map(|story| story.scene().sentence.clone()).or(said).unwrap_or_default() }
            </p>
            { for rows }
            <div class="train-foot">
                { trainings.film.as_ref().map(|film| film_strip(film, theme, ask)) }
                { time(trainings, ask) }
            </div>
        </section>
    }
}

/// One step, told part by part.
fn slow_motion(trainings: &Trainings, ask: &Callback<Request>) -> Html {
    let able = trainings.ready();
    let tell = ask.reform(|_: MouseEvent| Request::Tell);
    let hush = ask.reform(|_: MouseEvent| Request::Hush);
    match &trainings.story {
        None => {
            html! { <button class="chip" data-testid="slow-motion" disabled={!able} onclick={tell}>{ "Slow motion" }</button> }
        }
        Some(story) => html! {
            <span class="story" role="group" aria-label="Slow motion">
                <button class="chip chosen" data-testid="slow-motion" onclick={tell}>{ format!("Next ({} of {})", story.at + 1, story.scenes.len()) }</button>
                <button class="chip" data-testid="slow-motion-end" onclick={hush}>{ "End" }</button>
            </span>
        },
    }
}
