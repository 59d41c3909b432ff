//! What the network says of a sample: a bar for each class.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::numbers::whole_percent;
use crate::app::places::train::Guess;
use crate::app::text::train as text;

/// Bars that are shown: all of ten classes, the most probable of more.
const MOST: usize = 10;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub guess: Rc<Guess>,
    /// What it is, where that is known.
    pub label: Option<usize>,
    pub names: Rc<[String]>,
    pub testid: &'static str,
}

/// A sentence, and a bar for each of the most probable classes, in their own order.
#[component]
pub fn GuessBars(Props { guess, label, names, testid }: &Props) -> Html {
    let mut shown: Vec<(usize, f32)> = guess.ranked(MOST).collect();
    shown.sort_unstable_by_key(|(class, _)| *class);
    let best = guess.ranked(1).next().map(|(class, _)| class);
    html! {
        <div class="guess" aria-label={text::GUESS} data-testid={*testid}>
            <p>{ guess.sentence(*label, names) }</p>
            <ol>{ for shown.into_iter().map(|(class, probability)| {
                let name = names.get(class).cloned().unwrap_or_default();
                let kind = match (Some(class) == best, Some(class) == *label) {
                    (_, true) => Some("is"),
                    (true, false) => Some("said"),
                    (false, false) => None,
                };
                html! {
                    <li class={kind} title={name.clone()}>
                        <span>{ name }</span><i ~style={format!("--part:{:.1}%", 100.0 * probability)}></i><b>{ whole_percent(probability) }</b>
                    </li>
                }
            }) }</ol>
        </div>
    }
}
