//! The table of contents: all lessons in the order of the course, each with a still of what it begins with.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::glossary::glossary;
use super::place::open_file;
use super::writing::writing as writing_panel;
use crate::app::color::{Rgb, Theme};
use crate::app::lessons::{Action, Chosen, Done, Lesson, LessonsConfig, Still, Term, Writing};
use crate::app::text::lessons as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub included: Vec<Lesson>,
    /// The one that came from a file.
    pub own: Option<Lesson>,
    pub done: Done,
    pub writing: Option<Writing>,
    pub terms: Rc<Vec<Term>>,
    pub theme: Theme,
    pub ask: Callback<Action>,
    pub print: Callback<()>,
}

#[component]
pub fn Contents(Props { included, own, done, writing, terms, theme, ask, print }: &Props) -> Html {
    let stills = {
        let included = included.clone();
        use_memo(*theme, move |theme| {
            included.iter().map(|lesson| Still::of(lesson, *theme)).collect::<Vec<_>>()
        })
    };
    let mut parts: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, lesson) in included.iter().enumerate() {
        match parts.iter_mut().find(|(part, _)| *part == lesson.part) {
            Some((_, lessons)) => lessons.push(index),
            None => parts.push((&lesson.part, vec![index])),
        }
    }
    let onchange = {
        let ask = ask.clone();
        Callback::from(move |event: yew::Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                open_file(file.into(), ask.clone());
            }
            input.set_value("");
        })
    };
    html! {
        <main class="lessons">
            <header class="lessons-head">
                <div><h2>{ text::TITLE }</h2><p>{ text::ABOUT }</p></div>
                <div class="lessons-tools">
                    <label class="chip" title={text::OPEN_TITLE}>
                        { text::OPEN }<input type="file" accept=".md,text/markdown" class="unseen" data-testid="lesson-open" {onchange} />
                    </label>
                    <button class="chip" data-testid="lesson-write" aria-expanded={writing.is_some().to_string()} onclick={ask.reform(|_| Action::Write)}>{ text::WRITE }</button>
                    <button class="chip" title={text::PRINT_TITLE} onclick={print.reform(|_| ())}>{ text::PRINT }</button>
                </div>
            </header>
            if let Some(writing) = writing { { writing_panel(writing, ask) } }
            if let Some(own) = own {
                <section>
                    <h3>{ text::OWN }</h3>
                    <div class="lesson-cards">{ card(Chosen::Own, own, 0, None, ask) }</div>
                </section>
            }
            <div class="lessons-parts">
                { for parts.into_iter().map(|(part, lessons)| html! {
                    <section>
                        <h3>{ part }</h3>
                        <div class="lesson-cards">
                            { for lessons.into_iter().map(|index| {
                                card(Chosen::Included(index), &included[index], done.of(index), stills[index].as_ref(), ask)
                            }) }
                        </div>
                    </section>
                }) }
            </div>
            { glossary(terms) }
        </main>
    }
}

fn card(chosen: Chosen, lesson: &Lesson, done: usize, still: Option<&Still>, ask: &Callback<Action>) -> Html {
    let (number, testid) = match chosen {
        Chosen::Included(index) => ((index + 1).to_string(), format!("lesson-{}", index + 1)),
        Chosen::Own | Chosen::File(_) => (String::new(), "lesson-own".to_owned()),
    };
    let config = LessonsConfig { lesson: Some(chosen.clone()), step: 0 };
    let onclick = ask.reform(move |event: MouseEvent| {
        event.prevent_default();
        Action::Open(chosen.clone())
    });
    let is_done = done == lesson.steps.len();
    html! {
        <a class={classes!("lesson-card", is_done.then_some("done"))} data-testid={testid} href={format!("#/lessons?{}", config.to_rest())} {onclick}>
            { still.map(still_picture) }
            <b><span>{ number }</span>{ &lesson.title }</b>
            <small>{ text::minutes_and_steps(lesson.minutes, lesson.steps.len(), done) }</small>
        </a>
    }
}

fn still_picture(still: &Still) -> Html {
    let [left, top, width, height] = still.area;
    let hex = |[r, g, b]: Rgb| format!("#{r:02x}{g:02x}{b:02x}");
    html! {
        <svg class="lesson-still" viewBox={format!("{left} {top} {width} {height}")} aria-hidden="true">
            { for still.rectangles.iter().map(|([x, y, w, h], color)| html! {
                <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height={h.to_string()} rx="2" fill={hex(*color)} />
            }) }
        </svg>
    }
}
