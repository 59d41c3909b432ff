//! How both networks learn, what a step costs, and what the idea is.

use yew::prelude::*;

use super::try_it::{TryIt, said};
use crate::app::color::Theme;
use crate::app::places::scenes::teach::{
    Action, DigitsConfig, EPOCHS, SOURCE_EPOCHS, TeachConfig, epochs, names,
};
use crate::app::places::scenes::{self, Scenes};
use crate::app::text::scenes_teach as text;
use crate::ui::scenes::learn_bar::{Control, LearnBar, engine, idea};

pub fn learning(
    scenes: &Scenes,
    config: &DigitsConfig,
    theme: Theme,
    of_place: &Callback<scenes::Action>,
) -> Html {
    let (teach, ask) = (&scenes.teach, &of_place.reform(scenes::Action::Teach));
    let names = names();
    let said: Vec<Option<String>> = match &teach.runs {
        Some(runs) => runs.iter().map(|course| said(course, &names)).collect(),
        None => vec![None; 2],
    };
    html! {
        <aside class="learnt" aria-label={text::TEACH}>
            { bar(scenes, of_place) }
            { costs(config) }
            <h2>{ text::NEW }</h2>
            <TryIt values={teach.tried.clone()} {said} {theme} ask={ask.clone()} />
            { idea(true, text::IDEA, text::SOURCES) }
        </aside>
    }
}

fn bar(scenes: &Scenes, of_place: &Callback<scenes::Action>) -> Html {
    let ask = of_place.reform(scenes::Action::Teach);
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
        engine(scenes, of_place),
    )
}

/// Play or pause, where the course stands, and the way back to its beginning.
pub fn play_bar(
    is_running: bool,
    said: String,
    disabled: bool,
    [play, pause, reset]: [Callback<MouseEvent>; 3],
    engine: Html,
) -> Html {
    let (press, name, control) = match is_running {
        true => (pause, text::PAUSE, Control::Pause),
        false => (play, text::PLAY, Control::Play),
    };
    // Beside the one button there is room for it.
    let others = html! { <>{ engine }<button class="quiet" data-testid="reset" onclick={reset}>{ text::RESET }</button></> };
    LearnBar { control, name, disabled, said, press, others, engine: Html::default() }.view()
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
