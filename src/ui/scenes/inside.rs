//! What learns, as Train shows it: back in time, the norms of gradients, and the values of each layer. Networks that learn beside each
//! other are shown together.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::scenes::{Action, Inside, Scenes, Task};
use crate::app::places::train::{Band, Progress, Timeline, bands};
use crate::app::text::{Text, describe, scenes_inside as text, scenes_teach, train as words};
use crate::session::Look;
use crate::ui::train::bands::BandView;
use crate::ui::train::flow::{flow, norms};
use crate::ui::train::stage::palette;
use crate::ui::train::time::time;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

/// Back in time, and what is shown: `curves`, or what stands in their place.
pub fn inside(scenes: &Scenes, curves: Html, theme: Theme, ask: &Callback<Action>) -> Html {
    let runs: Vec<&Progress> = scenes.watched_runs().into_iter().map(|run| &run.progress).collect();
    let Some(first) = runs.first() else { return curves };
    let (inside, look) = (scenes.inside, scenes.look);
    html! {
        <>
            { bar(scenes, first.timeline(), &Inside::ALL, ask) }
            { match inside {
                Inside::Curves => curves,
                Inside::Gradients if scenes.config.task == Task::Describe => groups(scenes),
                Inside::Gradients => flow(&runs),
                Inside::Maps => maps(&runs, look, theme, ask),
            } }
        </>
    }
}

/// The norm of the gradient of each group of a decoder's parameters: it is one layer.
fn groups(scenes: &Scenes) -> Html {
    let known = scenes.decoder_norms();
    let names = describe::PARAM_GROUPS.map(|name| name.get());
    let column = names.into_iter().enumerate().map(|(group, name)| (name, known.map(|norms| norms[group])));
    html! { <section class="train-flow" aria-label={describe::GRADIENTS} data-testid="gradient-flow">{ norms(&[column.collect()]) }</section> }
}

/// Back in time, and which of these is shown.
pub fn bar(scenes: &Scenes, timeline: Timeline, offered: &'static [Inside], ask: &Callback<Action>) -> Html {
    let look = scenes.look;
    let choose = ask.reform(move |i: usize| Action::Inside(offered[i], look));
    let chosen = offered.iter().position(|it| *it == scenes.inside).unwrap_or(0);
    let testids = ["inside-curves", "inside-gradients", "inside-maps"];
    let options: Vec<AttrValue> =
        offered.iter().map(|it| AttrValue::from(text::INSIDE[*it as usize])).collect();
    let option_testids: Vec<AttrValue> =
        offered.iter().map(|it| AttrValue::from(testids[*it as usize])).collect();
    html! {
        <div class="inside-bar">
            { time(Some(timeline), &ask.reform(Action::Seek)) }
            <Segments name={text::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="inside" {option_testids} />
        </div>
    }
}

/// The layers from left to right.
fn maps(runs: &[&Progress], look: Look, theme: Theme, ask: &Callback<Action>) -> Html {
    let is_in_one = |known: Look| runs.iter().any(|run| known.is_in(run.plan.network()));
    let looks: Vec<(Look, &str, Text)> =
        Look::ALL.into_iter().filter(|(known, ..)| is_in_one(*known)).collect();
    let chosen = looks.iter().position(|(known, ..)| *known == look).unwrap_or(0);
    let options: Vec<AttrValue> = looks.iter().map(|(_, _, name)| AttrValue::from(name.get())).collect();
    let name = looks[chosen].2;
    let choose = ask.reform(move |i: usize| Action::Inside(Inside::Maps, looks[i].0));
    let named = |progress: &&Progress| {
        let layers = layers(progress, look, theme);
        html! { <div class="bands" role="group" aria-label={words::of_every_layer(name.get())} tabindex="0">{ layers }</div> }
    };
    html! {
        <>
            <Choice name={words::WHAT_IS_SHOWN} {options} {chosen} {choose} testid="look" wide={true} />
            <OneRun maps={runs.iter().map(named).collect::<Vec<_>>()} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct OneRunProps {
    maps: Vec<Html>,
}

/// The maps of one of the networks that learn beside each other.
#[component]
fn OneRun(OneRunProps { maps }: &OneRunProps) -> Html {
    let which = use_state(|| 0);
    let chosen = (*which).min(maps.len().saturating_sub(1));
    let choose = Callback::from(move |run| which.set(run));
    let options = scenes_teach::RUNS.map(AttrValue::from).to_vec();
    html! {
        <>
            if maps.len() > 1 { <Segments name={scenes_teach::OF_WHICH} {options} {chosen} {choose} testid="maps-run" /> }
            { maps.get(chosen).cloned() }
        </>
    }
}

fn layers(progress: &Progress, look: Look, theme: Theme) -> Html {
    let band = |(i, band): (usize, Band)| {
        let values = progress.values.get(i).cloned().unwrap_or_else(|| Rc::from([]));
        let histogram = progress.last.histograms.get(i).cloned();
        let span = histogram.as_ref().map_or([0.0, 1.0], |it| [it.least, it.most]);
        html! { <BandView key={i} {band} {values} {histogram} {span} over_time={None} turn={None} weight_history={None} palette={palette(look)} {theme} /> }
    };
    bands(&progress.plan, look).into_iter().enumerate().map(band).collect()
}
