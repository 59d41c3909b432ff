//! The place Pool: a pool in numbers, step by step, forward and backward; beside it what a nudge of the input changes, and
//! a convolution with the same windows.

mod comparison;
mod settings;

use std::rc::Rc;

use yew::prelude::*;

use super::lab::{Seen, bar, events, head, said, undo_redo};
use super::paint::{FigureView, FormulaView};
use super::widgets::segments::Segments;
use crate::app::figure::{Figure, Room};
use crate::app::lab::{Lab, LabAction};
use crate::app::places::pool::{Mode, Pooling};
use crate::app::show::Show;
use crate::app::text::{lab::WHAT_IS_SHOWN, pool as text};

/// The place.
pub fn pool(lab: &Lab<Pooling>, seen: Seen, act: &Callback<LabAction<Pooling>>) -> Html {
    let Seen { theme, show, window } = seen;
    let pooling = lab.example().clone();
    let change = act.reform(LabAction::Set);
    let mode = Mode::ALL.iter().position(|(mode, ..)| *mode == pooling.mode).unwrap_or(0);
    let choose = {
        let pooling = pooling.clone();
        change.reform(move |i: usize| pooling.in_mode(Mode::ALL[i].0))
    };
    let compares = pooling.mode == Mode::Forward && show != Show::Framed;
    // Where it is tight, what stands beside the grids stands below them.
    let room = Room::of(window, show, 2);
    let room = match (compares, window.0 >= 900.0, show) {
        (false, ..) => room,
        (_, true, Show::Presented) => room.beside(440.0),
        (_, true, _) => room.beside(340.0),
        _ => room.above(if room.narrow { 0.0 } else { 400.0 }),
    };
    let room = room.for_few_cells();
    let place = pooling.cell_of_step(pooling.at);
    let playing = lab.clock().is_playing();
    let figure = Rc::new(lab.figure());
    let Figure { title, remark, symbols, formula, .. } = &*figure;
    html! {
        <main key="pool" class={classes!("pool", compares.then_some("with-comparison"))}>
            <settings::Settings pooling={(*pooling).clone()} change={change.clone()} choose={act.reform(LabAction::Choose)} complain={act.reform(LabAction::Say)}>
                { undo_redo(lab, act) }
            </settings::Settings>
            <section class="stage" aria-label={*title}>
                <header>
                    <Segments name={WHAT_IS_SHOWN} options={Mode::ALL.map(|(_, _, name)| AttrValue::from(name)).to_vec()}
                        chosen={mode} {choose} testid="mode" />
                    { said(lab, pooling.lesson()) }
                </header>
                { head(&figure, show) }
                <div class="sheets">
                    <FigureView figure={figure.clone()} {room} {window} {show} {theme} events={events(act)} />
                    if compares {
                        <comparison::Comparison pooling={(*pooling).clone()} {theme} presents={show == Show::Presented} {change} edit={events(act).edit} />
                    }
                </div>
                <FormulaView symbols={symbols.clone()} formula={formula.clone()} {theme}>
                    <p class="remark" data-testid="remark">{ remark }</p>
                </FormulaView>
                { bar(lab, &figure, theme, act) }
                <span class="heard" aria-live="polite">
                    { (!playing).then(|| text::row_and_column(place.row, place.column)) }
                </span>
            </section>
        </main>
    }
}
