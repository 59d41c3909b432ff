//! The layers of a stack, one of them open.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::lab::Preset;
use crate::app::places::stack::{
    Block, BlockKind, Edit, Known, MAX_CHANNELS, SIDES, Setting, Source, Stack, presets,
};
use crate::app::text::Text;
use crate::app::text::lab::{EXAMPLE, SETTINGS};
use crate::app::text::stack as text;
use crate::ui::widgets::fields::{Choice, Stepper};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub stack: Rc<Stack>,
    pub set: Callback<Stack>,
    /// Takes the same, looked at elsewhere.
    pub go: Callback<Stack>,
    /// Takes an example that was chosen.
    pub choose: Callback<Stack>,
    /// Takes a sentence about what is not possible.
    pub say: Callback<String>,
    /// What takes changes back.
    pub changes: Html,
    /// The switch between the views.
    pub children: Html,
}

#[component]
pub fn Settings(Props { stack, set, go, choose, say, changes, children }: &Props) -> Html {
    let edit = {
        let (stack, set, say) = (stack.clone(), set.clone(), say.clone());
        Callback::from(move |edit: Edit| match stack.edited(edit) {
            Ok(edited) => set.emit(edited),
            Err(why) => say.emit(why),
        })
    };
    let stepper = |name: &'static str,
                   value: usize,
                   [least, largest]: [usize; 2],
                   testid: &'static str,
                   to: Callback<usize>| {
        html! { <Stepper {name} {value} {least} {largest} set={to} complain={say.clone()} {testid} /> }
    };
    let add = |((kind, id), name): (&(BlockKind, &'static str), Text)| {
        let (kind, disabled) = (*kind, !stack.has_room());
        html! {
            <button class="chip" data-testid={format!("stack-add-{id}")} {disabled} onclick={edit.reform(move |_| Edit::Add(kind))}>{ name }</button>
        }
    };
    html! {
        <section class="settings" aria-label={SETTINGS}>
            { children.clone() }
            { examples(stack, choose) }
            <div class="setting shortcuts">{ changes.clone() }</div>
            if let (Some(blocks), Source::Blocks { side, .. }) = (stack.blocks(), &stack.tower().source) {
                { stepper(text::SIDE.get(), *side, SIDES, "stack-side", edit.reform(Edit::Side)) }
                <ol class="stack-blocks">
                    { for blocks.iter().enumerate().map(|(at, block)| layer(stack, at, *block, go, &edit, say)) }
                </ol>
                <div class="stack-add">{ for BlockKind::ALL.iter().zip(text::ADD).map(add) }</div>
                { stepper(text::CHANNELS_C.get(), stack.channels(), [1, MAX_CHANNELS], "stack-channels", edit.reform(Edit::Channels)) }
            }
            if stack.towers().len() > 1 {
                <button class="chip" data-testid="stack-alone" onclick={edit.reform(|_| Edit::Alone)}>{ text::ALONE }</button>
            }
            if let Source::Network(known @ Known::Literature(..)) = stack.tower().source {
                <a class="chip" data-testid="stack-network" href={format!("#/networks?net={}", Source::Network(known))}>{ text::SEE_IN_NETWORKS }</a>
            }
        </section>
    }
}

/// The examples; a stack of one's own is one of no name.
fn examples(stack: &Rc<Stack>, choose: &Callback<Stack>) -> Html {
    let known = stack.preset();
    let names = presets().iter().map(|preset| AttrValue::from(preset.name));
    let own = usize::from(known.is_none());
    let options: Vec<AttrValue> =
        known.is_none().then(|| AttrValue::from(text::YOUR_OWN)).into_iter().chain(names).collect();
    let stack = stack.clone();
    let choose = choose.reform(move |index: usize| {
        let preset = presets().get(index.wrapping_sub(own));
        preset.map_or_else(|| (*stack).clone(), Preset::example)
    });
    html! { <Choice name={EXAMPLE} {options} chosen={known.unwrap_or(0)} {choose} testid="stack-example" wide={true} /> }
}

/// A block: a line, or what can be set of it where it is looked at.
fn layer(
    stack: &Rc<Stack>,
    at: usize,
    block: Block,
    go: &Callback<Stack>,
    edit: &Callback<Edit>,
    say: &Callback<String>,
) -> Html {
    let row = stack.tower().row_of(at);
    let is_open = stack.block() == Some(at);
    let (name, units) = (block.kind.name(), stack.tower().rows[row].width());
    let open = {
        let to = stack.over_the_same(row);
        go.reform(move |_: MouseEvent| to.clone())
    };
    let field = |setting: &Setting| {
        let (setting, value) = (*setting, block.get(*setting));
        let value = if setting == Setting::Filters && value == 0 { stack.channels() } else { value };
        let [least, largest] = setting.bounds();
        let change = edit.reform(move |value: usize| Edit::Set(at, setting, value));
        let testid = format!("stack-{}", setting.id());
        html! { <Stepper name={text::SETTINGS[setting as usize]} {value} {least} {largest} set={change} complain={say.clone()} {testid} /> }
    };
    let tool = |label: &'static str, icon: &'static str, testid: &'static str, to: Edit| {
        html! { <button aria-label={label} title={label} data-testid={testid} onclick={edit.reform(move |_: MouseEvent| to)}>{ icon }</button> }
    };
    html! {
        <li key={at} class={classes!(is_open.then_some("open"))}>
            <div class="stack-block">
                <button data-testid={format!("stack-block-{at}")} aria-expanded={is_open.to_string()} onclick={open}>
                    <b>{ stack.tower().rows[row].name.clone() }</b>
                    <span>{ if is_open { text::units_wide(units) } else { block.to_string().trim_start_matches(name).to_owned() } }</span>
                </button>
                if is_open {
                    { tool(text::MOVE_UP.get(), "↑", "stack-up", Edit::Move(at, -1)) }
                    { tool(text::MOVE_DOWN.get(), "↓", "stack-down", Edit::Move(at, 1)) }
                    { tool(text::REMOVE.get(), "×", "stack-remove", Edit::Remove(at)) }
                }
            </div>
            if is_open { { for block.kind.settings().iter().map(field) } }
        </li>
    }
}
