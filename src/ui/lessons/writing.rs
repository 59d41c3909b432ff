//! Where a lesson is written.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::app::lessons::{Action, Line, Writing};
use crate::app::text::lessons as text;

/// The lines of the next step, and the steps so far.
pub fn writing(writing: &Writing, ask: &Callback<Action>) -> Html {
    let lines = [
        (Line::Title, text::LESSON_TITLE, &writing.title),
        (Line::Sentence, text::SENTENCE, &writing.sentence),
        (Line::Link, text::LINK, &writing.link),
        (Line::Question, text::QUESTION, &writing.question),
        (Line::Answer, text::QUANTITY, &writing.answer),
    ];
    let set = |line: Line| {
        ask.reform(move |event: InputEvent| {
            Action::Line(line, event.target_unchecked_into::<HtmlInputElement>().value())
        })
    };
    html! {
        <section class="lesson-writing" aria-label={text::WRITE} data-testid="lesson-writing">
            { for lines.into_iter().map(|(line, name, value)| html! {
                <label><span>{ name }</span><input value={value.clone()} oninput={set(line)} /></label>
            }) }
            <p>
                <button class="chip" data-testid="lesson-add-step" onclick={ask.reform(|_| Action::AddStep)}>{ text::ADD_STEP }</button>
                <button class="chip" data-testid="lesson-save" disabled={writing.steps.is_empty()} onclick={ask.reform(|_| Action::Save)}>{ text::SAVE }</button>
            </p>
            <ol>{ for writing.steps.iter().map(|step| html! { <li>{ &step.sentence }</li> }) }</ol>
        </section>
    }
}
