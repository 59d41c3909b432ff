//! The answer: the most probable digit, how sure, and the second.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::numbers::percent;
use crate::app::places::draw::model::Activations;
use crate::app::text::draw as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub seen: Option<Rc<Activations>>,
    /// Whether there is a drawing, but no network yet.
    pub waiting: bool,
    /// Whether a stroke is being drawn: what changes with every point is not read out.
    pub drawing: bool,
}

#[component]
pub fn Guess(Props { seen, waiting, drawing }: &Props) -> Html {
    let ranking = seen.as_ref().map(|seen| seen.ranking());
    let sure = seen.as_ref().zip(ranking.as_ref()).map(|(seen, ranking)| {
        let [first, second] = [ranking[0], ranking[1]].map(|class| seen.probabilities[class]);
        // Less than what is shown as 0 %.
        let second = if second < 5e-5 { text::ALMOST_NOTHING.to_string() } else { percent(second) };
        (text::sure(&percent(first)), text::second_guess(ranking[1], &second))
    });
    let empty = if *waiting { text::NETWORK_LOADING } else { text::NO_DRAWING };
    let said = use_mut_ref(String::new);
    if !drawing {
        let sentence =
            ranking.as_ref().zip(sure.as_ref()).map(|(ranking, (sure, _))| text::guess(ranking[0], sure));
        *said.borrow_mut() = sentence.unwrap_or_default();
    }
    html! {
        <div class="guess">
            <p class="unseen" role="status" data-testid="said">{ said.borrow().clone() }</p>
            <output aria-live="off" data-testid="prediction">{ ranking.map(|ranking| ranking[0].to_string()).unwrap_or_default() }</output>
            if let Some((sure, second)) = sure {
                <p>{ sure }</p>
                <p>{ second }</p>
            } else {
                <p>{ empty }</p>
            }
        </div>
    }
}
