//! The settings: nothing impossible can be chosen, because every bound comes from the operation itself.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::lab::setting::Settings as _;
use crate::app::lab::{Preset, entry};
use crate::app::numbers::exact;
use crate::app::places::convolve::{Convolve, Field, Mode, PADDING_MODES, View, presets};
use crate::app::places::draw::model::Model;
use crate::app::text::Text;
use crate::app::text::convolve as text;
use crate::app::text::lab::{CHANNELS, EXAMPLE, INPUT, KERNEL, NEW_NUMBERS, SETTINGS, no_number, setting};
use crate::layers::conv::Conv;
use crate::padding_mode::PaddingMode;
use crate::ui::widgets::fields::{Choice, Stepper, Toggle};
use crate::ui::widgets::scrolled::Scrolled;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    pub model: Option<Rc<Model>>,
    pub set: Callback<Convolve>,
    /// Takes an example that was chosen.
    pub choose: Callback<Convolve>,
    pub say: Callback<String>,
    /// What takes changes back.
    pub changes: Html,
    /// The switch between the views.
    pub children: Html,
}

#[component]
pub fn Settings(Props { convolve, model, set, choose, say, changes, children }: &Props) -> Html {
    // The bounds depend on the settings only, not on the numbers nor on the step.
    let key = (convolve.input, convolve.conv.clone(), convolve.mode, convolve.output_padding);
    let bounds = use_memo(key, |_| {
        FIELDS.map(|(.., fields)| fields.map(|field| field.map(|field| convolve.bounds(field))))
    });
    let row = |(i, (id, name, fields)): (usize, &(&str, Text, [Option<Field>; 2]))| {
        if *id == "output-pad" && convolve.mode != Mode::Transposed {
            return Html::default();
        }
        // A picture has the size and the channels that it has.
        let of_numbers = [Field::Length(0), Field::ChannelsIn, Field::Groups];
        if matches!(convolve.view, View::Picture(_))
            && fields[0].is_some_and(|field| of_numbers.contains(&field))
        {
            return Html::default();
        }
        let stepper = |axis: usize| {
            let (field, (least, largest)) = (fields[axis]?, bounds[i][axis]?);
            let to = convolve.clone();
            let set = set.reform(move |value| to.nearest(field, value).unwrap_or_else(|| (*to).clone()));
            let (testid, name) = match field {
                Field::Groups => ((*id).to_owned(), name.to_string()),
                Field::ChannelsIn | Field::ChannelsOut => {
                    (format!("{id}-{}", ["in", "out"][axis]), setting(name, text::IN_OUT[axis].get()))
                }
                _ => (format!("{id}-{}", ["rows", "columns"][axis]), setting(name, text::AXES[axis].get())),
            };
            let value = convolve.get(field);
            Some(html! { <Stepper {name} {value} {least} {largest} {set} complain={say.clone()} {testid} /> })
        };
        html! { <div class="pair"><span>{ *name }</span>{ stepper(0) }{ stepper(1) }</div> }
    };
    let known = convolve.preset();
    // What is no example has a line of its own, at the beginning.
    let own = usize::from(known.is_none());
    let example = {
        let (model, convolve) = (model.clone(), convolve.clone());
        choose.reform(move |index: usize| {
            let index = index.wrapping_sub(own);
            let kernel =
                |model: &Rc<Model>| network_kernel(&convolve, model, index.wrapping_sub(presets().len()));
            let chosen = match presets().get(index).map(Preset::example) {
                Some(example) => example.in_view(convolve.view).or(Some(example)),
                None => model.as_ref().and_then(kernel),
            };
            chosen.unwrap_or_else(|| (*convolve).clone())
        })
    };
    let mut names: Vec<AttrValue> = presets().iter().map(|preset| preset.name.into()).collect();
    if known.is_none() {
        names.insert(0, text::YOUR_OWN_NUMBERS.into());
    }
    if let Some(model) = model {
        names.extend((0..model.columns[1].units()).map(|i| text::trained_kernel(i).into()));
    }
    let padding_mode = PADDING_MODES.iter().position(|(padding_mode, ..)| {
        std::mem::discriminant(padding_mode) == std::mem::discriminant(&convolve.conv.padding_mode)
    });
    let choose_fill = {
        let (set, convolve, say) = (set.clone(), convolve.clone(), say.clone());
        Callback::from(move |index: usize| match convolve.filled(PADDING_MODES[index].0) {
            Some(filled) => set.emit(filled),
            None => say.emit(text::CANNOT_PAD.to_string()),
        })
    };
    let pad = |(id, name): (&str, Text)| {
        let padded = convolve.padded(id);
        let choose = padded.map(|padded| set.reform(move |_: MouseEvent| padded.clone()));
        html! { <button disabled={choose.is_none()} onclick={choose}>{ name }</button> }
    };
    let (flipped, reseeded) = (convolve.clone(), convolve.clone());
    let flip = set.reform(move |flip: bool| Convolve { flip, ..(*flipped).clone() });
    let fresh = set.reform(move |_: MouseEvent| reseeded.reseeded());
    let transposed = convolve.mode == Mode::Transposed;
    let [rows, columns] = convolve.conv.window;
    let is_same = !transposed
        && rows == columns
        && rows.dilation == 1
        && rows.size % 2 == 1
        && rows.size > 1
        && rows.before == rows.size / 2
        && rows.after == rows.before;
    html! {
        <section class="side" aria-label={SETTINGS}><Scrolled class="settings">
            { children.clone() }
            <Choice name={EXAMPLE} options={names} chosen={known.unwrap_or(0)} choose={example} testid="example" wide={true} />
            { for FIELDS.iter().enumerate().map(row) }
            <div class="setting shortcuts"><span>{ text::PADDING_IS }</span>{ for ["valid", "same", "full"].into_iter().zip(text::VALID_SAME_FULL).map(pad) }</div>
            if is_same { <p class="hint">{ text::same_padding(convolve.conv.window[0].size) }</p> }
            if !transposed {
                <Choice name={text::PADDING_MODE} options={PADDING_MODES.map(|(_, _, name)| AttrValue::from(name)).to_vec()} chosen={padding_mode.unwrap_or(0)} choose={choose_fill} testid="fill" />
            }
            if let (PaddingMode::Constant(value), false) = (convolve.conv.padding_mode, transposed) {
                <div class="setting"><span>{ text::PADDING_VALUE }</span>
                    { decimal(text::PADDING_VALUE.into(), value, convolve, (set, say), |to, value| to.conv.padding_mode = PaddingMode::Constant(value)) }
                </div>
            }
            <div class="setting biases"><span>{ text::BIAS }</span>
                { for convolve.bias.iter().enumerate().map(|(o, bias)| {
                    decimal(text::bias_of(o).into(), *bias, convolve, (set, say), move |to, value| to.bias[o] = value)
                }) }
            </div>
            <Toggle name={text::FLIP} on={convolve.flip} set={flip} testid="flip" />
            <div class="setting shortcuts"><button onclick={fresh}>{ NEW_NUMBERS }</button>{ changes.clone() }</div>
        </Scrolled></section>
    }
}

