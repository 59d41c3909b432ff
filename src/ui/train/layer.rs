//! One layer of the list: what it says closed, and what can be set when it is open.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::places::train::{Edit, TrainConfig};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::{Control, Field};
use crate::network::NodeId;
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;

/// The settings of an opened card, and what can be done with it.
pub fn opened(
    config: &TrainConfig,
    id: NodeId,
    params: &str,
    names: &[String],
    edit: &Callback<Edit>,
) -> Html {
    let node = &config.network.nodes[id.0 - 1];
    let count = config.network.nodes.len();
    let press = |edit_to: Edit| edit.reform(move |_: MouseEvent| edit_to.clone());
    let name = |id: NodeId| id.0.checked_sub(1).map_or(&*text::INPUT, |i| &names[i]).to_owned();
    let source = |input: usize| {
        let options: Vec<AttrValue> =
            (0..id.0).map(|source| AttrValue::from(text::from(&name(NodeId(source))))).collect();
        let choose = edit.reform(move |source| Edit::From { node: id, input, source: NodeId(source) });
        html! { <Choice name={text::input(input)} {options} chosen={node.inputs[input].0.min(id.0 - 1)} {choose} testid={format!("source-{input}")} wide={true} /> }
    };
    let joins = node.inputs.len() > 1;
    let rename = edit.reform(move |event: Event| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        Edit::Rename(id, Some(typed.trim().to_owned()).filter(|name| !name.is_empty()))
    });
    html! {
        <div class="inside">
            <p class="fine">{ names[id.0 - 1].clone() }{ " " }{ params.to_owned() }</p>
            <label class="setting">
                <span>{ text::NAME }</span>
                <input class="number" type="text" autocomplete="off" maxlength="64" data-testid="layer-name" aria-label={text::NAME}
                    value={node.name.clone().unwrap_or_default()} placeholder={names[id.0 - 1].clone()} onchange={rename} />
            </label>
            { for node.layer.editable().fields().into_iter().map(|one| field(one, id, edit)) }
            if joins { { for (0..node.inputs.len()).map(source) } }
            <div class="acts" role="group" aria-label={text::THIS_LAYER}>
                <button class="chip" data-testid="layer-up" disabled={id.0 == 1} aria-label={text::UP} onclick={press(Edit::Move(id, NodeId(id.0.saturating_sub(2))))}>{ "↑" }</button>
                <button class="chip" data-testid="layer-down" disabled={id.0 == count} aria-label={text::DOWN} onclick={press(Edit::Move(id, NodeId(id.0 + 1)))}>{ "↓" }</button>
                <button class="chip" data-testid="layer-copy" onclick={press(Edit::Duplicate(id))}>{ text::DUPLICATE }</button>
                <button class="chip" data-testid="layer-remove" onclick={press(Edit::Remove(id))}>{ text::DELETE }</button>
            </div>
        </div>
    }
}

fn field(field: Field, id: NodeId, edit: &Callback<Edit>) -> Html {
    let Field { name, id: testid, control, set } = field;
    let name = Text::of(name);
    let set = Callback::from({
        let edit = edit.clone();
        move |value: f64| edit.emit(Edit::Set(id, set(value)))
    });
    match control {
        Control::Count { value, least, largest } => {
            let set = set.reform(|value: usize| value as f64);
            html! { <Stepper {name} {value} {least} {largest} {set} complain={Callback::noop()} {testid} /> }
        }
        Control::Number { value, least, largest } => {
            let set = set.reform(move |typed: Option<f32>| f64::from(typed.unwrap_or(value)));
            html! { <Number {name} value={Some(value)} {least} {largest} {set} {testid} /> }
        }
        Control::Choice { chosen, options } => {
            let options: Vec<AttrValue> = options.into_iter().map(|it| Text::of(it).into()).collect();
            let choose = set.reform(|index: usize| index as f64);
            html! { <Choice {name} {options} {chosen} {choose} {testid} wide={true} /> }
        }
    }
}
