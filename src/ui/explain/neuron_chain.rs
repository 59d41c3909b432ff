//! The chain of single neurons: its product of factors, and how fast each neuron learns.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::app::numbers::{bracketed, decimals, equals, read_back, sig3, trimmed};
use crate::app::places::draw::Action;
use crate::app::places::draw::backward_config::BackwardChoice;
use crate::app::places::draw::neuron_chain::{
    ChainPass, LARGEST_WEIGHT, NEURONS, NeuronChain as Chain, WANTED,
};
use crate::app::text::draw::walk as text;
use crate::layers::activation::Activation;
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub chain: Chain,
    pub act: Callback<Action>,
}

#[component]
pub fn NeuronChain(Props { chain, act }: &Props) -> Html {
    let (chain, pass) = (*chain, chain.pass());
    let set = act.reform(|chain: Option<Chain>| Action::Backward(BackwardChoice::Chain(chain)));
    let chosen = Chain::ACTIVATIONS.iter().position(|(activation, _)| *activation == chain.activation);
    let choose = set.reform(move |i: usize| Some(chain.with_activation(Chain::ACTIVATIONS[i].0)));
    let largest = pass.gradients.iter().fold(f32::MIN_POSITIVE, |largest, g| largest.max(g.abs()));
    let neuron = |i: usize| {
        let [a, y, slope] = text::neuron(i + 1);
        let weight = set.reform(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value_as_number() as f32;
            Some(chain.with_weight(i, value))
        });
        let name = text::weight(i + 1);
        html! {
            <li class="neuron" data-testid={format!("neuron-{}", i + 1)}>
                <label><b>{ name.clone() }</b>{ " = " }{ trimmed(chain.weights[i]) }
                    <input type="range" min={(-LARGEST_WEIGHT).to_string()} max={LARGEST_WEIGHT.to_string()} step="0.1"
                        value={chain.weights[i].to_string()} oninput={weight} aria-label={name} data-testid={format!("chain-weight-{}", i + 1)} />
                </label>
                <dl>
                    <dt>{ a }</dt><dd>{ decimals(pass.a[i], 3) }</dd>
                    <dt>{ y }</dt><dd>{ decimals(pass.y[i + 1], 3) }</dd>
                    <dt>{ slope }</dt><dd>{ decimals(pass.slopes[i], 3) }</dd>
                    <dt>{ text::bias_gradient(i + 1) }</dt><dd data-testid={format!("chain-gradient-{}", i + 1)}>{ sig3(pass.gradients[i]) }</dd>
                </dl>
                <i class="bar" aria-hidden="true"><i ~style={format!("width:{}%", 100.0 * pass.gradients[i].abs() / largest)} /></i>
            </li>
        }
    };
    html! {
        <div class="neuron-chain">
            <header>
                <h2>{ text::CHAIN }</h2>
                <Segments name={text::ACTIVATION} options={text::ACTIVATIONS.map(AttrValue::from).to_vec()}
                    chosen={chosen.unwrap_or(0)} {choose} testid="chain-activation"
                    option_testids={["chain-activation-0", "chain-activation-1"].map(AttrValue::from).to_vec()} />
                <button class="chip" data-testid="chain-close" onclick={set.reform(|_: MouseEvent| None)}>{ text::NETWORK }</button>
            </header>
            <ol>{ for (0..NEURONS).map(neuron) }</ol>
            <p>{ text::cost(&decimals(pass.y[NEURONS], 3), &sig3(pass.cost)) }</p>
            <p class="formula">{ text::PRODUCT }</p>
            { product(&chain, &pass) }
            <p>{ if chain.activation == Activation::Sigmoid { text::SIGMOID } else { text::RELU } }</p>
        </div>
    }
}

/// ∂C/∂b₁, in numbers.
fn product(chain: &Chain, pass: &ChainPass) -> Html {
    let mut factors = vec![pass.y[NEURONS] - WANTED];
    for i in (0..NEURONS).rev() {
        factors.push(pass.slopes[i]);
        factors.extend((i > 0).then(|| chain.weights[i]));
    }
    let shown: Vec<f64> = factors.iter().map(|factor| read_back(&trimmed(*factor))).collect();
    let written: Vec<String> = shown.iter().map(|factor| bracketed(*factor as f32)).collect();
    let result = sig3(pass.gradients[0]);
    html! {
        <p class="formula" data-testid="chain-product" aria-live="polite">
            { written.join(" · ") }{ format!(" {} ", equals(shown.iter().product(), &result)) }<b>{ result }</b>
        </p>
    }
}
