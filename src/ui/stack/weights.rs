//! What the layers weigh.

use yew::prelude::*;

use crate::app::numbers::thousands;
use crate::app::places::stack::{Stack, Weighed};
use crate::app::text::stack as text;

pub fn weights(stack: &Stack) -> Html {
    let towers = stack.towers();
    let weighed: Vec<Weighed> = towers.iter().map(Weighed::of).collect();
    let most = weighed.iter().map(|it| it.weights).max().unwrap_or(1).max(1) as f64;
    let one = |number: usize, it: &Weighed| {
        let part = 100.0 * it.weights as f64 / most;
        html! {
            <div class={classes!("stack-weight", (number == 1).then_some("second"))}>
                if let Some(letters) = &it.in_letters { <p>{ letters }</p> }
                <output data-testid={format!("stack-weights-{number}")}>{ thousands(it.weights) }</output>
                <div aria-hidden="true"><div ~style={format!("width:{part:.1}%")}></div></div>
                <p class="fine">{ text::relus_and_multiply_adds(it.relus, it.macs) }</p>
            </div>
        }
    };
    let has_channels = stack.blocks().is_some();
    html! {
        <section class="stack-weights" aria-label={text::WEIGHTS}>
            <h2>{ text::WEIGHTS }
                if has_channels { <span>{ text::channels_in_and_out(stack.channels()) }</span> }
            </h2>
            { for weighed.iter().enumerate().map(|(number, it)| one(number, it)) }
        </section>
    }
}
