//! Functions: activation functions, their slopes, and what layers are without them.

use yew::prelude::*;

use super::{Stage, examples, view};
use crate::app::lab::{Example, Lab, LabAction, Preset};
use crate::app::places::functions::{FUNCTIONS, Functions, MAX_LAYERS, Topic, presets};
use crate::app::shell::labs::LabsAction;
use crate::app::text::{functions as text, lab as words};
use crate::layers::Describe;
use crate::ui::lab::{Seen, undo_redo};
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::segments::Segments;

/// The view.
pub fn functions(
    lab: &Lab<Functions>,
    seen: Seen,
    act: &Callback<LabAction<Functions>>,
    show: &Callback<LabsAction>,
) -> Html {
    let example = lab.example().clone();
    let presets: Vec<&'static Preset<Functions>> = presets().iter().collect();
    let names: Vec<AttrValue> = FUNCTIONS.iter().map(|(it, _)| AttrValue::from(it.summary())).collect();
    let function = {
        let example = example.clone();
        act.reform(move |function: usize| LabAction::Set(Functions { function, ..(*example).clone() }))
    };
    let layers = {
        let example = example.clone();
        act.reform(move |layers: usize| LabAction::Set(Functions { layers, ..(*example).clone() }))
    };
    let settings = html! {
        <>
            { examples(&presets, &example, "functions-example", act) }
            <Choice name={text::FUNCTION} options={names} chosen={example.function} choose={function.clone()} testid="functions-function" />
            if example.topic == Topic::Curves {
                <Stepper name={text::LAYERS} value={example.layers} least={1} largest={MAX_LAYERS} set={layers}
                    complain={act.reform(LabAction::Say)} testid="functions-layers" />
            }
            <div class="setting shortcuts">{ undo_redo(lab, act) }</div>
        </>
    };
    let options: Vec<AttrValue> = Topic::ALL.iter().map(|(_, _, name)| AttrValue::from(*name)).collect();
    let topic = {
        let example = example.clone();
        act.reform(move |index: usize| LabAction::Set(example.about(Topic::ALL[index].0)))
    };
    let topics = html! {
        <Segments name={words::TOPICS} {options} chosen={example.topic as usize} choose={topic} testid="topic" />
    };
    let at = lab.pointer().at;
    let choose = match example.topic {
        Topic::Curves => Some(function),
        Topic::Maps => {
            let example = example.clone();
            Some(act.reform(move |row: usize| LabAction::Go((*example).clone().with_step(row))))
        }
        Topic::Linear => None,
    };
    let table = (*example).clone().with_step(at).numbers();
    view(lab, seen, act, show, Stage { topics, settings, table, choose, is_result: true })
}
