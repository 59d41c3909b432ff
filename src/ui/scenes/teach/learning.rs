//! How both networks learn, what a step costs, and what the idea is.

use yew::prelude::*;

use super::try_it::{TryIt, said};
use crate::app::color::Theme;
use crate::app::places::scenes::Scenes;
use crate::app::places::scenes::teach::{Action, Course, EPOCHS, SOURCE_EPOCHS};
use crate::app::text::scenes_teach as text;

pub fn learning(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    let (teach, config) = (&scenes.teach, &scenes.config.teach);
    let names = config.case.names();
    let said: Vec<Option<String>> = match &teach.runs {
        Some(runs) => runs.iter().map(|course| said(course, &names)).collect(),
        None => vec![None; 2],
    };
    html! {
        <aside class="learnt" aria-label={text::TEACH}>
            { bar(scenes, ask) }
            { costs(scenes) }
            <h2>{ text::NEW }</h2>
            <TryIt key={config.case.names().len()} draws={config.is_of_digits()} shape={config.case.shape()} values={teach.tried.clone()} {said} {theme} ask={ask.clone()} />
            <details class="idea" open=true>
                <summary>{ text::IDEA_NAME }</summary>
                { for text::IDEA.map(|sentence| html! { <p>{ sentence }</p> }) }
                <p class="fine">{ text::SOURCES }</p>
            </details>
        </aside>
    }
}

fn bar(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let teach = &scenes.teach;
    let (action, name, icon) = match teach.is_running() {
        true => (Action::Pause, text::PAUSE, "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z"),
        false => (Action::Play, text::PLAY, "M8 5v14l11-7z"),
    };
    let first = teach.runs.as_ref().map(|[first, _]| first);
    let where_it_is = |course: &Course, of_source: bool| {
        text::course(of_source, course.epoch(), if of_source { SOURCE_EPOCHS } else { EPOCHS })
    };
    let stands = match (&teach.source, first) {
        (Some(source), _) => where_it_is(source, true),
        (None, Some(first)) => where_it_is(first, false),
        (None, None) => text::planned(EPOCHS, scenes.config.teach.steps()),
    };
    let disabled = !teach.is_ready(&scenes.config.teach) || teach.failed.is_some();
    html! {
        <div class="learn-bar">
            <button class="train-play" data-testid="train-play" aria-label={name} title={name} {disabled} onclick={ask.reform(move |_| action.clone())}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>
            </button>
            <div><b>{ name }</b><span class="fine" data-testid="learnt">{ stands }</span></div>
            <button class="quiet" data-testid="reset" onclick={ask.reform(|_| Action::Reset)}>{ text::RESET }</button>
        </div>
    }
}

/// Multiply-adds of both networks, forward and backward.
fn costs(scenes: &Scenes) -> Html {
    let config = &scenes.config.teach;
    let rows = config.macs();
    html! {
        <div class="teach-costs">
            <table>
                <thead><tr><th scope="col">{ text::COSTS }</th>{ for text::RUNS.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for text::COST_ROWS.into_iter().zip(rows).map(|(name, counts)| html! {
                    <tr><th scope="row">{ name }</th>{ for counts.map(|count| html! { <td>{ text::macs(count) }</td> }) }</tr>
                }) }</tbody>
            </table>
            if config.frozen { <p class="fine">{ text::COST_ENDS }</p> }
        </div>
    }
}
