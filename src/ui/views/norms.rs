//! Norms: a small batch, its statistics, and what comes out.

use yew::prelude::*;

use super::{Stage, examples, view};
use crate::app::lab::setting::Settings;
use crate::app::lab::{Lab, LabAction, Preset};
use crate::app::places::norms::{Field, Kind, Norms, Parameter, presets};
use crate::app::shell::labs::LabsAction;
use crate::app::text::{lab as words, norms as text};
use crate::ui::lab::{Seen, undo_redo};
use crate::ui::widgets::fields::Stepper;
use crate::ui::widgets::number::Number;
use crate::ui::widgets::segments::Segments;

/// The view.
pub fn norms(
    lab: &Lab<Norms>,
    seen: Seen,
    act: &Callback<LabAction<Norms>>,
    show: &Callback<LabsAction>,
) -> Html {
    let example = lab.example().clone();
    let presets: Vec<&'static Preset<Norms>> = presets().iter().collect();
    let say = act.reform(LabAction::Say);
    let field = |field: Field| {
        let (to, (least, largest)) = (example.clone(), example.bounds(field));
        let set = act.reform(move |value: usize| match to.nearest(field, value) {
            Some(changed) => LabAction::Set(changed),
            None => LabAction::Set((*to).clone()),
        });
        html! {
            <Stepper name={field.name()} value={example.get(field)} {least} {largest} {set} complain={say.clone()} testid={format!("norms-{}", field.id())} />
        }
    };
    let parameter = |parameter: &Parameter| {
        let (to, parameter, [least, largest]) = (example.clone(), *parameter, parameter.bounds());
        let set = act.reform(move |value: Option<f32>| {
            LabAction::Set(value.map_or_else(|| (*to).clone(), |value| to.with_parameter(parameter, value)))
        });
        html! {
            <Number name={parameter.name()} value={example.parameter(parameter)} {least} {largest} {set} testid={format!("norms-{}", parameter.id())} />
        }
    };
    let step = {
        let example = example.clone();
        act.reform(move |_: MouseEvent| LabAction::Set(example.after_step()))
    };
    let phase = {
        let example = example.clone();
        act.reform(move |index: usize| LabAction::Set(Norms { infers: index == 1, ..(*example).clone() }))
    };
    let phases: Vec<AttrValue> = text::PHASES.map(AttrValue::from).to_vec();
    let settings = html! {
        <>
            { examples(&presets, &example, "norms-example", act) }
            { for example.fields().into_iter().map(field) }
            { for example.parameters().iter().map(parameter) }
            <div class="setting shortcuts">{ undo_redo(lab, act) }</div>
            if example.kind == Kind::Batch {
                <button class="chip" data-testid="norms-step" disabled={!example.can_step()} onclick={step}>{ text::TAKE_STEP }</button>
            }
        </>
    };
    let kinds: Vec<AttrValue> = Kind::ALL.iter().map(|(_, _, name)| AttrValue::from(*name)).collect();
    let kind = {
        let example = example.clone();
        act.reform(move |index: usize| {
            LabAction::Set(Norms { kind: Kind::ALL[index].0, ..(*example).clone() })
        })
    };
    let topics = html! {
        <>
            <Segments name={words::TOPICS} options={kinds} chosen={example.kind as usize} choose={kind} testid="topic" />
            if example.kind == Kind::Batch {
                <Segments name={text::PHASE} options={phases} chosen={usize::from(example.infers)} choose={phase} testid="phase" />
            }
        </>
    };
    let table = example.arithmetic(lab.pointer().at);
    view(lab, seen, act, show, Stage { topics, settings, table, choose: None, is_result: true })
}
