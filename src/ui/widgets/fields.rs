//! The settings beside a stage: a number with steps, a choice, a switch.

use web_sys::{HtmlInputElement, HtmlSelectElement, KeyboardEvent};
use yew::prelude::*;

use super::drawn::use_drawn;
use crate::app::lab::entry::whole;
use crate::app::text::lab as text;

#[derive(Properties, PartialEq)]
pub struct StepperProps {
    pub name: AttrValue,
    pub value: usize,
    pub least: usize,
    pub largest: usize,
    pub set: Callback<usize>,
    /// Gets one sentence about a typed number that cannot be, after `set` got what came of it.
    pub complain: Callback<String>,
    pub testid: AttrValue,
}

/// − value +, where the value can be typed, too.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let StepperProps { name, value, least, largest, set, complain, testid } = props;
    let (value, least, largest) = (*value, *least, *largest);
    let input = use_node_ref();
    // Only a new value is written into the field: drawing anew must not disturb who types.
    use_drawn(&input, value, |input: &HtmlInputElement, value| input.set_value(&value.to_string()));
    let commit = {
        let (name, set, complain) = (name.clone(), set.clone(), complain.clone());
        Callback::from(move |input: HtmlInputElement| {
            let typed = input.value();
            let number = whole(&typed);
            let kept = number.map_or(value, |n| n.clamp(least as i64, largest as i64) as usize);
            input.set_value(&kept.to_string());
            if kept != value {
                set.emit(kept);
            }
            match number {
                None => complain.emit(text::takes_whole_numbers(&name, least, largest)),
                Some(n) if n != kept as i64 => {
                    complain.emit(text::out_of_bounds(&name, [least, largest], &typed, kept));
                }
                Some(_) => {}
            }
        })
    };
    let step = |by: isize| {
        let to = value.saturating_add_signed(by).clamp(least, largest);
        set.reform(move |_: MouseEvent| to)
    };
    let keys = {
        let (set, commit) = (set.clone(), commit.clone());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" => value + 1,
                "ArrowDown" => value.saturating_sub(1),
                "Enter" => return commit.emit(event.target_unchecked_into()),
                _ => return,
            };
            event.prevent_default();
            if (least..=largest).contains(&to) {
                set.emit(to);
            }
        })
    };
    let leave = commit.reform(|event: Event| event.target_unchecked_into());
    html! {
        <div class="setting">
            <span>{ name }</span>
            <div class="stepper" role="group" aria-label={name}>
                <button aria-label={format!("{}: {name}", text::LESS)} tabindex="-1" disabled={value <= least} onclick={step(-1)}>{ "−" }</button>
                <input ref={input} type="text" inputmode="numeric" autocomplete="off" role="spinbutton" data-testid={testid} aria-label={name}
                    aria-valuenow={value.to_string()} aria-valuemin={least.to_string()} aria-valuemax={largest.to_string()}
                    onkeydown={keys} onchange={leave} />
                <button aria-label={format!("{}: {name}", text::MORE)} tabindex="-1" disabled={value >= largest} onclick={step(1)}>{ "+" }</button>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    pub name: AttrValue,
    pub options: Vec<AttrValue>,
    pub chosen: usize,
    pub choose: Callback<usize>,
    pub testid: AttrValue,
    /// Whether the field fills the line and its name is only heard.
    #[prop_or_default]
    pub wide: bool,
}

/// One of several, from a list that opens.
#[component]
pub fn Choice(ChoiceProps { name, options, chosen, choose, testid, wide }: &ChoiceProps) -> Html {
    let select = choose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.selected_index().max(0) as usize
    });
    let element = use_node_ref();
    use_drawn(&element, (*chosen, options.clone()), |select: &HtmlSelectElement, (chosen, _)| {
        select.set_selected_index(*chosen as i32);
    });
    html! {
        <label class={classes!("setting", wide.then_some("wide"))}>
            if !wide { <span>{ name }</span> }
            <select ref={element} data-testid={testid} aria-label={name} onchange={select}>
                { for options.iter().map(|option| html! { <option>{ option }</option> }) }
            </select>
        </label>
    }
}

#[derive(Properties, PartialEq)]
pub struct ToggleProps {
    pub name: AttrValue,
    pub on: bool,
    pub set: Callback<bool>,
    pub testid: AttrValue,
}

#[component]
pub fn Toggle(ToggleProps { name, on, set, testid }: &ToggleProps) -> Html {
    let other = !on;
    html! {
        <div class="setting">
            <span>{ name }</span>
            <button class="toggle" data-testid={testid} aria-label={text::toggled(name, *on)} aria-pressed={on.to_string()} onclick={set.reform(move |_| other)}>
                { text::NO_YES[usize::from(*on)] }
            </button>
        </div>
    }
}
