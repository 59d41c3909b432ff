//! The user's own classes: their examples, which network lends its layers, and what both networks come to.

mod capture;
mod classes;
mod pictures;
mod runner;

use std::sync::Arc;

use yew::prelude::*;

pub use runner::Runner;

use super::learning::play_bar;
use super::results::{Results, failed, results};
use super::try_it::said;
use super::{row, subject};
use crate::app::color::Theme;
use crate::app::places::scenes::teach::own::{
    Action, FORMATS, Loading, Own, OwnConfig, SMALL, SOURCE_NETWORKS, SourceNetwork,
};
use crate::app::places::scenes::teach::{Action as TeachAction, EPOCHS, WAYS, epochs};
use crate::app::places::scenes::{self, Scenes};
use crate::app::text::scenes_symbols as symbols;
use crate::app::text::scenes_teach as teach_text;
use crate::app::text::scenes_teach_own as text;
use crate::app::text::shell::TRY_AGAIN;
use crate::data::{Dataset, Scale};
use crate::ui::scenes::learn_bar::{engine, idea};
use capture::Capture;

pub fn own(
    scenes: &Scenes,
    config: &OwnConfig,
    tabs: Html,
    theme: Theme,
    of_place: &Callback<scenes::Action>,
) -> Html {
    let ask = of_place.reform(scenes::Action::Teach);
    let (own, act) = (&scenes.teach.own, ask.reform(TeachAction::Own));
    let says = match &own.taught {
        Some(taught) => taught.runs.iter().map(|course| said(course, &taught.names)).collect(),
        None => vec![None; 2],
    };
    let names = own.examples.names();
    html! {
        <>
            <section class="scene taught-by" aria-label={text::SOMETHING}>
                { tabs }
                { subject(1, &ask) }
                <Capture class={own.chosen} name={names[own.chosen].clone()} room={own.examples.room()} tried={own.tried.clone()} said={says} {theme} ask={act.clone()} />
                if let Some(said) = &own.said { <p class="own-said" role="alert" data-testid="own-said">{ said }</p> }
                { classes::classes(own, theme, &act) }
            </section>
            <section class="answer" aria-live="off" aria-label={teach_text::RESULTS}>{ answer(scenes, config, theme, &act, of_place) }</section>
            <aside class="learnt" aria-label={teach_text::TEACH}>
                { bar(own, config, &act, engine(scenes, of_place)) }
                { settings(own, config, &act) }
                { loading(own, config, &act) }
                { export(own, &act) }
                { idea(false, teach_text::IDEA, teach_text::SOURCES) }
            </aside>
        </>
    }
}

fn answer(
    scenes: &Scenes,
    config: &OwnConfig,
    theme: Theme,
    act: &Callback<Action>,
    of_place: &Callback<scenes::Action>,
) -> Html {
    let own = &scenes.teach.own;
    if let Some(why) = &own.failed {
        return failed(why, act.reform(|_| Action::Reset));
    }
    let waits = match (own.waits(), own.examples.lacks()) {
        (true, _) => text::WAITS.to_string(),
        (false, Some(lacks)) => lacks,
        (false, None) => text::PRESS_PLAY.to_string(),
    };
    let Some(taught) = &own.taught else {
        let (shape, scale) =
            own.source(config).map_or((SMALL, Scale::Unit), |it| (it.network.input, it.scale));
        let names = own.examples.names();
        let data = Arc::new(Dataset { shape, scale, images: Vec::new(), labels: Vec::new(), names });
        let held_out = own.examples.held_out();
        let scored =
            (held_out > 0).then(|| scored_words(own, own.examples.all().count() - held_out, held_out));
        let results_of = Results { courses: &[], frozen: config.frozen, data, scored, waits };
        return results(scenes, results_of, theme, of_place);
    };
    let scored = (taught.scored > 0).then(|| scored_words(own, taught.learnt, taught.scored));
    let (courses, frozen, data) = (&taught.runs[..], taught.config.frozen, taught.shown.clone());
    html! {
        <>
            { results(scenes, Results { courses, frozen, data, scored, waits }, theme, of_place) }
            if taught.outdated { <p class="fine" data-testid="own-outdated">{ text::OUTDATED }</p> }
        </>
    }
}

