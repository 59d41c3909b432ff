//! The place Pool: a pool in numbers, step by step, forward and backward; beside it what a nudge of the input changes, and
//! a convolution with the same windows.

mod beside;
mod cells;
mod equation;
mod settings;
mod stage;

use std::rc::Rc;

use yew::prelude::*;

use super::browser::now;
use super::export::ExportMenu;
use super::widgets::frames::Frames;
use super::widgets::segments::Segments;
use super::widgets::transport::{Transport, TransportAction, predict_button};
use crate::app::color::Theme;
use crate::app::figure::Example;
use crate::app::lab::clock::Clock;
use crate::app::lab::predict::Predict;
use crate::app::places::convolve::Place;
use crate::app::places::pool::{Kind, Mode, Pooling};
use crate::app::shell::Action;
use crate::app::show::Show;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub theme: Theme,
    pub show: Show,
    /// Width and height of the window, in CSS pixels.
    pub window: (f32, f32),
    pub act: Callback<Action>,
}

/// What a formula is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The output value of a step.
    Output(usize),
    /// The gradient of an input cell.
    Gradient(Place),
}

pub enum Message {
    Hover(Option<Target>),
    Pin(Target),
    Transport(TransportAction),
    Tick(f64),
    Change(Box<Pooling>),
    Complain(String),
    Predict,
    Say(String),
}

pub struct Pool {
    clock: Clock,
    hovered: Option<Target>,
    pinned: Option<Target>,
    complaint: Option<String>,
    predict: Predict,
    said: Option<String>,
}

