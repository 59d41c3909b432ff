//! One layer of the list: what it says closed, and what can be set when it is open.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::places::train::{Edit, TrainConfig};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::pool::{Pool, PoolKind};
use crate::network::NodeId;
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;
use crate::window::Window;

/// A layer in a few words: "conv 3×3".
pub fn summary(layer: &Layer) -> String {
    let sizes = |window: &[Window; 2]| format!("{}×{}", window[0].size, window[1].size);
    match layer {
        Layer::Conv(conv) => format!("conv {}", sizes(&conv.window)),
        Layer::Pool(pool) => {
            format!(
                "{} pool {}",
                if pool.kind == PoolKind::Max { "max" } else { "average" },
                sizes(&pool.window)
            )
        }
        Layer::Dropout(dropout) => format!("dropout {}", dropout.rate),
        Layer::Activation(activation) => ACTIVATIONS
            .iter()
            .find(|(_, known)| std::mem::discriminant(known) == std::mem::discriminant(activation))
            .map_or("activation", |(name, _)| name)
            .to_owned(),
        Layer::Add(_) => "+ skip".to_owned(),
        layer => layer.op().name().to_owned(),
    }
}

const ACTIVATIONS: [(&str, Activation); 8] = [
    ("ReLU", Activation::Relu),
    ("leaky ReLU", Activation::LeakyRelu { slope: 0.01 }),
    ("sigmoid", Activation::Sigmoid),
    ("tanh", Activation::Tanh),
    ("softplus", Activation::Softplus),
    ("ELU", Activation::Elu { alpha: 1.0 }),
    ("GELU", Activation::Gelu),
    ("SiLU", Activation::Silu),
];

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
    let name = |id: NodeId| id.0.checked_sub(1).map_or("input", |i| names[i].as_str()).to_owned();
    let source = |input: usize| {
        let options: Vec<AttrValue> =
            (0..id.0).map(|source| AttrValue::from(format!("from {}", name(NodeId(source))))).collect();
        let choose = edit.reform(move |source| Edit::From { node: id, input, source: NodeId(source) });
        html! { <Choice name={format!("Input {}", input + 1)} {options} chosen={node.inputs[input].0.min(id.0 - 1)} {choose} testid={format!("source-{input}")} wide={true} /> }
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
                <span>{ "Name" }</span>
                <input class="number" type="text" autocomplete="off" maxlength="64" data-testid="layer-name" aria-label="Name"
                    value={node.name.clone().unwrap_or_default()} placeholder={names[id.0 - 1].clone()} onchange={rename} />
            </label>
            { fields(&node.layer, id, edit) }
            if joins { { for (0..node.inputs.len()).map(source) } }
            <div class="acts" role="group" aria-label="This layer">
                <button class="chip" data-testid="layer-up" disabled={id.0 == 1} aria-label="Up" onclick={press(Edit::Move(id, NodeId(id.0.saturating_sub(2))))}>{ "↑" }</button>
                <button class="chip" data-testid="layer-down" disabled={id.0 == count} aria-label="Down" onclick={press(Edit::Move(id, NodeId(id.0 + 1)))}>{ "↓" }</button>
                <button class="chip" data-testid="layer-copy" onclick={press(Edit::Duplicate(id))}>{ "Duplicate" }</button>
                <button class="chip" data-testid="layer-remove" onclick={press(Edit::Remove(id))}>{ "Delete" }</button>
            </div>
        </div>
    }
}

fn fields(layer: &Layer, id: NodeId, edit: &Callback<Edit>) -> Html {
    let stepper = |name: &'static str,
                   testid: &'static str,
                   value: usize,
                   least: usize,
                   largest: usize,
                   to: Box<dyn Fn(usize) -> Layer>| {
        let set = edit.reform(move |value: usize| Edit::Set(id, to(value)));
        html! { <Stepper {name} {value} {least} {largest} {set} complain={Callback::noop()} {testid} /> }
    };
    let square = |window: [Window; 2], change: fn(Window, usize) -> Window, value: usize| {
        window.map(|w| change(w, value))
    };
    match layer {
        Layer::Conv(conv) => {
            let with = |change: fn(&mut Conv, usize)| {
                let conv = conv.clone();
                Box::new(move |value| {
                    let mut conv = conv.clone();
                    change(&mut conv, value);
                    Layer::from(conv)
                })
            };
            let rows = conv.window[0];
            html! {
                <>
                    { stepper("Filters", "filters", conv.filters, 1, 256, with(|conv, n| conv.filters = n)) }
                    { stepper("Kernel", "kernel", rows.size, 1, 11, with(move |conv, n| conv.window = square_size(conv.window, n))) }
                    { stepper("Stride", "stride", rows.stride, 1, 8, with(|conv, n| conv.window = conv.window.map(|w| w.stride(n)))) }
                    { stepper("Padding", "padding", rows.before, 0, 8, with(|conv, n| conv.window = conv.window.map(|w| w.padding(n)))) }
                    { stepper("Groups", "groups", conv.groups, 1, 256, with(|conv, n| conv.groups = n)) }
                </>
            }
        }
        Layer::Dense(dense) => {
            let bias = dense.bias;
            stepper(
                "Units",
                "units",
                dense.units,
                1,
                1024,
                Box::new(move |units| Dense { units, bias }.into()),
            )
        }
        Layer::Pool(pool) => {
            let (of_size, of_stride) = (*pool, *pool);
            let rows = pool.window[0];
            let sized = move |n| {
                Pool { window: square(of_size.window, |w, n| Window { size: n, ..w }, n), ..of_size }.into()
            };
            let strided =
                move |n| Pool { window: square(of_stride.window, |w, n| w.stride(n), n), ..of_stride }.into();
            html! {
                <>
                    { stepper("Window", "kernel", rows.size, 1, 8, Box::new(sized)) }
                    { stepper("Stride", "stride", rows.stride, 1, 8, Box::new(strided)) }
                </>
            }
        }
        Layer::Dropout(dropout) => {
            let set = edit
                .reform(move |rate: Option<f32>| Edit::Set(id, Dropout { rate: rate.unwrap_or(0.5) }.into()));
            html! { <Number name="Rate" value={Some(dropout.rate)} least={0.0} largest={0.95} {set} testid="dropout-rate" /> }
        }
        Layer::Activation(activation) => {
            let kind = std::mem::discriminant(activation);
            let chosen =
                ACTIVATIONS.iter().position(|(_, known)| std::mem::discriminant(known) == kind).unwrap_or(0);
            let options = ACTIVATIONS.map(|(name, _)| AttrValue::from(name)).to_vec();
            let choose = edit.reform(move |i: usize| Edit::Set(id, ACTIVATIONS[i].1.into()));
            html! { <Choice name="Function" {options} {chosen} {choose} testid="function" wide={true} /> }
        }
        _ => Html::default(),
    }
}

/// A square kernel; one that kept the size of its input keeps it.
fn square_size(window: [Window; 2], size: usize) -> [Window; 2] {
    window.map(|w| {
        let same = w.before == w.size / 2 && w.size % 2 == 1;
        let w = Window { size, ..w };
        if same { w.padding(size / 2) } else { w }
    })
}
