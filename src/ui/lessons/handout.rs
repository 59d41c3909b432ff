//! The handout: a lesson as a page to print, answers at the end.

use base64ct::{Base64, Encoding};
use yew::prelude::*;

use super::chart::chart;
use crate::app::color::Theme;
use crate::app::figure::svg;
use crate::app::lessons::{Lesson, Lessons, Scene, Step};
use crate::app::text::lessons as text;

/// The lesson that is played, or all of them; only print shows it.
pub fn handout(lessons: &Lessons) -> Html {
    let printed = lessons.lesson().map_or(&lessons.included[..], std::slice::from_ref);
    html! {
        <article class="handout" aria-hidden="true">
            { for printed.iter().map(lesson_page) }
            <h2>{ text::ANSWERS }</h2>
            { for printed.iter().map(answers) }
        </article>
    }
}

fn lesson_page(lesson: &Lesson) -> Html {
    html! {
        <section>
            <h2>{ &lesson.title }</h2>
            <ol>
                { for lesson.steps.iter().map(|step| html! {
                    <li>
                        <p>{ &step.sentence }</p>
                        if let Some(bars) = &step.chart { { chart(bars) } }
                        { still(step) }
                        if let Some(question) = &step.question {
                            <p><b>{ &question.text }</b></p>
                            { for question.choices.iter().map(|choice| html! { <p class="handout-choice">{ choice }</p> }) }
                        }
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// The figure of a step. Where something is asked, the figure would tell it.
fn still(step: &Step) -> Html {
    let shows = step.question.is_none() && step.chart.is_none();
    let figure = Scene::open(&step.link).ok().and_then(|scene| scene.figure());
    let Some(figure) = figure.filter(|_| shows) else { return Html::default() };
    let picture = Base64::encode_string(svg(&figure.scene(Theme::LIGHT)).as_bytes());
    html! { <img alt="" src={format!("data:image/svg+xml;base64,{picture}")} /> }
}

fn answers(lesson: &Lesson) -> Html {
    let answer = |step: &Step| {
        let question = step.question.as_ref()?;
        let answer = Scene::open(&step.link).ok()?.answer(&question.answer).ok()?;
        Some(text::answer(&answer.value.to_string(), &answer.because))
    };
    html! {
        <section>
            <h3>{ &lesson.title }</h3>
            <ol>{ for lesson.steps.iter().map(|step| html! { <li>{ answer(step) }</li> }) }</ol>
        </section>
    }
}
