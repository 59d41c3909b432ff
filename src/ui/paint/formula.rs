//! A formula in symbols and in numbers.

use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::Events;
use crate::app::color::{Theme, css};
use crate::app::figure::{Formula, Role, Spot, Symbol, Word};
use crate::app::numbers::exact;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub symbols: Vec<Symbol>,
    pub formula: Formula,
    pub theme: Theme,
    /// Whether the value that it is about belongs to what `formula-numbers` names.
    #[prop_or_default]
    pub with_name: bool,
    /// Told when a sum is pointed at, which unfolds.
    #[prop_or_default]
    pub events: Option<Events>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn FormulaView(Props { symbols, formula, theme, with_name, events, children }: &Props) -> Html {
    let Formula { of, parts, later } = formula;
    let math = (!symbols.is_empty()).then(|| Html::from_html_unchecked(Symbol::mathml(symbols).into()));
    let words = parts.iter().map(|words| part(words, *theme, events.as_ref()));
    let [inner, outer] =
        if *with_name { [Some("formula-numbers"), None] } else { [None, Some("formula-numbers")] };
    html! {
        <div class="arithmetic">
            <div class="symbols">{ math }{ children.clone() }</div>
            <p class="formula-numbers" data-testid={inner} aria-live="polite">
                <span class="of">{ of }</span>{ " = " }
                <output data-testid={outer}>{ for words }</output>
                if !later.is_empty() { <span class="later">{ later }</span> }
            </p>
        </div>
    }
}

/// A part: one with a sum in it unfolds where it is pointed at, and stays so where it is clicked.
fn part(words: &[Word], theme: Theme, events: Option<&Events>) -> Html {
    let spot = words.iter().find_map(|word| match word.role {
        Role::Partial(_, _, spot) => Some(spot),
        _ => None,
    });
    let views = words.iter().map(|word| view(word, theme));
    let Some((Spot { grid, .. }, spot, events)) = spot.zip(events).map(|(spot, events)| (spot, spot, events))
    else {
        return html! { <>{ for views }</> };
    };
    let hover = |spot: Option<Spot>| events.hover.reform(move |_: PointerEvent| spot);
    let pin = events.pin.reform(move |_: MouseEvent| spot);
    let press = {
        let pin = events.pin.clone();
        Callback::from(move |event: KeyboardEvent| {
            if ["Enter", " "].contains(&event.key().as_str()) {
                event.prevent_default();
                event.stop_propagation();
                pin.emit(spot);
            }
        })
    };
    html! {
        <span class="partial" role="button" tabindex="0" data-testid={format!("partial-{grid}")} onpointerenter={hover(Some(spot))}
            onpointerleave={hover(None)} onclick={pin} onkeydown={press}>
            { for views }
        </span>
    }
}

fn view(word: &Word, theme: Theme) -> Html {
    let Word { text, role } = word;
    let style = format!("color:{}", css(word.color(theme)));
    match role {
        Role::Sign => html! { text },
        Role::Label => html! { <span class="channel">{ text }</span> },
        Role::Winner => html! { <b class="winner">{ text }</b> },
        Role::Value(..) | Role::Partial(..) => html! { <b ~{style}>{ text }</b> },
        Role::Total(value, _) => html! { <b class="total" ~{style} title={exact(value)}>{ text }</b> },
    }
}
