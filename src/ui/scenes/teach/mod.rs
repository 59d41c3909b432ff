//! Features that are taken over: what is transferred how, the examples, and both networks side by side.

mod examples;
mod learning;
pub mod own;
mod results;
mod try_it;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::scenes::teach::{
    Action, BLOCKS, CASES, DigitsConfig, EXAMPLES, OwnConfig, SCORED, TeachConfig, WAYS,
};
use crate::app::places::scenes::{self, Scenes};
use crate::app::text::scenes_teach as text;
use crate::app::text::scenes_teach_own as own_text;
use crate::ui::widgets::segments::Segments;
use examples::Examples;
use results::{Results, failed, results};

/// What stands beside the tabs, which come first.
pub fn teach(scenes: &Scenes, tabs: Html, theme: Theme, of_place: &Callback<scenes::Action>) -> Html {
    match &scenes.config.teach {
        TeachConfig::Digits(config) => digits(scenes, config, tabs, theme, of_place),
        TeachConfig::Own(config) => own::own(scenes, config, tabs, theme, of_place),
    }
}

fn digits(
    scenes: &Scenes,
    config: &DigitsConfig,
    tabs: Html,
    theme: Theme,
    of_place: &Callback<scenes::Action>,
) -> Html {
    let (teach, ask) = (&scenes.teach, &of_place.reform(scenes::Action::Teach));
    let shown = match (&teach.failed, &teach.data) {
        (Some(why), _) => failed(why, ask.reform(|_| Action::Reset)),
        (None, None) => Html::default(),
        (None, Some(data)) => {
            let courses = teach.courses(&scenes.config.teach);
            let scored = Some(text::scored_on(SCORED * data.classes()));
            let waits = if teach.source.is_some() { text::SOURCE_FIRST } else { text::PRESS_PLAY };
            let (frozen, data, waits) = (config.frozen, data.clone(), waits.to_string());
            results(scenes, Results { courses, frozen, data, scored, waits }, theme, of_place)
        }
    };
    html! {
        <>
            <section class="scene taught-by" aria-label={text::SETTINGS}>
                { tabs }
                { settings(config, ask) }
                <p class="fine" data-testid="source">{ text::source(teach.source_accuracy) }</p>
                if let Some(data) = &teach.data {
                    <Examples data={data.clone()} count={config.examples} {theme} />
                }
            </section>
            <section class="answer" aria-live="off" aria-label={text::RESULTS}>{ shown }</section>
            { learning::learning(scenes, config, theme, of_place) }
        </>
    }
}

/// Which classes are taught.
fn subject(chosen: usize, ask: &Callback<Action>) -> Html {
    let choose = ask.reform(|index: usize| {
        Action::Configure(match index {
            0 => TeachConfig::default(),
            _ => TeachConfig::Own(OwnConfig::default()),
        })
    });
    let options = own_text::SUBJECTS.map(AttrValue::from).to_vec();
    let option_testids = ["teach-digits", "teach-own"].map(AttrValue::from).to_vec();
    html! { <Segments name={own_text::SUBJECT} {options} {chosen} {choose} testid="teach-subject" {option_testids} /> }
}

/// A name and what is chosen.
fn row(
    name: &'static str,
    options: Vec<String>,
    chosen: usize,
    testid: &'static str,
    choose: Callback<usize>,
) -> Html {
    let options = options.into_iter().map(AttrValue::from).collect::<Vec<_>>();
    html! { <div><span>{ name }</span><Segments {name} {options} {chosen} {choose} {testid} /></div> }
}

fn settings(config: &DigitsConfig, ask: &Callback<Action>) -> Html {
    let change = |with: fn(&mut DigitsConfig, usize)| {
        let config = *config;
        ask.reform(move |index: usize| {
            let mut to = config;
            with(&mut to, index);
            Action::Configure(TeachConfig::Digits(to))
        })
    };
    let way = WAYS.iter().position(|(frozen, ..)| *frozen == config.frozen).unwrap_or(0);
    let examples = EXAMPLES.iter().position(|count| *count == config.examples).unwrap_or(0);
    html! {
        <div class="teach-settings">
            <div><span>{ own_text::SUBJECT }</span>{ subject(0, ask) }</div>
            <div><span>{ text::CASE }</span><div class="chips">{ for CASES.into_iter().zip(text::CASES).zip(["teach-helps", "teach-fails"]).map(|((case, name), testid)| html! {
                <button class="chip" aria-pressed={(case == *config).to_string()} data-testid={testid} onclick={ask.reform(move |_: MouseEvent| Action::Configure(TeachConfig::Digits(case)))}>{ name }</button>
            }) }</div></div>
            { row(text::BLOCKS.get(), (1..=BLOCKS).map(|taken| text::blocks(taken, BLOCKS)).collect(), config.blocks - 1, "teach-blocks", change(|to, i| to.blocks = i + 1)) }
            { row(text::WAY.get(), WAYS.map(|(_, _, name)| name.to_string()).into(), way, "teach-way", change(|to, i| to.frozen = WAYS[i].0)) }
            { row(text::EXAMPLES.get(), EXAMPLES.map(|count| count.to_string()).into(), examples, "teach-examples", change(|to, i| to.examples = EXAMPLES[i])) }
        </div>
    }
}
