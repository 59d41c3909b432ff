//! The views of Convolve with links of their own: volumes, counts, functions, norms. Each has its settings here; what is
//! shown is a figure, and a table of what follows from it.

mod counts;
mod functions;
mod norms;
mod table;
mod volumes;

use std::rc::Rc;

use yew::prelude::*;

use super::convolve::view_switch;
use super::lab::{Seen, bar, events, said};
use super::paint::{FigureView, FormulaView};
use crate::app::figure::{Figure, Layout, Room};
use crate::app::lab::{Example, Lab, LabAction, LinkedView, OwnView, Preset, Table};
use crate::app::places::convolve::View;
use crate::app::shell::labs::LabsAction;
use crate::app::text::lab as text;
use crate::ui::widgets::fields::Choice;
pub use counts::counts;
pub use functions::functions;
pub use norms::norms;
use table::TableView;
pub use volumes::volumes;

/// The switch between all views of Convolve, seen from one with a link of its own.
pub fn switch_from(view: LinkedView, show: &Callback<LabsAction>) -> Html {
    let at = LinkedView::ALL.iter().position(|(it, ..)| *it == view).unwrap_or(0);
    let choose = show.reform(|index: usize| match index.checked_sub(View::ALL.len()) {
        None => LabsAction::ShowView(View::ALL[index].0),
        Some(linked) => LabsAction::ShowLinked(LinkedView::ALL[linked.min(LinkedView::ALL.len() - 1)].0),
    });
    view_switch(View::ALL.len() + at, choose)
}

/// What a view shows beside its settings.
struct Stage {
    /// What is looked at, where there is a choice.
    topics: Html,
    settings: Html,
    table: Table,
    /// Takes the row of the table that was chosen.
    choose: Option<Callback<usize>>,
    /// Whether the table says what is to be predicted.
    is_result: bool,
}

/// A view: its settings, its figure, and the table below it.
fn view<T: OwnView>(
    lab: &Lab<T>,
    Seen { theme, show, window }: Seen,
    act: &Callback<LabAction<T>>,
    show_view: &Callback<LabsAction>,
    stage: Stage,
) -> Html {
    let figure = Rc::new(lab.figure());
    let Figure { title, remark, symbols, formula, layout, .. } = &*figure;
    let Stage { topics, settings, table, choose, is_result } = stage;
    // A line of the table is about so high, and its head is one more.
    let below = 26.0 * (table.rows.len() + 1) as f32 + 10.0;
    let room = match layout {
        Layout::Drawing(_) => Room::of_drawing(window, show, below),
        _ => Room::of(window, show, 1).above(below),
    };
    let hidden = is_result && lab.pointer().hidden;
    html! {
        <main key={T::FILE} class="convolve linked">
            <section class="settings" aria-label={text::SETTINGS}>
                { switch_from(T::VIEW, show_view) }
                { settings }
            </section>
            <section class="stage" aria-label={*title}>
                <div class="modes">{ topics }{ said(lab, remark.clone()) }</div>
                <FigureView figure={figure.clone()} {room} {window} {show} {theme} events={events(act)} />
                <FormulaView symbols={symbols.clone()} formula={formula.clone()} {theme} with_name={true} />
                <TableView {table} testid={T::FILE} {choose} {hidden} />
                { bar(lab, &figure, theme, act) }
            </section>
        </main>
    }
}

/// The examples, of which one of one's own has no name.
fn examples<T: Example>(
    presets: &[&'static Preset<T>],
    example: &Rc<T>,
    testid: &'static str,
    choose: &Callback<LabAction<T>>,
) -> Html {
    let known = presets.iter().position(|preset| preset.example().is_same_at_other_step(example));
    let own = usize::from(known.is_none());
    let names = presets.iter().map(|preset| AttrValue::from(preset.name));
    let options: Vec<AttrValue> =
        known.is_none().then(|| AttrValue::from(text::YOUR_OWN)).into_iter().chain(names).collect();
    let (presets, example) = (presets.to_vec(), example.clone());
    let choose = choose.reform(move |index: usize| {
        let preset = presets.get(index.wrapping_sub(own));
        LabAction::Choose(preset.map_or_else(|| (*example).clone(), |preset| preset.example()))
    });
    html! { <Choice name={text::EXAMPLE} {options} chosen={known.unwrap_or(0)} {choose} {testid} wide={true} /> }
}
