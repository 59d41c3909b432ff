//! Terms that explain themselves: to the mouse, to the keyboard, to a finger.

use yew::prelude::*;

use crate::app::lessons::{Term, pieces};
use crate::app::text::lessons as text;

/// A sentence whose terms explain themselves on demand.
pub fn explained(sentence: &str, terms: &[Term]) -> Html {
    let shown = |piece: crate::app::lessons::Piece<'_>| match piece.term {
        Some(term) => html! {
            <span class="term-of-field" tabindex="0" data-said={term.sentence} aria-description={term.sentence}>{ piece.text }</span>
        },
        None => html! { { piece.text } },
    };
    pieces(sentence, terms).into_iter().map(shown).collect()
}

/// All terms, each with the step that shows it.
pub fn glossary(terms: &[Term]) -> Html {
    html! {
        <details class="glossary" data-testid="glossary">
            <summary>{ text::GLOSSARY }</summary>
            <dl>
                { for terms.iter().map(|term| html! {
                    <>
                        <dt><a href={term.link()}>{ term.name }</a></dt>
                        <dd>{ term.sentence }</dd>
                    </>
                }) }
            </dl>
        </details>
    }
}
