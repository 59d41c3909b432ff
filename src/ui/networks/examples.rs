//! The small live examples of what a module is made of.

use yew::prelude::*;

use crate::app::numbers::trimmed;
use crate::app::places::networks::examples::{Order, Residual};
use crate::app::places::networks::{Action, Networks};
use crate::app::text::Text;
use crate::app::text::networks as text;
use crate::ui::widgets::number::Number;
use crate::ui::widgets::segments::Segments;

/// Those of the module that is opened.
pub fn examples(networks: &Networks, ask: &Callback<Action>) -> Html {
    html! {
        <>
            if let Some(found) = networks.reduction() {
                <a class="chip" data-testid="open-reduction" href={found.link()}>
                    { text::reduction(found.reduced, found.kernel, found.filters) }
                </a>
            }
            { networks.skip().map(|projected| residual(networks.residual, projected, ask)) }
        </>
    }
}

/// A residual unit.
fn residual(unit: Residual, projected: bool, ask: &Callback<Action>) -> Html {
    let values = unit.values(projected);
    let orders = [Order::Original, Order::PreActivation];
    let chosen = usize::from(unit.order == Order::PreActivation);
    let choose = ask.reform(move |index: usize| Action::Residual(Residual { order: orders[index], ..unit }));
    let input = |(index, name): (usize, &'static str)| {
        let value = unit.x[index];
        let set = ask.reform(move |typed: Option<f32>| {
            let mut x = unit.x;
            x[index] = typed.unwrap_or(value);
            Action::Residual(Residual { x, ..unit })
        });
        html! { <Number {name} value={Some(value)} least={-9.0} largest={9.0} {set} testid={format!("residual-x-{index}")} /> }
    };
    let steps = [
        (Text::of(text::ACTIVATED), values.activated.as_ref()),
        (Text::of(text::FIRST), Some(&values.first)),
        (Text::of(text::HIDDEN), Some(&values.hidden)),
        (Text::of(text::F), Some(&values.residual)),
        (Text::of(text::SKIP[usize::from(projected)]), Some(&values.skip)),
        (text::SUM, Some(&values.sum)),
        (Text::of(text::OUT), Some(&values.y)),
    ];
    let step = |(name, values): (Text, &Vec<f32>)| {
        html! { <tr><th scope="row">{ name }</th>{ for values.iter().map(|value| html! { <td>{ trimmed(*value) }</td> }) }</tr> }
    };
    html! {
        <section class="residual" aria-label={text::RESIDUAL}>
            <h2>{ text::RESIDUAL }</h2>
            <p class="fine">{ text::residual_formula(projected, unit.order == Order::PreActivation) }</p>
            <Segments name={text::ORDER} options={text::ORDERS.map(AttrValue::from).to_vec()} {chosen} {choose} testid="residual-order" />
            { for text::RESIDUAL_INPUT.into_iter().enumerate().map(input) }
            <table data-testid="residual-steps"><tbody>
                { for steps.into_iter().filter_map(|(name, values)| Some((name, values?))).map(step) }
            </tbody></table>
            <p class="fine">{ text::GRADIENT_RETURNS }</p>
        </section>
    }
}
