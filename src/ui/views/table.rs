//! A table of numbers that follow from an example.

use yew::prelude::*;

use crate::app::lab::Table;
use crate::app::text::lab::UNKNOWN;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub table: Table,
    /// What the stable names of its cells begin with.
    pub testid: &'static str,
    /// Takes the row that was chosen, where rows can be.
    pub choose: Option<Callback<usize>>,
    /// Whether its values are to be predicted.
    pub hidden: bool,
}

#[component]
pub fn TableView(Props { table, testid, choose, hidden }: &Props) -> Html {
    let Table { title, head, rows, chosen } = table;
    let line = |(at, row): (usize, &Vec<String>)| {
        let (is_chosen, name) = (*chosen == Some(at), row.first().cloned().unwrap_or_default());
        let name = match choose {
            Some(choose) => {
                let choose = choose.reform(move |_: MouseEvent| at);
                html! { <button aria-pressed={is_chosen.to_string()} data-testid={format!("{testid}-choose-{at}")} onclick={choose}>{ name }</button> }
            }
            None => html! { name },
        };
        let cells = row.iter().enumerate().skip(1).map(|(column, cell)| {
            let shown = if *hidden && !cell.is_empty() { UNKNOWN.to_owned() } else { cell.clone() };
            html! { <td data-testid={format!("{testid}-{at}-{column}")}>{ shown }</td> }
        });
        html! { <tr class={classes!(is_chosen.then_some("chosen"))}><th scope="row">{ name }</th>{ for cells }</tr> }
    };
    html! {
        <div class="view-table" role="region" aria-label={*title} tabindex="0">
            <table>
                <thead><tr>{ for head.iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().enumerate().map(line) }</tbody>
            </table>
        </div>
    }
}
