//! What can be set, and how large the output is.

use yew::prelude::*;

use crate::app::lab::Preset;
use crate::app::lab::setting::Settings as _;
use crate::app::places::pool::{Field, Kind, Pooling, presets};
use crate::app::text::Text;
use crate::app::text::lab::{CHANNELS, COLUMNS, EXAMPLE, INPUT, NEW_NUMBERS, ROWS, SETTINGS, setting};
use crate::app::text::pool as text;
use crate::ui::widgets::fields::{Choice, Stepper, Toggle};
use crate::ui::widgets::scrolled::Scrolled;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub change: Callback<Pooling>,
    /// Takes an example that was chosen.
    pub choose: Callback<Pooling>,
    pub complain: Callback<String>,
    /// What takes changes back.
    pub children: Html,
}

/// The settings that are numbers, rows and columns in a line: their test ids begin with the first.
const FIELDS: [(&str, Text, [Option<Field>; 2]); 5] = [
    ("channels", CHANNELS, [Some(Field::Channels), None]),
    ("input", INPUT, [Some(Field::Length(0)), Some(Field::Length(1))]),
    ("window", text::WINDOW, [Some(Field::Kernel(0)), Some(Field::Kernel(1))]),
    ("stride", text::STRIDE, [Some(Field::Stride(0)), Some(Field::Stride(1))]),
    ("padding", text::PADDING, [Some(Field::Padding(0)), Some(Field::Padding(1))]),
];
/// So many of them belong to the input.
const OF_INPUT: usize = 2;

#[component]
pub fn Settings(Props { pooling, change, choose, complain, children }: &Props) -> Html {
    let to = |make: fn(&Pooling, usize) -> Option<Pooling>| {
        let pooling = pooling.clone();
        change.reform(move |i: usize| make(&pooling, i).unwrap_or_else(|| pooling.clone()))
    };
    let stepper = |(id, name, axis, field): (&str, Text, usize, Field)| {
        let (least, largest) = pooling.bounds(field);
        let (value, to) = (pooling.get(field), pooling.clone());
        let set = change.reform(move |value| to.nearest(field, value).unwrap_or_else(|| to.clone()));
        let (testid, name) = match field {
            Field::Channels => (id.to_owned(), name.to_string()),
            _ => (format!("{id}-{}", ["rows", "columns"][axis]), setting(&name, [ROWS, COLUMNS][axis].get())),
        };
        html! { <Stepper {name} {value} {least} {largest} {set} complain={complain.clone()} {testid} /> }
    };
    let pair = |(id, name, fields): &(&'static str, Text, [Option<Field>; 2])| {
        let fields =
            fields.iter().enumerate().filter_map(|(axis, field)| Some((*id, *name, axis, (*field)?)));
        html! { <div class="pair"><span>{ *name }</span>{ for fields.map(stepper) }</div> }
    };
    let kind = Kind::ALL.iter().position(|(kind, ..)| *kind == pooling.kind).unwrap_or(0);
    let preset = pooling.preset();
    let names = presets().iter().map(|preset| AttrValue::from(preset.name));
    // Numbers of one's own are an example of no name.
    let options: Vec<AttrValue> =
        preset.is_none().then(|| AttrValue::from(text::YOUR_OWN)).into_iter().chain(names).collect();
    let own = usize::from(preset.is_none());
    let choose_preset = {
        let pooling = pooling.clone();
        choose.reform(move |i: usize| {
            presets().get(i.wrapping_sub(own)).map_or_else(|| pooling.clone(), Preset::example)
        })
    };
    let windows = pooling.kind != Kind::Global;
    let ceil = to(|pooling, ceil| pooling.rounding(ceil == 1)).reform(usize::from);
    let fresh = to(|pooling, _| Some(pooling.reseeded())).reform(|_: MouseEvent| 0);
    html! {
        <section class="side" aria-label={SETTINGS}><Scrolled class="aside">
            <Choice name={EXAMPLE} {options} chosen={preset.unwrap_or(0)} choose={choose_preset} testid="preset" wide={true} />
            <Choice name={text::KIND} options={Kind::ALL.map(|(_, _, name)| AttrValue::from(name)).to_vec()} chosen={kind}
                choose={to(|pooling, i| Some(pooling.of_kind(Kind::ALL[i].0)))} testid="kind" wide={true} />
            { for FIELDS[..OF_INPUT].iter().map(pair) }
            if windows {
                { for FIELDS[OF_INPUT..].iter().map(pair) }
                <Toggle name={text::CEIL_MODE} on={pooling.ceil_mode} set={ceil} testid="ceil" />
            }
            <div class="shortcuts">
                <button class="primary fresh" data-testid="new-numbers" onclick={fresh}>{ NEW_NUMBERS }</button>
                { children.clone() }
            </div>
        </Scrolled></section>
    }
}