/// The settings that are numbers, in the order of the page: their test ids begin with the first.
const FIELDS: [(&str, Text, [Option<Field>; 2]); 9] = [
    ("input", INPUT, [Some(Field::Length(0)), Some(Field::Length(1))]),
    ("channels", CHANNELS, [Some(Field::ChannelsIn), Some(Field::ChannelsOut)]),
    ("kernel", KERNEL, [Some(Field::Kernel(0)), Some(Field::Kernel(1))]),
    ("stride", text::STRIDE, [Some(Field::Stride(0)), Some(Field::Stride(1))]),
    ("dilation", text::DILATION, [Some(Field::Dilation(0)), Some(Field::Dilation(1))]),
    ("pad-before", text::PAD_BEFORE, [Some(Field::Before(0)), Some(Field::Before(1))]),
    ("pad-after", text::PAD_AFTER, [Some(Field::After(0)), Some(Field::After(1))]),
    ("output-pad", text::OUTPUT_PAD, [Some(Field::OutputPadding(0)), Some(Field::OutputPadding(1))]),
    ("groups", text::GROUPS, [Some(Field::Groups), None]),
];

/// A field for any number.
fn decimal(
    name: AttrValue,
    value: f32,
    convolve: &Rc<Convolve>,
    (set, say): (&Callback<Convolve>, &Callback<String>),
    put: impl Fn(&mut Convolve, f32) + 'static,
) -> Html {
    let (convolve, set, say) = (convolve.clone(), set.clone(), say.clone());
    let change = Callback::from(move |event: Event| {
        let mut to = (*convolve).clone();
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        let typed = field.value();
        match entry::number(&typed) {
            Some(value) => {
                put(&mut to, value);
                set.emit(to);
            }
            // What is no number leaves the old one where it was.
            None => {
                field.set_value(&exact(value));
                say.emit(no_number(typed.trim(), &exact(value)));
            }
        }
    });
    html! { <input type="text" inputmode="decimal" aria-label={name} value={exact(value)} onchange={change} /> }
}

/// The present input under a kernel of the trained network's first layer.
fn network_kernel(convolve: &Convolve, model: &Model, index: usize) -> Option<Convolve> {
    let kernel = model.weight(1).chunks_exact(9).nth(index)?;
    let conv = Conv::new(1, 3).padding(1);
    let input = crate::shape::Shape { c: 1, ..convolve.input };
    let fresh = Convolve::new(input, conv, convolve.seed)?;
    Some(Convolve { x: convolve.x[..input.len()].to_vec(), weight: kernel.to_vec(), ..fresh })
}
