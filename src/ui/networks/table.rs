//! The table of layers: modules have a line of their own, which shows and hides their rows.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::numbers::{bytes as in_bytes, thousands};
use crate::app::places::networks::export::cells;
use crate::app::places::networks::table::{Item, Row, bytes};
use crate::app::places::networks::{Action, Subject};
use crate::app::text::Text;
use crate::app::text::networks as text;
use crate::ui::browser;

const HEADS: [Text; 7] = [
    text::LAYER,
    text::OUTPUT,
    text::KERNEL,
    text::PARAMETERS,
    text::MULTIPLY_ADDS,
    text::MEMORY,
    text::SEES,
];

pub fn layers(
    subject: &Subject,
    opened: Option<usize>,
    chosen: Option<usize>,
    ask: &Callback<Action>,
) -> Html {
    let table = &subject.table;
    let mut lines: Vec<Html> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let first = row.module.filter(|_| index == 0 || table.rows[index - 1].module != row.module);
        lines.extend(first.map(|module| heading(subject, module, opened == Some(module), ask)));
        lines.push(line(subject, index, row, (opened, chosen), ask));
    }
    html! {
        <div class="layers-room" tabindex="0" role="group" aria-label={text::LAYERS}>
        <table class="layers" aria-label={text::LAYERS}>
            <thead><tr>{ for HEADS.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
            <tbody>{ lines }</tbody>
            <tfoot><tr><td colspan="7" class="fine">{ text::NORM_IS_MERGED }</td></tr></tfoot>
        </table>
        </div>
    }
}

/// Scrolls the table to the row that is chosen, if there is one.
pub fn show_chosen() {
    let Some(row) =
        browser::window().document().and_then(|page| page.query_selector(".layers-room .chosen").ok()?)
    else {
        return;
    };
    let room = row.closest(".layers-room").ok().flatten();
    if let (Some(room), Ok(row)) = (room, row.dyn_into::<HtmlElement>()) {
        room.set_scroll_top(row.offset_top() - room.client_height() / 2);
    }
}

/// The line of a module: the sums of its rows.
fn heading(subject: &Subject, module: usize, is_open: bool, ask: &Callback<Action>) -> Html {
    let (table, item) = (&subject.table, Item::Module(module));
    let (cost, shape) = (table.cost(item), subject.plan.shape(table.end(item)));
    let field = subject.plan.receptive_field(table.end(item));
    let sees = field.map(|field| text::pixels(field.map(|axis| axis.size)));
    let sign = if is_open { "▾ " } else { "▸ " };
    html! {
        <tr class="module">
            <th scope="row">
                <button aria-expanded={is_open.to_string()} onclick={ask.reform(move |_| Action::Toggle(module))}>{ sign }{ table.name(item) }</button>
            </th>
            <td>{ format!("{}×{}×{}", shape.c, shape.h, shape.w) }</td>
            <td></td>
            <td>{ thousands(cost.params) }</td>
            <td>{ thousands(cost.macs) }</td>
            <td>{ in_bytes(bytes(cost)) }</td>
            <td>{ sees }</td>
        </tr>
    }
}

fn line(
    subject: &Subject,
    index: usize,
    row: &Row,
    (opened, chosen): (Option<usize>, Option<usize>),
    ask: &Callback<Action>,
) -> Html {
    let [_, summary, rest @ ..] = cells(row);
    let is_chosen = chosen == Some(index);
    let select = ask.reform(move |_: MouseEvent| Action::Select((!is_chosen).then_some(index)));
    let hidden = row.module.is_some() && row.module != opened;
    html! {
        <tr data-testid={format!("layer-row-{index}")} class={classes!(row.module.map(|_| "inner"), is_chosen.then_some("chosen"))}
            {hidden} title={summary}>
            <th scope="row"><button aria-pressed={is_chosen.to_string()} onclick={select}>{ subject.table.short_name(index).to_owned() }</button></th>
            { for rest.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}
