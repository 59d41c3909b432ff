//! Why a network was invented, its totals, and what can be changed of the selected layer; and two networks in numbers.

use yew::prelude::*;

use super::examples::examples;
use crate::app::numbers::{bytes as in_bytes, sig3, thousands};
use crate::app::places::networks::compare::{Quantity, compare};
use crate::app::places::networks::table::bytes;
use crate::app::places::networks::{Action, Change, Changed, Networks, Subject, preset_id};
use crate::app::text::Text;
use crate::app::text::networks as text;
use crate::layers::{Control, Field, Layer};
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;

pub fn aside(networks: &Networks, ask: &Callback<Action>) -> Html {
    let (about, total) = (networks.about(), networks.subject.table.total);
    html! {
        <aside class="about">
            <h1>{ about.name }</h1>
            <p class="fine">{ about.detail }</p>
            { settings(networks, ask) }
            { for about.sentences.iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            <dl>
                <dd data-testid="total-params">{ thousands(total.params) }</dd><dt>{ text::PARAMETERS }</dt>
                <dd data-testid="total-macs">{ thousands(total.macs) }</dd><dt>{ text::A_PICTURE }</dt>
                <dd data-testid="total-memory">{ in_bytes(bytes(total)) }</dd><dt>{ text::BYTES_ARE }</dt>
            </dl>
            <p class="fine">{ about.source }</p>
            { super::file::settings(networks, &ask.reform(Action::File)) }
            { networks.connection_table().map(connections) }
            { examples(networks, ask) }
            if !networks.config.changes.is_empty() {
                <button class="chip" data-testid="reset-changes" onclick={ask.reform(|_| Action::Reset)}>{ text::TAKE_BACK }</button>
            }
            if let Some(link) = networks.draw_link() {
                <a class="chip" data-testid="open-in-draw" href={link}>{ text::DRAW_FOR_IT }</a>
            }
            { for networks.train_links().into_iter().enumerate().map(|(index, (words, link))| html! {
                <a class="chip" data-testid={if index == 0 { "open-in-train" } else { "open-in-train-shapes" }} href={link}>{ words }</a>
            }) }
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
    let Some((layer, fields)) = networks.settings() else { return Html::default() };
    html! {
        <section class="changes" aria-label={layer.clone()}>
            <h2>{ &layer }</h2>
            { for fields.into_iter().map(|one| field(&layer, one, ask)) }
            { layers(networks, ask) }
        </section>
    }
}

/// The layers of the row, which can be removed, and what can be inserted behind the last of them.
fn layers(networks: &Networks, ask: &Callback<Action>) -> Html {
    let layers = networks.layers_of_row();
    let Some((last, _)) = layers.last().cloned() else { return Html::default() };
    let change = |layer: String, changed: Changed| Action::Set(Change { layer, changed });
    let remove = |(name, summary): &(String, String)| {
        let (layer, label) = (name.clone(), format!("{} {name}", text::REMOVE));
        let remove = ask.reform(move |_: MouseEvent| change(layer.clone(), Changed::Removed));
        html! {
            <li><span>{ summary }</span><button class="chip" aria-label={label} title={text::REMOVE} data-testid={format!("remove-{name}")} onclick={remove}>{ "×" }</button></li>
        }
    };
    let presets: Vec<&str> = Layer::presets().into_iter().map(|(name, _)| name).collect();
    let options = [text::CHOOSE_LAYER.get()]
        .into_iter()
        .chain(presets.iter().map(|name| Text::of(name).get()))
        .map(AttrValue::from);
    let options = options.collect::<Vec<_>>();
    let insert = ask.reform(move |index: usize| {
        let preset = presets[index.saturating_sub(1)];
        change(last.clone(), Changed::Inserted(preset_id(preset)))
    });
    html! {
        <>
            <ul aria-label={text::ROW_LAYERS}>{ for layers.iter().map(remove) }</ul>
            <Choice name={text::INSERT} {options} chosen={0} choose={insert} testid="insert-layer" wide={true} />
        </>
    }
}

fn field(layer: &str, Field { name, id, control, .. }: Field, ask: &Callback<Action>) -> Html {
    let (layer, name) = (layer.to_owned(), Text::of(name));
    let set = ask.reform(move |value: f64| {
        let changed = Changed::Set { setting: id.to_owned(), value };
        Action::Set(Change { layer: layer.clone(), changed })
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
            let options: Vec<AttrValue> = options.into_iter().map(|it| Text::of(it).into()).collect();
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
