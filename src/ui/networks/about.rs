//! Why a network was invented, its totals, and what can be changed of the selected layer; and two networks in numbers.

use yew::prelude::*;

use super::examples::examples;
use crate::app::numbers::{bytes as in_bytes, sig3, thousands};
use crate::app::places::networks::compare::{Quantity, compare};
use crate::app::places::networks::table::bytes;
use crate::app::places::networks::{Action, Change, Networks, Subject};
use crate::app::text::networks as text;
use crate::layers::{Control, Field};
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;

pub fn aside(networks: &Networks, ask: &Callback<Action>) -> Html {
    let (about, total) = (networks.about(), networks.subject.table.total);
    html! {
        <aside class="about">
            <h1>{ about.name }</h1>
            <p class="fine">{ about.detail }</p>
            { for about.sentences.iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            <dl>
                <dd data-testid="total-params">{ thousands(total.params) }</dd><dt>{ text::PARAMETERS }</dt>
                <dd data-testid="total-macs">{ thousands(total.macs) }</dd><dt>{ text::A_PICTURE }</dt>
                <dd data-testid="total-memory">{ in_bytes(bytes(total)) }</dd><dt>{ text::BYTES_ARE }</dt>
            </dl>
            <p class="fine">{ about.source }</p>
            { networks.connection_table().map(connections) }
            { examples(networks, ask) }
            { settings(networks, ask) }
            if !networks.config.changes.is_empty() {
                <button class="chip" data-testid="reset-changes" onclick={ask.reform(|_| Action::Reset)}>{ text::TAKE_BACK }</button>
            }
            if let Some(link) = networks.draw_link() {
                <a class="chip" data-testid="open-in-draw" href={link}>{ text::DRAW_FOR_IT }</a>
            }
            <a class="chip" data-testid="open-in-train" href={networks.train_link()}>{ text::OPEN_IN_TRAIN }</a>
            if let Some(link) = networks.field_link() {
                <a class="chip" data-testid="open-in-stack" href={link}>{ text::WHAT_ONE_CELL_SEES }</a>
            }
        </aside>
    }
}

/// A connection table: a column for each filter.
fn connections(table: &[Vec<bool>]) -> Html {
    let (columns, rows) = (table.len(), table.first().map_or(0, Vec::len));
    let cell = |column: usize, row: usize| {
        let seen = table[column][row].then_some("seen");
        html! { <rect class={seen} x={column.to_string()} y={row.to_string()} width="0.86" height="0.86" rx="0.12" /> }
    };
    html! {
        <figure class="connections" data-testid="connection-table">
            <svg viewBox={format!("0 0 {columns} {rows}")} role="img" aria-label={text::CONNECTION_TABLE}>
                { for (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row))).map(|(column, row)| cell(column, row)) }
            </svg>
            <figcaption class="fine">{ text::CONNECTION_TABLE }</figcaption>
        </figure>
    }
}

/// What can be set of the layer that is selected.
fn settings(networks: &Networks, ask: &Callback<Action>) -> Html {
    let Some((layer, fields)) = networks.settings().filter(|(_, fields)| !fields.is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="changes" aria-label={layer.clone()}>
            <h2>{ &layer }</h2>
            { for fields.into_iter().map(|one| field(&layer, one, ask)) }
        </section>
    }
}

fn field(layer: &str, Field { name, id, control, .. }: Field, ask: &Callback<Action>) -> Html {
    let layer = layer.to_owned();
    let set = ask.reform(move |value: f64| {
        Action::Set(Change { layer: layer.clone(), setting: id.to_owned(), value })
    });
    let testid = format!("set-{id}");
    match control {
        Control::Count { value, least, largest } => {
            let set = set.reform(|value: usize| value as f64);
            html! { <Stepper {name} {value} {least} largest={largest.max(value)} {set} complain={Callback::noop()} {testid} /> }
        }
        Control::Number { value, least, largest } => {
            let set = set.reform(move |typed: Option<f32>| f64::from(typed.unwrap_or(value)));
            html! { <Number {name} value={Some(value)} {least} {largest} {set} {testid} /> }
        }
        Control::Choice { chosen, options } => {
            let options: Vec<AttrValue> = options.into_iter().map(AttrValue::from).collect();
            let choose = set.reform(|index: usize| index as f64);
            html! { <Choice {name} {options} {chosen} {choose} {testid} wide={true} /> }
        }
    }
}

/// How much of each quantity both have.
pub fn comparison(first: &Subject, second: &Subject) -> Html {
    let quantities = compare(first, second).into_iter().zip(text::QUANTITIES);
    html! {
        <table class="layers" data-testid="comparison">
            <tbody>
                { for quantities.map(|((quantity, both, factor), name)| {
                    let written = |n: u64| if quantity == Quantity::Bytes { in_bytes(n) } else { thousands(n) };
                    html! {
                        <tr>
                            <th scope="row">{ name }</th>
                            { for both.map(|n| html! { <td>{ written(n) }</td> }) }
                            <td>{ text::times(&sig3(factor as f32)) }</td>
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    }
}
