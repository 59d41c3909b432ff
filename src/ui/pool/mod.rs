//! The place Pool: a pool in numbers, step by step, forward and backward; beside it what a nudge of the input changes, and
//! a convolution with the same windows.

mod comparison;
mod settings;

use std::rc::Rc;

use yew::prelude::*;

use super::browser::now;
use super::lab;
use super::paint::{FigureView, FormulaView};
use super::widgets::segments::Segments;
use crate::app::color::Theme;
use crate::app::figure::{Figure, Room};
use crate::app::lab::{Lab, LabAction};
use crate::app::link::HistoryEntry;
use crate::app::places::pool::{Mode, Pooling};
use crate::app::show::Show;
use crate::app::text::{lab::WHAT_IS_SHOWN, pool as text};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub theme: Theme,
    pub show: Show,
    /// Width and height of the window, in CSS pixels.
    pub window: (f32, f32),
    /// Takes the pool when it is another one.
    pub set: Callback<(Pooling, HistoryEntry)>,
}

/// The place and what does not outlive it.
pub struct Pool {
    lab: Lab<Pooling>,
}

impl Component for Pool {
    type Message = LabAction<Pooling>;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { lab: Lab::new(ctx.props().pooling.clone()) }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.lab.follow(&ctx.props().pooling);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, action: LabAction<Pooling>) -> bool {
        let (before, entry) = (self.lab.example().clone(), action.history_entry());
        let seen = self.lab.update(action, now());
        if before != *self.lab.example() {
            ctx.props().set.emit(((**self.lab.example()).clone(), entry));
        }
        seen
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { theme, show, window, .. } = ctx.props();
        let (pooling, act) = (self.lab.example().clone(), ctx.link().callback(|action| action));
        let change = act.reform(LabAction::Set);
        let mode = Mode::ALL.iter().position(|(mode, ..)| *mode == pooling.mode).unwrap_or(0);
        let choose = {
            let pooling = pooling.clone();
            change.reform(move |i: usize| pooling.in_mode(Mode::ALL[i].0))
        };
        let compares = pooling.mode == Mode::Forward && *show != Show::Framed;
        // Where it is tight, what stands beside the grids wraps below them.
        let beside = match show {
            Show::Presented => 440.0,
            _ => 340.0,
        };
        let room = Room::of(*window, *show)
            .beside(if compares && window.0 >= 1100.0 { beside } else { 0.0 })
            .for_few_cells();
        let place = pooling.cell_of_step(pooling.at);
        let playing = self.lab.clock().is_playing();
        let figure = Rc::new(self.lab.figure());
        let Figure { title, remark, symbols, formula, .. } = &*figure;
        html! {
            <main class={classes!("pool", compares.then_some("with-comparison"))}>
                <settings::Settings pooling={(*pooling).clone()} change={change.clone()} choose={act.reform(LabAction::Choose)} complain={act.reform(LabAction::Say)}>
                    { lab::undo_redo(&self.lab, &act) }
                </settings::Settings>
                <section class="stage" aria-label={*title}>
                    <header>
                        <Segments name={WHAT_IS_SHOWN} options={Mode::ALL.map(|(_, _, name)| AttrValue::from(name)).to_vec()}
                            chosen={mode} {choose} testid="mode" />
                        <p aria-live="polite">{ self.lab.status().map_or_else(|| pooling.lesson(), str::to_owned) }</p>
                    </header>
                    <div class="sheets">
                        <FigureView figure={figure.clone()} {room} window={*window} show={*show} theme={*theme} events={lab::events(&act)} />
                        if compares {
                            <comparison::Comparison pooling={(*pooling).clone()} theme={*theme} presents={*show == Show::Presented} {change} edit={lab::events(&act).edit} />
                        }
                    </div>
                    <FormulaView symbols={symbols.clone()} formula={formula.clone()} theme={*theme}>
                        <p class="remark" data-testid="remark">{ remark }</p>
                    </FormulaView>
                    { lab::bar(&self.lab, &figure, *theme, &act) }
                    <span class="heard" aria-live="polite">
                        { (!playing).then(|| text::row_and_column(place.row, place.column)) }
                    </span>
                </section>
            </main>
        }
    }
}
