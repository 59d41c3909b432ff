//! How both networks learn, what a step costs, and what the idea is.

use yew::prelude::*;

use super::try_it::{TryIt, said};
use crate::app::color::Theme;
use crate::app::places::scenes::Scenes;
use crate::app::places::scenes::teach::{
    Action, DigitsConfig, EPOCHS, SOURCE_EPOCHS, TeachConfig, epochs, names,
};
use crate::app::text::scenes_teach as text;

pub fn learning(scenes: &Scenes, config: &DigitsConfig, theme: Theme, ask: &Callback<Action>) -> Html {
    let teach = &scenes.teach;
    let names = names();
    let said: Vec<Option<String>> = match &teach.runs {
        Some(runs) => runs.iter().map(|course| said(course, &names)).collect(),
        None => vec![None; 2],
    };
    html! {
        <aside class="learnt" aria-label={text::TEACH}>
            { bar(scenes, ask) }
            { costs(config) }
            <h2>{ text::NEW }</h2>
            <TryIt values={teach.tried.clone()} {said} {theme} ask={ask.clone()} />
            { idea(true) }
        </aside>
    }
}

/// What is transferred, how and when.
pub fn idea(open: bool) -> Html {
    html! {
        <details class="idea" {open}>
            <summary>{ text::IDEA_NAME }</summary>
            { for text::IDEA.map(|sentence| html! { <p>{ sentence }</p> }) }
            <p class="fine">{ text::SOURCES }</p>
        </details>
    }
}

fn bar(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let teach = &scenes.teach;
    let stands = match (&teach.source, &teach.runs) {
        (Some(source), _) => text::course(true, source.run.epochs(), SOURCE_EPOCHS),
        (None, Some(runs)) => text::course(false, epochs(runs), EPOCHS),
        (None, None) => match &scenes.config.teach {
            TeachConfig::Digits(config) => text::planned(EPOCHS, config.steps()),
            TeachConfig::Own(_) => String::new(),
        },
    };
    let acts = [Action::Play, Action::Pause, Action::Reset];
    play_bar(
        teach.is_running(),
        stands,
        teach.failed.is_some(),
        acts.map(|act| ask.reform(move |_| act.clone())),
    )
}

/// Play or pause, where the course stands, and the way back to its beginning.
pub fn play_bar(
    is_running: bool,
    stands: String,
    disabled: bool,
    [play, pause, reset]: [Callback<MouseEvent>; 3],
) -> Html {
    let (onclick, name, icon) = match is_running {
        true => (pause, text::PAUSE, "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z"),
        false => (play, text::PLAY, "M8 5v14l11-7z"),
    };
    html! {
        <div class="learn-bar">
            <button class="train-play" data-testid="train-play" aria-label={name} title={name} {disabled} {onclick}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>
            </button>
            <div><b>{ name }</b><span class="fine" data-testid="learnt">{ stands }</span></div>
            <button class="quiet" data-testid="reset" onclick={reset}>{ text::RESET }</button>
        </div>
    }
}

/// Multiply-adds of both networks, forward and backward.
fn costs(config: &DigitsConfig) -> Html {
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
