//! A sentence word by word, where the network looks for each, and sentences about other scenes, sorted by how right they are.

use yew::prelude::*;

use crate::app::places::scenes::describe::{Example, SHOWN};
use crate::app::places::scenes::{Action, Describe, DescribeAction, Scenes};
use crate::app::text::describe as text;
use crate::data::scenes::{SCENE_GRID, VOCABULARY, Verdict, sentence_of};
use crate::session::Sentence;
use crate::ui::scenes::canvas::Canvas;
use crate::ui::scenes::find::waits;

use crate::ui::scenes::stage::pixels;

const VERDICTS: [Verdict; 3] = [Verdict::NoErrors, Verdict::MinorErrors, Verdict::SomewhatRelated];

pub fn answer(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let Some(describe) = scenes.describing() else { return Html::default() };
    let Some(said) = &describe.said else { return waits(scenes, ask) };
    let verdict = scenes.verdict().filter(|_| scenes.config.scene.shapes.len() <= 2);
    let act = ask.reform(Action::Describe);
    html! {
        <>
            <header>
                <h2>{ text::SENTENCE }</h2>
                <span class="fine" data-testid="verdict">{ verdict.map_or(text::TOO_MANY, text::verdict) }</span>
            </header>
            { sentence(describe, said, &act) }
            <p class="fine">{ text::POINT }</p>
            <header><h2>{ text::EXAMPLES }</h2></header>
            <div class="captions">
                { for VERDICTS.map(|verdict| sorted(describe, verdict)) }
            </div>
        </>
    }
}

/// The words, each with its bar of probability.
fn sentence(describe: &Describe, said: &Sentence, act: &Callback<DescribeAction>) -> Html {
    let words = said.words.iter().zip(&said.probabilities).enumerate().map(|(at, (word, probability))| {
        let name = VOCABULARY.get(*word).copied().unwrap_or_default();
        let point = act.reform(move |_: PointerEvent| DescribeAction::Word(Some(at)));
        let focus = act.reform(move |_: FocusEvent| DescribeAction::Word(Some(at)));
        let leave = act.reform(|_: PointerEvent| DescribeAction::Word(None));
        let blur = act.reform(|_: FocusEvent| DescribeAction::Word(None));
        let part = format!("--part-share:{probability}");
        html! {
            <button data-testid={format!("word-{at}")} aria-pressed={(describe.word == Some(at)).to_string()} aria-label={text::word(name, *probability)}
                title={text::word(name, *probability)} ~style={part} onpointerenter={point} onpointerleave={leave} onfocus={focus} onblur={blur}>{ name }</button>
        }
    });
    html! {
        <p class="sentence" data-testid="sentence" data-said={sentence_of(&said.words)}>
            if said.words.is_empty() { { text::NOTHING } } else { { for words } }
        </p>
    }
}

/// How much each cell counts for the word that is pointed at, or for all of them on average.
pub fn attention(scenes: &Scenes) -> Html {
    let Some((word, said)) = scenes.describing().and_then(|it| Some((it.word, it.said.as_ref()?))) else {
        return Html::default();
    };
    let cells = SCENE_GRID.cells;
    let Some(weights) = word.and_then(|word| said.attention.get(word)) else { return Html::default() };
    let most = weights.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let side = 100.0 / cells as f64;
    html! {
        <div class="attention" data-testid="attention">
            { for weights.iter().enumerate().map(|(cell, weight)| {
                let (top, left) = ((cell / cells) as f64 * side, (cell % cells) as f64 * side);
                let style = format!("top:{top}%;left:{left}%;width:{side}%;height:{side}%;opacity:{}", 0.75 * (1.0 - weight / most));
                html! { <i ~style={style}></i> }
            }) }
        </div>
    }
}

fn sorted(describe: &Describe, verdict: Verdict) -> Html {
    let examples: Vec<&Example> = describe.examples(verdict).collect();
    let count = describe.examples.iter().filter(|example| example.verdict == verdict).count();
    html! {
        <section>
            <h3>{ text::verdict(verdict) }<span class="fine">{ " " }{ count }</span></h3>
            if examples.is_empty() { <p class="fine">{ text::NONE_OF_THEM }</p> }
            { for examples.into_iter().take(SHOWN).map(|example| html! {
                <figure><Canvas pixels={pixels(&example.scene)} testid="described-scene" /><figcaption>{ sentence_of(&example.words) }</figcaption></figure>
            }) }
        </section>
    }
}
