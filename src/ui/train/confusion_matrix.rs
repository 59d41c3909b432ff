//! The confusion matrix itself: one stop of the Tab key, whose cells the arrow keys walk, since a cell may be too small to be aimed at.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::numbers::{percent, whole_percent};
use crate::app::text::train as text;
use crate::session::Evaluation;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub evaluation: Rc<Evaluation>,
    pub names: Rc<[String]>,
    /// The cell whose images are shown: row and column.
    pub chosen: Option<[usize; 2]>,
    pub choose: Callback<[usize; 2]>,
}

/// More classes have no room for the share that is right beside their row.
const MOST_WITH_RECALL: usize = 16;

#[component]
pub fn ConfusionMatrix(Props { evaluation, names, chosen, choose }: &Props) -> Html {
    let cursor = use_state(|| None::<[usize; 2]>);
    let confusion = &evaluation.confusion;
    let classes = confusion.len();
    let name = |class: usize| names.get(class).map_or("", String::as_str);
    let id = |[row, column]: [usize; 2]| format!("confused-{row}-{column}");
    let recall = |class: usize| match evaluation.recall(class) {
        Some(recall) => text::recall(name(class), &percent(recall)),
        None => name(class).to_owned(),
    };
    let at = cursor.or(*chosen).unwrap_or_default().map(|at| at.min(classes.saturating_sub(1)));
    let keys = {
        let (cursor, choose) = (cursor.clone(), choose.clone());
        move |event: KeyboardEvent| {
            let [row, column] = at;
            let last = classes.saturating_sub(1);
            let to = match event.key().as_str() {
                "ArrowLeft" => [row, column.saturating_sub(1)],
                "ArrowRight" => [row, last.min(column + 1)],
                "ArrowUp" => [row.saturating_sub(1), column],
                "ArrowDown" => [last.min(row + 1), column],
                "Home" => [row, 0],
                "End" => [row, last],
                "Enter" | " " => {
                    choose.emit(at);
                    at
                }
                _ => return,
            };
            // These keys mean something else to the page.
            event.prevent_default();
            event.stop_propagation();
            cursor.set(Some(to));
        }
    };
    let leave = {
        let cursor = cursor.clone();
        move |_: FocusEvent| cursor.set(None)
    };
    let most = |row: usize| confusion[row].iter().map(Vec::len).sum::<usize>().max(1) as f32;
    let cell = |row: usize, column: usize| {
        let count = confusion[row][column].len();
        let share = (count as f32 / most(row)).sqrt();
        let label = text::times(&text::taken_for(name(row), name(column)), count);
        let here = [row, column];
        let class = classes!(
            (*chosen == Some(here)).then_some("chosen"),
            (*cursor == Some(here)).then_some("here"),
            (count > 0).then_some("any")
        );
        let onclick = (count > 0).then(|| choose.reform(move |_: MouseEvent| here));
        html! {
            <td key={column} id={id(here)} role="gridcell" {class} ~style={format!("--share:{:.0}%", 100.0 * share)} title={label.clone()} aria-label={label}
                aria-selected={(*chosen == Some(here)).to_string()} {onclick} data-testid={format!("confusion-{row}-{column}")}></td>
        }
    };
    let wide = if classes > MOST_WITH_RECALL { "many" } else { "few" };
    html! {
        <table role="grid" class={wide} tabindex="0" data-testid="confusion" aria-label={text::ROWS_AND_COLUMNS} aria-activedescendant={id(at)} onkeydown={keys} onblur={leave}>
            { for (0..classes).map(|row| html! {
                <tr key={row} role="row">
                    <th scope="row" title={recall(row)}>{ name(row).chars().take(3).collect::<String>() }</th>
                    { for (0..classes).map(|column| cell(row, column)) }
                    if let Some(share) = evaluation.recall(row).filter(|_| classes <= MOST_WITH_RECALL) { <td class="recall" title={recall(row)} data-testid={format!("recall-{row}")}>{ whole_percent(share) }</td> }
                </tr>
            }) }
        </table>
    }
}
