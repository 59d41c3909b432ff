//! Softmax, term by term: a logit for every digit, its exponential, and its part of their sum.

use yew::prelude::*;

use super::panel::Shown;
use super::sum_panel::{SumPanel, word};
use crate::app::numbers::{decimals, exact, in_language, percent, sig3};
use crate::app::places::draw::explain::Sum;
use crate::app::places::draw::{Action, Focus};
use crate::app::text::draw as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub sum: Sum,
}

#[component]
pub fn SoftmaxPanel(Props { shown, sum }: &Props) -> Html {
    let Shown { seen, at, theme, act, .. } = shown;
    let logits = seen.logits();
    // The largest is taken away from each before, which changes no quotient: so computes the engine, too.
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f32> = logits.iter().map(|logit| libm::expf(logit - largest)).collect();
    let total: f32 = exponentials.iter().sum();
    let at = *at;
    let row = |class: usize| {
        let open = act.reform(move |_: MouseEvent| Action::Open(Focus { unit: class, ..at }));
        html! {
            <tr class={classes!((class == at.unit).then_some("chosen"))} onclick={open}>
                <th scope="row"><button aria-label={text::digit(class)}>{ class }</button></th>
                <td ~style={word(logits[class], *theme)} title={exact(logits[class])}>{ decimals(logits[class], 2) }</td>
                <td title={exact(exponentials[class])}>{ power(exponentials[class]) }</td>
                <td><b>{ percent(seen.probabilities[class]) }</b></td>
            </tr>
        }
    };
    html! {
        <div class="softmax">
            <table>
                <thead><tr><th>{ text::DIGIT }</th><th>{ text::LOGIT }</th><th>{ "e" }<sup>{ format!("z − {}", decimals(largest, 2)) }</sup></th><th>{ format!("÷ {}", sig3(total)) }</th></tr></thead>
                <tbody>{ for (0..logits.len()).map(row) }</tbody>
            </table>
            <div>
                <p class="hint">{ if sum.is_distance { text::logit_by_distance(at.unit, sum.terms.len()) } else { text::logit_of(at.unit, sum.terms.len()) } }</p>
                <SumPanel shown={shown.clone()} sum={sum.clone()} />
            </div>
        </div>
    }
}

/// A power of e: tiny ones in scientific notation.
fn power(value: f32) -> String {
    if value >= 1e-3 || value == 0.0 {
        sig3(value)
    } else {
        in_language(format!("{value:.1e}").replace('-', "−"))
    }
}
