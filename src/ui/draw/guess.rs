//! The answer: the most probable digit, how sure, and the second.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::model::Seen;
use crate::app::numbers::percent;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub seen: Option<Rc<Seen>>,
    /// Whether there is a drawing, but no network yet.
    pub waiting: bool,
}

#[component]
pub fn Guess(Props { seen, waiting }: &Props) -> Html {
    let ranking = seen.as_ref().map(|seen| seen.ranking());
    let sure = seen.as_ref().zip(ranking.as_ref()).map(|(seen, ranking)| {
        let [first, second] = [ranking[0], ranking[1]].map(|class| seen.probabilities[class]);
        // Less than what is shown as 0 %.
        let second = if second < 5e-5 { "less than 0.01 %".to_owned() } else { percent(second) };
        format!("{} sure. Then {}, at {second}.", percent(first), ranking[1])
    });
    let empty = if *waiting { "The network is loading." } else { "No drawing, no guess." };
    html! {
        <div class="guess" aria-live="polite">
            <output data-testid="prediction">{ ranking.map(|ranking| ranking[0].to_string()).unwrap_or_default() }</output>
            <p>{ sure.unwrap_or_else(|| empty.to_owned()) }</p>
        </div>
    }
}
