//! What is asked of a guess beside its attribution, a file for each question.

mod bars;
mod chart;
mod embedding;
mod features;
mod neighbours;
mod plane;
mod sample;
mod shift;
mod unit;
mod what_if;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::draw::analysis::{self, Choice, Question, shift::Compared};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, DrawConfig, Focus};
use crate::app::text::draw::analysis as text;
use crate::drawing::pipeline::Prepared;
use crate::session::samples::Samples;
use crate::ui::widgets::segments::Segments;

#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    pub config: DrawConfig,
    pub model: Rc<Model>,
    pub prepared: Option<Rc<Prepared>>,
    pub seen: Option<Rc<Activations>>,
    pub answers: Answers,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub window: (f32, f32),
    pub act: Callback<Action>,
}

/// What has been answered.
#[derive(Clone, PartialEq)]
pub struct Answers {
    pub compared: Rc<Compared>,
    /// How many parameters each of the compared networks has.
    pub params: [u64; 3],
    pub what_if: Rc<analysis::what_if::WhatIf>,
    /// The column whose maps or units are switched off one by one.
    pub ablated: Option<usize>,
    pub features: Rc<analysis::features::Features>,
    /// The map or unit that is asked about.
    pub channel: Option<Focus>,
    pub embedding: Rc<analysis::embedding::Embedding>,
    /// What the network is asked about.
    pub samples: Option<Samples>,
    pub is_done: bool,
    pub is_stopped: bool,
}

/// Windows narrower than this have one thing below the other.
const NARROW: f32 = 900.0;

/// Which question is asked.
#[component]
pub fn Questions(QuestionsProps { question, act }: &QuestionsProps) -> Html {
    let questions = Question::ALL.map(|(question, ..)| question);
    let chosen = questions.iter().position(|other| other == question).unwrap_or(0);
    let choose = act.reform(move |i: usize| Action::Analysis(Choice::Question(questions[i])));
    html! {
        <Segments name={text::QUESTION} options={Question::ALL.map(|(_, _, name)| name.into()).to_vec()} {chosen} {choose} testid="why"
            option_testids={Question::ALL.map(|(_, id, _)| format!("why-{id}").into()).to_vec()} />
    }
}

#[derive(Properties, PartialEq)]
pub struct QuestionsProps {
    pub question: Question,
    pub act: Callback<Action>,
}

/// The answer to a question that is not about pixels.
#[component]
pub fn Analysis(props: &Props) -> Html {
    let empty = || html! { <p class="hint why-empty">{ text::DRAW_SOMETHING }</p> };
    match (props.config.analysis.question, &props.seen) {
        (Question::Attribution, _) => Html::default(),
        (Question::Shift, _) => html! { <shift::Shift ..props.clone() /> },
        (Question::Features, _) => html! { <features::Features ..props.clone() /> },
        (Question::Ablation | Question::Embedding, None) => empty(),
        (Question::Ablation, Some(_)) => html! { <what_if::WhatIf ..props.clone() /> },
        (Question::Embedding, Some(_)) => html! { <embedding::Embedding ..props.clone() /> },
    }
}
