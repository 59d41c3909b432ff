//! Volumes: a convolution as blocks of numbers.

use yew::prelude::*;

use super::{Stage, examples, view};
use crate::app::lab::{Lab, LabAction, Preset};
use crate::app::places::volumes::{Setting, Volumes, presets};
use crate::app::shell::labs::LabsAction;
use crate::app::text::Text;
use crate::app::text::{lab as words, volumes as text};
use crate::ui::lab::{Seen, undo_redo};
use crate::ui::widgets::fields::Stepper;

/// The view.
pub fn volumes(
    lab: &Lab<Volumes>,
    seen: Seen,
    act: &Callback<LabAction<Volumes>>,
    show: &Callback<LabsAction>,
) -> Html {
    let example = lab.example().clone();
    let presets: Vec<&'static Preset<Volumes>> = presets().iter().collect();
    let say = act.reform(LabAction::Say);
    let field = |(setting, id, name): &(Setting, &'static str, Text)| {
        let (to, setting, [least, largest]) = (example.clone(), *setting, setting.bounds());
        let set = act.reform(move |value: usize| match to.with(setting, value) {
            Ok(changed) => LabAction::Set(changed),
            Err(why) => LabAction::Say(words::impossible(&why)),
        });
        html! {
            <Stepper name={*name} value={example.get(setting)} {least} {largest} {set} complain={say.clone()} testid={format!("volumes-{id}")} />
        }
    };
    let settings = html! {
        <>
            { examples(&presets, &example, "volumes-example", act) }
            { for Setting::ALL.iter().map(field) }
            <div class="setting shortcuts">{ undo_redo(lab, act) }</div>
            <a class="chip" href="#/convolve?preset=channels">{ text::SEE_IN_NUMBERS }</a>
        </>
    };
    let stage =
        Stage { topics: Html::default(), settings, table: example.shapes(), choose: None, is_result: true };
    view(lab, seen, act, show, stage)
}
