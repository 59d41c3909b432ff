//! A formula in symbols and in numbers.

use yew::prelude::*;

use crate::app::color::{Theme, css};
use crate::app::figure::{Formula, Role, Symbol, Word};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub symbols: Vec<Symbol>,
    pub formula: Formula,
    pub theme: Theme,
    /// Whether the value that it is about belongs to what `formula-numbers` names.
    #[prop_or_default]
    pub with_name: bool,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn FormulaView(Props { symbols, formula, theme, with_name, children }: &Props) -> Html {
    let Formula { of, parts, later } = formula;
    let math = (!symbols.is_empty()).then(|| Html::from_html_unchecked(Symbol::mathml(symbols).into()));
    let words = parts.iter().flatten().map(|word| view(word, *theme));
    let [inner, outer] =
        if *with_name { [Some("formula-numbers"), None] } else { [None, Some("formula-numbers")] };
    html! {
        <div class="arithmetic">
            { math }
            <p class="formula-numbers" data-testid={inner} aria-live="polite">
                <span class="of">{ of }</span>{ " = " }
                <output data-testid={outer}>{ for words }</output>
                if !later.is_empty() { <span class="later">{ later }</span> }
            </p>
            { children.clone() }
        </div>
    }
}

fn view(word: &Word, theme: Theme) -> Html {
    let Word { text, role } = word;
    let style = format!("color:{}", css(word.color(theme)));
    match role {
        Role::Sign => html! { text },
        Role::Label => html! { <span class="channel">{ text }</span> },
        Role::Winner => html! { <b class="winner">{ text }</b> },
        Role::Value(..) => html! { <b ~{style}>{ text }</b> },
        Role::Total(value, _) => html! { <b class="total" ~{style} title={value.to_string()}>{ text }</b> },
    }
}
