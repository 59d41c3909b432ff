//! Counts: connections, weights and what they cost.

use yew::prelude::*;

use super::{Stage, examples, view};
use crate::app::lab::{Example, Lab, LabAction};
use crate::app::places::counts::{Counts, Field, Topic};
use crate::app::shell::labs::LabsAction;
use crate::app::text::lab as words;
use crate::ui::lab::{Seen, undo_redo};
use crate::ui::widgets::fields::Stepper;
use crate::ui::widgets::segments::Segments;

/// The view.
pub fn counts(
    lab: &Lab<Counts>,
    seen: Seen,
    act: &Callback<LabAction<Counts>>,
    show: &Callback<LabsAction>,
) -> Html {
    let example = lab.example().clone();
    let say = act.reform(LabAction::Say);
    let field = |field: Field| {
        let (to, [least, largest]) = (example.clone(), field.bounds());
        let set = act.reform(move |value: usize| match to.with(field, value) {
            Ok(changed) => LabAction::Set(changed),
            Err(why) => LabAction::Say(words::impossible(&why)),
        });
        html! {
            <Stepper name={field.name()} value={example.get(field)} {least} {largest} {set} complain={say.clone()} testid={format!("counts-{}", field.id())} />
        }
    };
    let settings = html! {
        <>
            { examples(&Counts::presets_about(example.topic), &example, "counts-example", act) }
            { for example.fields().into_iter().map(field) }
            <div class="setting shortcuts">{ undo_redo(lab, act) }</div>
        </>
    };
    let options: Vec<AttrValue> = Topic::ALL.iter().map(|(_, _, name)| AttrValue::from(*name)).collect();
    let topic = act.reform(|index: usize| LabAction::Set(Counts::about(Topic::ALL[index].0)));
    let topics = html! {
        <Segments name={words::TOPICS} {options} chosen={example.topic as usize} choose={topic} testid="topic" />
    };
    let choose = matches!(example.topic, Topic::Dense | Topic::Pooling).then(|| {
        let example = example.clone();
        act.reform(move |row: usize| LabAction::Go((*example).clone().with_step(row)))
    });
    let is_result = example.topic != Topic::Flatten;
    view(lab, seen, act, show, Stage { topics, settings, table: example.counted(), choose, is_result })
}