fn scored_words(own: &Own, learnt: usize, scored: usize) -> String {
    let words = if own.examples.learnt_of_each.is_some() { symbols::scored } else { text::scored };
    words(learnt, scored)
}

fn bar(own: &Own, config: &OwnConfig, act: &Callback<Action>, engine: Html) -> Html {
    let waiting = own.waiting(config);
    let stands = match &own.taught {
        Some(taught) => teach_text::course(false, epochs(&taught.runs), EPOCHS),
        None if own.waits() && waiting > 0 => text::computing(waiting),
        None => teach_text::planned(EPOCHS, own.steps()),
    };
    let acts = [Action::Play, Action::Pause, Action::Reset];
    let acts = acts.map(|it| act.reform(move |_| it.clone()));
    play_bar(own.is_running() || own.waits(), stands, own.failed.is_some(), acts, engine)
}

fn settings(own: &Own, config: &OwnConfig, act: &Callback<Action>) -> Html {
    let change = |with: fn(&mut OwnConfig, usize)| {
        let config = *config;
        act.reform(move |index: usize| {
            let mut to = config;
            with(&mut to, index);
            Action::Configure(to)
        })
    };
    let from = SOURCE_NETWORKS.iter().position(|(source, ..)| *source == config.source).unwrap_or(0);
    let cuts = own.cuts(config);
    let way = WAYS.iter().position(|(frozen, ..)| *frozen == config.frozen).unwrap_or(0);
    let is_whole = config.source == SourceNetwork::Lite0;
    let name = own.source(config).and_then(|source| source.name.as_deref());
    html! {
        <div class="teach-settings own-settings">
            { row(text::SOURCE_NETWORK.get(), SOURCE_NETWORKS.map(|(.., name)| name.to_string()).into(), from, "own-source", change(|to, i| to.source = SOURCE_NETWORKS[i].0)) }
            if !is_whole {
                { row(text::CUT.get(), (1..=cuts).map(|cut| cut.to_string()).collect(), config.cut.min(cuts) - 1, "own-cut", change(|to, i| to.cut = i + 1)) }
                { row(text::WAY.get(), WAYS.map(|(_, _, name)| name.to_string()).into(), way, "own-way", change(|to, i| to.frozen = WAYS[i].0)) }
            }
            <p class="fine" data-testid="own-about">{ text::about(from, name) }</p>
        </div>
    }
}

/// How far the network is that lends its layers.
fn loading(own: &Own, config: &OwnConfig, act: &Callback<Action>) -> Html {
    match own.loading(config) {
        Loading::No | Loading::Ready => Html::default(),
        Loading::Fetching(received) => {
            html! { <p role="status" data-testid="own-loading">{ text::fetching(*received, own.bytes(config)) }</p> }
        }
        Loading::Opening => html! { <p role="status" data-testid="own-loading">{ text::OPENING }</p> },
        Loading::Failed(why) => html! {
            <p role="alert" data-testid="own-loading">{ why }{ " " }<button class="quiet" onclick={act.reform(|_| Action::TryAgain)}>{ TRY_AGAIN }</button></p>
        },
    }
}

fn export(own: &Own, act: &Callback<Action>) -> Html {
    if own.taught.is_none() {
        return Html::default();
    }
    html! {
        <div class="own-export">
            <h2>{ text::EXPORT }</h2>
            <div class="chips">{ for FORMATS.map(|(format, ending, name)| html! {
                <button class="quiet" data-testid={format!("own-save-{ending}")} onclick={act.reform(move |_| Action::Export(format))}>{ name }</button>
            }) }</div>
            <p class="fine">{ text::EXPORTED }</p>
        </div>
    }
}
