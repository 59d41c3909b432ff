//! The recurrence as a table: a line for each layer.

use yew::prelude::*;

use crate::app::lab::LabAction;
use crate::app::places::stack::{Recurrence, Row, Stack, Tower, recurrence};
use crate::app::text::stack as text;

/// The lines of the stack, whose numbers are not shown where they are to be predicted, and of the one beside it.
pub fn table(stack: &Stack, hidden: bool, act: &Callback<LabAction<Stack>>) -> Html {
    let [layer, _, output, filter, sees, jump, start] = text::HEADS;
    let lines = |(number, tower): (usize, &Tower)| {
        let lines =
            (0..tower.rows.len()).map(|at| line(stack, number, tower, at, hidden, act)).collect::<Html>();
        html! { <tbody>{ lines }</tbody> }
    };
    html! {
        <section class="stack-table" aria-label={text::TABLE} tabindex="0">
            <table>
                <thead>
                    <tr>
                        { for [layer, output, filter].map(|head| html! { <th scope="col">{ head }</th> }) }
                        <th scope="col" colspan="2">{ sees }</th>
                        { for [jump, start].map(|head| html! { <th scope="col">{ head }</th> }) }
                    </tr>
                </thead>
                { for stack.towers().iter().enumerate().map(lines) }
            </table>
            <dl>
                { for text::RECURRENCE.iter().map(|(formula, what)| html! { <><dt>{ *formula }</dt><dd>{ *what }</dd></> }) }
            </dl>
        </section>
    }
}

fn line(
    stack: &Stack,
    number: usize,
    tower: &Tower,
    at: usize,
    hidden: bool,
    act: &Callback<LabAction<Stack>>,
) -> Html {
    let Row { label, summary, output, filter, field, is_misaligned, .. } = &tower.rows[at];
    let is_chosen = number == 0 && at == stack.layer();
    let Recurrence { size: from, jump, start } = recurrence(&tower.rows, at);
    let testid = |what: &str| (number == 0).then(|| format!("stack-row-{at}-{what}"));
    let go = {
        let to = stack.over_the_same(at);
        act.reform(move |_: MouseEvent| LabAction::Go(to.clone()))
    };
    let [size, jumps, first] = match field {
        _ if hidden && is_chosen => ["?"; 3].map(str::to_owned),
        Some([_, field]) => [field.size.to_string(), field.stride.to_string(), text::signed(field.start)],
        None => [text::NONE; 3].map(str::to_owned),
    };
    let from = if from.is_empty() || hidden && is_chosen { String::new() } else { from + " =" };
    html! {
        <tr class={classes!(is_chosen.then_some("chosen"), is_misaligned.then_some("misaligned"))}>
            <th scope="row" title={summary.clone()}>
                if number == 0 {
                    <button aria-pressed={is_chosen.to_string()} aria-label={text::look_at(label)} onclick={go}>{ label }</button>
                } else {
                    { label }
                }
                <small>{ summary }</small>
            </th>
            <td>{ text::shape(*output) }</td>
            <td>{ text::filter(filter) }</td>
            <td class="from">{ from }</td>
            <td class="sees" data-testid={testid("size")}>{ size }</td>
            <td data-testid={testid("jump")} title={jump}>{ jumps }</td>
            <td data-testid={testid("start")} title={start}>{ first }</td>
        </tr>
    }
}
