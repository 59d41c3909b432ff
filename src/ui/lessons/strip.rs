//! The strip above a place: the sentence, the question, and the way on.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::glossary::explained;
use crate::app::lessons::{Action, Lesson, Lessons, Question, Step, Term};
use crate::app::text::lessons as text;
use crate::ui::browser;

/// Where the page's programs read how high the strip is, and the style sheet, too.
const HEIGHT: &str = "--strip";

/// Tells all programs of the page how much of the window the strip takes; what they lay out follows.
pub fn tell_height(pixels: i32) {
    let root = browser::root_element();
    let Some(style) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()).map(|root| root.style())
    else {
        return;
    };
    let height = format!("{pixels}px");
    if style
        .get_property_value(HEIGHT)
        .is_ok_and(|before| before == height || before.is_empty() && pixels == 0)
    {
        return;
    }
    drop(style.set_property(HEIGHT, &height));
    if let Ok(event) = Event::new("resize") {
        drop(browser::window().dispatch_event(&event));
    }
}

/// The strip of the step that is shown.
pub fn strip(lessons: &Lessons, terms: &[Term], ask: &Callback<Action>, print: &Callback<()>) -> Html {
    let (Some(lesson), Some(step)) = (lessons.lesson(), lessons.step()) else { return Html::default() };
    let say = |action: Action| ask.reform(move |_: MouseEvent| action.clone());
    html! {
        <section aria-label={text::STRIP}>
            <div class="strip-head">
                <button class="strip-contents" data-testid="lesson-contents" onclick={say(Action::Contents)}>{ text::CONTENTS }</button>
                <b>{ &lesson.title }</b>
                <span class="strip-step">{ &step.title }</span>
                if lessons.is_touched {
                    <button class="strip-restore" data-testid="lesson-restore" onclick={say(Action::Restore)}>{ text::RESTORE }</button>
                    <span class="strip-touched">{ text::TOUCHED }</span>
                }
                <span class="strip-tools">
                    <button data-testid="lesson-notes" aria-expanded={lessons.shows_notes.to_string()} onclick={say(Action::Notes)}>{ text::NOTES }</button>
                    <button onclick={print.reform(|_| ())} title={text::PRINT_TITLE}>{ text::PRINT }</button>
                </span>
            </div>
            <div class="strip-body">
                <div class="strip-said">
                    <p class="strip-sentence" data-testid="lesson-sentence" aria-live="polite">{ explained(&step.sentence, terms) }</p>
                    if let Some(asked) = &step.question { { question(lessons, asked, ask) } }
                </div>
                { way_on(lessons, lesson, step, ask) }
            </div>
            if lessons.shows_notes { { notes(step) } }
        </section>
    }
}

fn question(
    lessons: &Lessons,
    Question { text: asked, choices, .. }: &Question,
    ask: &Callback<Action>,
) -> Html {
    let attempt = &lessons.attempt;
    let (said, is_right) = match &attempt.said {
        Some((said, is_right)) => (Some(said), *is_right),
        None => (None, false),
    };
    let feedback = match (&attempt.answer, said) {
        (Some(Ok(answer)), _) => {
            let answer = text::answer(&answer.value.to_string(), &answer.because);
            if is_right { text::right(&answer) } else { answer }
        }
        (Some(Err(error)), _) => error.to_string(),
        (None, Some(_)) => text::WRONG.to_string(),
        (None, None) => String::new(),
    };
    let oninput = ask
        .reform(|event: InputEvent| Action::Type(event.target_unchecked_into::<HtmlInputElement>().value()));
    let choose = |index: usize| ask.reform(move |_: MouseEvent| Action::Choose(index));
    html! {
        <div class={classes!("strip-question", attempt.answer.is_some().then_some("answered"))}>
            <label for="lesson-answer" data-testid="lesson-question">{ asked }</label>
            if choices.is_empty() {
                <input id="lesson-answer" data-testid="lesson-answer" aria-label={text::ANSWER} autocomplete="off" value={attempt.typed.clone()} {oninput} />
                <button class="chip" data-testid="lesson-check" onclick={ask.reform(|_: MouseEvent| Action::Check)}>{ text::CHECK }</button>
            }
            { for choices.iter().enumerate().map(|(index, choice)| {
                let pressed = said == Some(choice);
                html! { <button class="chip" data-testid={format!("lesson-choice-{index}")} aria-pressed={pressed.to_string()} onclick={choose(index)}>{ choice }</button> }
            }) }
            <output class={classes!("strip-feedback", is_right.then_some("right"))} data-testid="lesson-feedback" role="status">{ feedback }</output>
        </div>
    }
}

/// Where the lesson is, and the buttons that lead on, back and to the step as it was.
fn way_on(lessons: &Lessons, lesson: &Lesson, step: &Step, ask: &Callback<Action>) -> Html {
    let (at, steps) = (lessons.config.step, lesson.steps.len());
    let asks = step.question.is_some() && lessons.attempt.answer.is_none();
    let say = |action: Action| ask.reform(move |_: MouseEvent| action.clone());
    html! {
        <div class="strip-way">
            <ol class="strip-dots">
                { for lesson.steps.iter().enumerate().map(|(index, step)| html! {
                    <li><button title={step.title.clone()} aria-label={format!("{}: {}", text::step_of(index + 1, steps), step.title)}
                        aria-current={(index == at).then_some("step")} onclick={say(Action::Go(index))}></button></li>
                }) }
            </ol>
            <div class="strip-buttons">
                <button class="chip" data-testid="lesson-back" title={text::BACK_KEYS} onclick={say(Action::Back)}>{ text::BACK }</button>
                <button class="chip primary-chip" data-testid="lesson-next" title={text::NEXT_KEYS} onclick={say(Action::Next)}>
                    { if asks { text::SHOW_ANSWER } else { text::NEXT } }
                </button>
            </div>
            <span class="strip-position">{ text::step_of(at + 1, steps) }</span>
        </div>
    }
}

fn notes(step: &Step) -> Html {
    html! {
        <aside class="strip-notes" data-testid="lesson-notes-text">
            if let Some(point_at) = &step.point_at { <p><b>{ text::POINT_AT }</b>{ " " }{ point_at }</p> }
            { for step.notes.iter().map(|note| html! { <p>{ note }</p> }) }
        </aside>
    }
}
