//! What is opened, beside the network: how one value was made. With nothing opened, what the colours mean.

use std::rc::Rc;

use yew::prelude::*;

use super::activation_panel::{ActivationPanel, batch_norm, flatten};
use super::input_panel::InputPanel;
use super::pool_panel::PoolPanel;
use super::softmax_panel::SoftmaxPanel;
use super::sum_panel::SumPanel;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::thousands;
use crate::app::places::draw::columns::{Column, ColumnKind};
use crate::app::places::draw::explain::{Explanation, explain};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::places::draw::{Action, Focus};
use crate::app::text::Text;
use crate::app::text::draw as text;
use crate::app::text::shell::CLOSE;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub seen: Option<Rc<Activations>>,
    pub opened: Option<Focus>,
    pub focus: Option<Focus>,
    pub theme: Theme,
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
    let title = title(column, at.unit);
    let map = |seen: &Rc<Activations>| {
        cell(model, seen.map(column.shown, at.unit, column.shape.area()), at, *focus)
    };
    let cell = seen.as_ref().map(map);
    let place =
        cell.filter(|_| column.shape.area() > 1).map(|cell| text::cell_shown(cell, at.cell.is_some()));
    html! {
        <section class="panel" aria-label={title.clone()}>
            <header>
                <h2>{ title }</h2>
                <p>{ [place, sees(model, at)].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</p>
                <button onclick={close} title={text::ESCAPE}>{ CLOSE }</button>
            </header>
            if let (Some(seen), Some(cell)) = (seen, cell) {
                { content(Shown { model: model.clone(), seen: seen.clone(), at, cell, theme: *theme, act: act.clone() }) }
            } else {
                <p class="hint">{ text::DRAW_SOMETHING }</p>
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
        Some(Explanation::Activation(applied)) => html! { <ActivationPanel {shown} {applied} /> },
        Some(Explanation::BatchNorm(norm)) => batch_norm(&shown, &norm),
        Some(Explanation::Flatten(flattened)) => flatten(&shown, flattened),
        None => html! { <p class="hint">{ text::NO_ARITHMETIC }</p> },
    }
}

/// What is opened.
pub fn title(column: &Column, unit: usize) -> String {
    match column.kind {
        ColumnKind::Input => column.name.clone(),
        ColumnKind::Vector => column.heading(),
        ColumnKind::Maps => text::map_of(&column.heading(), unit),
        ColumnKind::Units => text::unit_of(&column.heading(), unit),
        ColumnKind::Classes => text::digit_of(&column.heading(), unit),
    }
}

/// The cell under the mouse, or the pinned one, or the one that is strongest of the map.
pub fn cell(model: &Model, map: &[f32], at: Focus, focus: Option<Focus>) -> [usize; 2] {
    let hovered =
        focus.filter(|focus| (focus.column, focus.unit) == (at.column, at.unit)).and_then(|focus| focus.cell);
    hovered.or(at.cell).unwrap_or_else(|| {
        let column = &model.columns[at.column];
        let strongest = (0..map.len()).max_by(|&a, &b| map[a].abs().total_cmp(&map[b].abs())).unwrap_or(0);
        [strongest / column.shape.w, strongest % column.shape.w]
    })
}

/// As in "sees 5×5 cells of your drawing".
fn sees(model: &Model, at: Focus) -> Option<String> {
    let [rows, columns] =
        model.plan.receptive_field(model.columns[at.column].shown).filter(|_| at.column > 0)?;
    let input = model.plan.network().input;
    Some(match rows.size >= input.h as u64 && columns.size >= input.w as u64 {
        true => text::SEES_ALL.to_string(),
        false => text::sees(rows.size, columns.size),
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
    let [keys, what_keys_do] = text::LEGEND_KEYS;
    let ramp = |palette: Palette, [name, from, to]: [Text; 3]| {
        html! {
            <figure>
                <figcaption>{ name }</figcaption>
                <i ~style={format!("background:{}", palette.gradient(*theme))} />
                <p><span>{ from }</span><span>{ if palette == Palette::Ink { "" } else { "0" } }</span><span>{ to }</span></p>
            </figure>
        }
    };
    html! {
        <section class="legend" aria-label={text::HOW_TO_READ}>
            <h2>{ text::HOW_TO_READ }</h2>
            <div>
                { ramp(Palette::Ink, text::INK) }
                { ramp(Palette::Activation, text::ACTIVATIONS) }
                { ramp(Palette::Weight, text::WEIGHTS_RAMP) }
            </div>
            <dl>
                { for text::LEGEND.map(|[what, does]| html! { <><dt>{ what }</dt><dd>{ does }</dd></> }) }
                <dt class="keys">{ keys }</dt><dd class="keys">{ what_keys_do }</dd>
            </dl>
            <p class="quiet">
                { text::cost(&thousands(cost.params), &thousands(cost.macs)) }
            </p>
        </section>
    }
}
