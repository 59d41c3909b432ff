//! The runs that are compared, with what each one costs and comes to: the legend of the charts.

use yew::prelude::*;

use super::charts::PINNED;
use super::figures::accuracy;
use crate::app::numbers::{decimals, thousands, trimmed};
use crate::app::places::train::{Progress, Train, TrainAction};
use crate::app::text::train as text;

/// A row for the present run and one for each that is pinned; nothing while none is.
pub fn pinned(train: &Train, ask: &Callback<TrainAction>) -> Html {
    let Some(first) = train.runs.list.first().filter(|_| !train.pins.list.is_empty()) else {
        return Html::default();
    };
    let row = |colour: &'static str, name: String, progress: &Progress, act: Html| {
        let validated = progress.accuracy().map(accuracy).unwrap_or_else(|| "–".to_owned());
        let loss =
            progress.evaluation.as_ref().map_or("–".to_owned(), |evaluation| trimmed(evaluation.loss));
        html! {
            <tr>
                <th scope="row" title={name.clone()}><i class={colour}></i><span>{ name }</span></th>
                <td>{ thousands(progress.plan.params()) }</td>
                <td>{ decimals(progress.epochs(), 1) }</td>
                <td>{ validated }</td>
                <td>{ loss }</td>
                <td>{ act }</td>
            </tr>
        }
    };
    let pins = train.pins.list.iter().enumerate().map(|(index, pin)| {
        let unpin = ask.reform(move |_: MouseEvent| TrainAction::Unpin(index));
        let label = text::unpin(&pin.name);
        let act = html! { <button aria-label={label.clone()} title={label} onclick={unpin} data-testid={format!("unpin-{index}")}>{ "×" }</button> };
        row(PINNED[index % PINNED.len()][1], pin.name.clone(), &pin.progress, act)
    });
    let now = row("accent", train.config.run_name(), first, Html::default());
    html! {
        <section class="train-pinned" aria-label={text::RUNS_COMPARED}>
            <table data-testid="pinned">
                <tr><th scope="col">{ text::RUNS_COMPARED }</th><th scope="col">{ text::PARAMETERS }</th><th scope="col">{ text::EPOCH }</th><th scope="col">{ text::VALIDATION }</th><th scope="col">{ text::LOSS }</th><th></th></tr>
                { for pins }
                { now }
            </table>
        </section>
    }
}
