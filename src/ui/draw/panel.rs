//! What is opened, beside the network: how one value was made. With nothing opened, what the colours mean.

use std::rc::Rc;

use yew::prelude::*;

use super::input_panel::InputPanel;
use super::pool_panel::PoolPanel;
use super::softmax_panel::SoftmaxPanel;
use super::sum_panel::SumPanel;
use crate::app::color::{Palette, Theme};
use crate::app::places::draw::columns::ColumnKind;
use crate::app::places::draw::explain::{Explanation, explain};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::shell::{Action, Focus};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
    pub presents: bool,
    pub act: Callback<Action>,
}

/// What every kind of panel shows a part of.
#[derive(Properties, Clone, PartialEq)]
pub struct Shown {
    pub model: Rc<Model>,
    pub seen: Rc<Activations>,
    /// The column and unit, and the cell that the arithmetic is about.
    pub at: Focus,
    pub cell: [usize; 2],
    pub theme: Theme,
    pub act: Callback<Action>,
}

#[component]
pub fn Panel(Props { model, seen, opened, focus, theme, act, .. }: &Props) -> Html {
    let Some(at) = *opened else { return html! { <Legend model={model.clone()} theme={*theme} /> } };
    let column = &model.columns[at.column];
    let close = act.reform(|_: MouseEvent| Action::Back);
    let unit = match column.kind {
        ColumnKind::Input => String::new(),
        ColumnKind::Maps => format!(", map {}", at.unit),
        ColumnKind::Units => format!(", unit {}", at.unit),
        ColumnKind::Classes => format!(", digit {}", at.unit),
    };
    let title = if column.kind == ColumnKind::Classes { "softmax" } else { column.title.as_str() };
    let cell = seen.as_ref().map(|seen| cell(model, seen, at, *focus));
    let pinned = if at.cell.is_some() { " (pinned)" } else { "" };
    let place =
        cell.filter(|_| column.shape.area() > 1).map(|[row, x]| format!("row {row}, column {x}{pinned}"));
    html! {
        <section class="panel" aria-label={format!("{title}{unit}")}>
            <header>
                <h2>{ title }{ unit }</h2>
                <p>{ [place, sees(model, at)].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</p>
                <button onclick={close} title="Esc">{ "Close" }</button>
            </header>
            if let (Some(seen), Some(cell)) = (seen, cell) {
                { content(Shown { model: model.clone(), seen: seen.clone(), at, cell, theme: *theme, act: act.clone() }) }
            } else {
                <p class="hint">{ "Draw something to see its arithmetic." }</p>
            }
        </section>
    }
}

fn content(shown: Shown) -> Html {
    let Shown { model, seen, at, cell, .. } = &shown;
    if model.columns[at.column].kind == ColumnKind::Input {
        return html! { <InputPanel {shown} /> };
    }
    match explain(model, seen, at.column, at.unit, *cell) {
        Some(Explanation::Sum(sum)) if model.columns[at.column].kind == ColumnKind::Classes => {
            html! { <SoftmaxPanel {shown} {sum} /> }
        }
        Some(Explanation::Sum(sum)) => html! { <SumPanel {shown} {sum} /> },
        Some(Explanation::Pool(pooled)) => html! { <PoolPanel {shown} {pooled} /> },
        None => html! { <p class="hint">{ "This layer has no arithmetic to show." }</p> },
    }
}

/// The cell under the mouse, or the pinned one, or the one that is strongest.
fn cell(model: &Model, seen: &Activations, at: Focus, focus: Option<Focus>) -> [usize; 2] {
    let hovered =
        focus.filter(|focus| (focus.column, focus.unit) == (at.column, at.unit)).and_then(|focus| focus.cell);
    hovered.or(at.cell).unwrap_or_else(|| {
        let column = &model.columns[at.column];
        let map = seen.map(column.shown, at.unit, column.shape.area());
        let strongest = (0..map.len()).max_by(|&a, &b| map[a].abs().total_cmp(&map[b].abs())).unwrap_or(0);
        [strongest / column.shape.w, strongest % column.shape.w]
    })
}

/// As in "sees 5×5 cells of your drawing".
fn sees(model: &Model, at: Focus) -> Option<String> {
    let [rows, columns] =
        model.plan.receptive_field(model.columns[at.column].shown).filter(|_| at.column > 0)?;
    let input = model.plan.network().input;
    Some(match rows.size >= input.h && columns.size >= input.w {
        true => "sees all of your drawing".to_owned(),
        false => format!("sees {}×{} cells of your drawing", rows.size, columns.size),
    })
}

#[derive(Properties, PartialEq)]
struct LegendProps {
    model: Rc<Model>,
    theme: Theme,
}

/// What the colours mean, and what there is to do.
#[component]
fn Legend(LegendProps { model, theme }: &LegendProps) -> Html {
    let cost = model.plan.total_cost();
    let ramp = |palette: Palette, name: &str, from: &str, to: &str| {
        html! {
            <figure>
                <figcaption>{ name }</figcaption>
                <i style={format!("background:{}", palette.gradient(*theme))} />
                <p><span>{ from }</span><span>{ if palette == Palette::Ink { "" } else { "0" } }</span><span>{ to }</span></p>
            </figure>
        }
    };
    html! {
        <section class="legend" aria-label="How to read it">
            <h2>{ "How to read it" }</h2>
            <div>
                { ramp(Palette::Ink, "your drawing", "paper", "ink") }
                { ramp(Palette::Activation, "activations", "−", "+") }
                { ramp(Palette::Weight, "weights", "−", "+") }
            </div>
            <dl>
                <dt>{ "A tile" }</dt><dd>{ "is one feature map; below its layer stands where the palette ends." }</dd>
                <dt>{ "Point" }</dt><dd>{ "at a map: lines from what it is made of, the darker the more it matters." }</dd>
                <dt>{ "Click" }</dt><dd>{ "it: every product and sum behind it. Esc goes back." }</dd>
                <dt class="keys">{ "Keys" }</dt><dd class="keys">{ "0 … 9 draw a sample, arrows walk, P presents, ? lists all." }</dd>
            </dl>
            <p class="quiet">
                { format!("{} parameters · {} multiply-adds for every guess · all of it computed in this page",
                    grouped(cost.params as u64), grouped(cost.macs)) }
            </p>
        </section>
    }
}

/// A whole number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let from_end = |i: usize| (digits.len() - i).is_multiple_of(3) && i > 0;
    digits
        .chars()
        .enumerate()
        .flat_map(|(i, digit)| from_end(i).then_some('\u{202f}').into_iter().chain([digit]))
        .collect()
}
