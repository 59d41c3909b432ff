//! Features that are taken over: what is transferred how, the examples, and both networks side by side.

mod examples;
mod learning;
mod results;
mod try_it;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::scenes::Scenes;
use crate::app::places::scenes::teach::{Action, CASES, EXAMPLES, TeachConfig, WAYS};
use crate::app::text::scenes_teach as text;
use crate::ui::widgets::segments::Segments;
use examples::Examples;

/// What stands beside the tabs, which come first.
pub fn teach(scenes: &Scenes, tabs: Html, theme: Theme, ask: &Callback<Action>) -> Html {
    let (teach, config) = (&scenes.teach, &scenes.config.teach);
    html! {
        <>
            <section class="scene taught-by" aria-label={text::SETTINGS}>
                { tabs }
                { settings(config, ask) }
                <p class="fine" data-testid="source">{ text::source(config.is_of_digits(), teach.source_accuracy) }</p>
                if let Some(data) = &teach.data {
                    <Examples data={data.clone()} count={config.examples} {theme} />
                }
            </section>
            <section class="answer" aria-live="off" aria-label={text::RESULTS}>{ results::results(scenes, theme, ask) }</section>
            { learning::learning(scenes, theme, ask) }
        </>
    }
}

fn settings(config: &TeachConfig, ask: &Callback<Action>) -> Html {
    let all = config.case.blocks().len();
    let row = |name: &'static str,
               options: Vec<String>,
               chosen: usize,
               testid: &'static str,
               to: Callback<usize>| {
        let options = options.into_iter().map(AttrValue::from).collect::<Vec<_>>();
        html! { <div><span>{ name }</span><Segments {name} {options} {chosen} choose={to} {testid} /></div> }
    };
    let change = |with: fn(&mut TeachConfig, usize)| {
        let config = *config;
        ask.reform(move |index: usize| {
            let mut to = config;
            with(&mut to, index);
            Action::Configure(to)
        })
    };
    let case = CASES.iter().position(|(case, ..)| *case == config.case).unwrap_or(0);
    let way = WAYS.iter().position(|(frozen, ..)| *frozen == config.frozen).unwrap_or(0);
    let examples = EXAMPLES.iter().position(|count| *count == config.examples).unwrap_or(0);
    html! {
        <div class="teach-settings">
            { row(text::CASE, CASES.map(|(_, _, name)| name.to_owned()).into(), case, "teach-case", change(|to, i| {
                (to.case, to.blocks) = (CASES[i].0, None);
            })) }
            { row(text::BLOCKS, (1..=all).map(|taken| text::blocks(taken, all)).collect(), config.taken_over() - 1, "teach-blocks", change(|to, i| {
                to.blocks = (i + 1 < to.case.blocks().len()).then_some(i + 1);
            })) }
            { row(text::WAY, WAYS.map(|(_, _, name)| name.to_owned()).into(), way, "teach-way", change(|to, i| to.frozen = WAYS[i].0)) }
            { row(text::EXAMPLES, EXAMPLES.map(|count| count.to_string()).into(), examples, "teach-examples", change(|to, i| to.examples = EXAMPLES[i])) }
        </div>
    }
}