impl Component for Pool {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut clock = Clock::default();
        clock.to(ctx.props().pooling.at);
        Self { clock, hovered: None, pinned: None, complaint: None, predict: Predict::Off, said: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let pooling = &ctx.props().pooling;
        if *pooling != old.pooling {
            self.pinned = None;
            if pooling.at != old.pooling.at || pooling.steps() != old.pooling.steps() {
                self.clock.to(pooling.at);
            }
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let pooling = &ctx.props().pooling;
        let (len, row) = (pooling.steps(), pooling.fitting_output().w as isize);
        match message {
            Message::Hover(target) => {
                let other = self.hovered != target;
                self.hovered = target;
                return other;
            }
            Message::Pin(Target::Output(step)) => self.go(ctx, step),
            Message::Pin(target) => self.pinned = (self.pinned != Some(target)).then_some(target),
            Message::Tick(now) => {
                let changed = self.clock.tick(now, len);
                if !self.clock.playing() {
                    self.keep(ctx);
                }
                return changed;
            }
            Message::Transport(action) => match action {
                TransportAction::Play => {
                    (self.hovered, self.pinned) = (None, None);
                    self.predict.hide();
                    self.clock.play(now());
                }
                TransportAction::Pause => {
                    self.clock.pause();
                    self.keep(ctx);
                }
                // What is to be predicted is shown first; the next press goes on.
                TransportAction::Step(1) if self.predict.reveals(self.clock.at) => {}
                TransportAction::Step(by) => self.walk(ctx, by),
                TransportAction::Row(by) => self.walk(ctx, by * row),
                TransportAction::To(at) => self.go(ctx, at),
                TransportAction::Speed(speed) => self.clock.speed = speed,
                TransportAction::Loop(looping) => self.clock.looping = looping,
            },
            Message::Change(pooling) => {
                self.complaint = None;
                ctx.props().act.emit(Action::Pool(pooling));
            }
            Message::Complain(sentence) => self.complaint = Some(sentence),
            Message::Predict => self.predict.turn(),
            Message::Say(sentence) => self.said = Some(sentence),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { pooling, theme, show, window, .. } = ctx.props();
        let link = ctx.link();
        let pooling = Pooling { at: self.clock.at.min(pooling.steps() - 1), ..pooling.clone() };
        let computed = pooling.compute();
        let change = link.callback(|pooling: Pooling| Message::Change(Box::new(pooling)));
        let at = pooling.at;
        let mode = Mode::ALL.iter().position(|(mode, ..)| *mode == pooling.mode).unwrap_or(0);
        let choose_mode = {
            let (change, pooling) = (change.clone(), pooling.clone());
            Callback::from(move |i: usize| change.emit(pooling.in_mode(Mode::ALL[i].0)))
        };
        let fits = self.hovered.or(self.pinned).filter(|target| match target {
            Target::Output(step) => *step < pooling.steps(),
            Target::Gradient(place) => pooling.mode == Mode::Gradient && pooling.index(*place).is_some(),
        });
        let beside = pooling.mode == Mode::Forward && *show != Show::Framed;
        let hidden = self.predict.hides(at) && fits.is_none();
        let place = pooling.place_of_step(at);
        let label = format!("cell {} of {}", at + 1, pooling.steps());
        html! {
            <main class={classes!("pool", beside.then_some("with-beside"))}>
                <Frames active={self.clock.playing()} tick={link.callback(Message::Tick)} />
                <settings::Settings pooling={pooling.clone()} complaint={self.complaint.clone()} change={change.clone()}
                    complain={link.callback(Message::Complain)} />
                <section class="stage" aria-label="The pool">
                    <header>
                        <Segments name="What is shown" options={Mode::ALL.map(|(_, _, name)| AttrValue::from(name)).to_vec()}
                            chosen={mode} choose={choose_mode} testid="mode" />
                        <p aria-live="polite">{ self.said.clone().unwrap_or_else(|| weights(&pooling)) }</p>
                    </header>
                    <div class="sheets">
                        <stage::Stage pooling={pooling.clone()} computed={computed.clone()} target={fits} {hidden} theme={*theme}
                            room={room(*window, *show, beside)} change={change.clone()}
                            hover={link.callback(Message::Hover)} pin={link.callback(Message::Pin)} />
                        if beside {
                            <beside::Beside pooling={pooling.clone()} theme={*theme} presents={*show == Show::Presented} {change} />
                        }
                    </div>
                    <equation::Equation pooling={pooling.clone()} {computed} target={fits} {hidden} theme={*theme} />
                    <Transport {at} len={pooling.steps()} playing={self.clock.playing()} speed={self.clock.speed}
                        looping={self.clock.looping} {label} act={link.callback(Message::Transport)}>
                        { predict_button(self.predict, link.callback(|_| Message::Predict)) }
                        <ExportMenu example={Example::Pool(Rc::new(pooling))} theme={*theme} say={link.callback(Message::Say)} />
                    </Transport>
                    <span class="heard" aria-live="polite">
                        { (!self.clock.playing()).then(|| format!("Row {}, column {}", place.row, place.column)) }
                    </span>
                </section>
            </main>
        }
    }
}

/// Narrower windows have everything below each other.
const WIDE: f32 = 900.0;
/// Settings, margins and gaps.
const ASIDE: f32 = 2.0 * 24.0 + 236.0 + 32.0;
/// Width and height for the grids.
fn room((width, height): (f32, f32), show: Show, beside: bool) -> (f32, f32) {
    // Where it is tight, what stands beside the grids wraps below them.
    let beside = |room: f32| if beside && width >= 1100.0 { room } else { 0.0 };
    let limited = width.min(1680.0);
    match show {
        Show::Framed => (width - 16.0, height - 150.0),
        _ if width < WIDE => (width - 28.0, height),
        Show::Alone => (limited - ASIDE - beside(340.0), height - 350.0),
        Show::Presented => (limited - 48.0 - beside(440.0), height - 238.0),
    }
}

/// One sentence about what there is to learn.
fn weights(pooling: &Pooling) -> String {
    match pooling.kind {
        Kind::Convolution => {
            format!("A convolution has weights: these {} are learned.", pooling.weight.len())
        }
        _ => "A pool has no weights: there is nothing to learn.".to_owned(),
    }
}

impl Pool {
    fn walk(&mut self, ctx: &Context<Self>, by: isize) {
        self.go(ctx, self.clock.at.saturating_add_signed(by));
    }

    fn go(&mut self, ctx: &Context<Self>, at: usize) {
        (self.hovered, self.pinned) = (None, None);
        self.clock.to(at.min(ctx.props().pooling.steps() - 1));
        if !self.clock.playing() {
            self.keep(ctx);
        }
    }

    /// Lets the link know where the timeline stands. While it plays, the link rests: browsers allow few changes.
    fn keep(&self, ctx: &Context<Self>) {
        let pooling = &ctx.props().pooling;
        if pooling.at != self.clock.at {
            let pooling = Pooling { at: self.clock.at, ..pooling.clone() };
            ctx.props().act.emit(Action::Pool(Box::new(pooling)));
        }
    }
}
