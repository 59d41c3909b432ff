//! The place Convolve: three grids — what goes in, what it is multiplied with, what comes out — and a timeline.

mod bottleneck;
mod cells;
mod formula;
mod grids;
mod matrix;
mod operand;
mod picture;
mod settings;
mod sizes;

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
use crate::app::numbers::trimmed;
use crate::app::places::convolve::{Convolve, Mode, Place, Target, View};
use crate::app::places::draw::model::Model;
use crate::app::show::Show;
use bottleneck::{DepthSettings, DepthStage};
use grids::{Grids, Hover};
use matrix::Matrix;
use picture::PictureView;
use settings::Settings;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    /// The trained network, whose kernels can be looked at here.
    pub model: Option<Rc<Model>>,
    pub theme: Theme,
    pub show: Show,
    pub window: (f32, f32),
    pub set: Callback<Convolve>,
}

/// What happens here.
pub enum Message {
    Transport(TransportAction),
    /// A frame of the animation, at this time in milliseconds.
    Frame(f64),
    Hover(Option<Hover>),
    Pin(Hover),
    Predict,
    Say(String),
}

/// The place and what does not outlive it: the clock, the mouse, whether results are hidden at first.
pub struct ConvolvePage {
    clock: Clock,
    hover: Option<Hover>,
    predict: Predict,
    said: Option<String>,
}

impl Component for ConvolvePage {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut clock = Clock::default();
        clock.to(ctx.props().convolve.at);
        Self { clock, hover: None, predict: Predict::Off, said: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        if !self.clock.playing() {
            self.clock.to(ctx.props().convolve.at);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let convolve = &ctx.props().convolve;
        let len = convolve.steps();
        match message {
            Message::Frame(now) => {
                let moved = self.clock.tick(now, len);
                if moved {
                    self.go(ctx);
                }
                return moved;
            }
            Message::Transport(action) => self.transport(ctx, action, len),
            Message::Hover(hover) if hover == self.hover => return false,
            Message::Hover(hover) => self.hover = hover,
            Message::Pin(hover) => {
                if let Some(step) = step_of(convolve, hover) {
                    self.clock.pause();
                    self.clock.to(step);
                    self.go(ctx);
                }
            }
            Message::Predict => self.predict.turn(),
            Message::Say(sentence) => self.said = Some(sentence),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { convolve, model, theme, show, window, set } = ctx.props();
        let hovered = self.hover.and_then(|hover| step_of(convolve, hover));
        let at = hovered.unwrap_or(self.clock.at).min(convolve.steps() - 1);
        let shown = Rc::new(Convolve { at, ..(**convolve).clone() });
        let computed = Rc::new(shown.compute());
        let target =
            self.hover.and_then(|hover| target_of(&shown, hover)).unwrap_or_else(|| shown.default_target());
        let hidden = self.predict.hides(at) && hovered.is_none();
        let modes: Vec<AttrValue> = Mode::ALL.iter().map(|(_, _, name)| (*name).into()).collect();
        let chosen = Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap_or(0);
        let choose = {
            let (convolve, set, say) = (convolve.clone(), set.clone(), ctx.link().callback(Message::Say));
            Callback::from(move |index: usize| match convolve.in_mode(Mode::ALL[index].0) {
                Some(other) => set.emit(other),
                None => say.emit("With these settings nothing would come out in that mode.".to_owned()),
            })
        };
        let link = ctx.link();
        let padding = self.hover.and_then(|hover| padding(convolve, hover));
        let source = if let Some(Hover::Input(place)) = self.hover {
            convolve.source(place).filter(|source| *source != place)
        } else {
            None
        };
        let views = self.views(ctx);
        if let View::Bottleneck(depth) = convolve.view {
            let to = convolve.clone();
            let resize = set.reform(move |depth| Convolve { view: View::Bottleneck(depth), ..(*to).clone() });
            let say = link.callback(Message::Say);
            return html! {
                <main class="convolve">
                    <DepthSettings {depth} set={resize} say={say}>{ views }</DepthSettings>
                    <DepthStage {depth} go={set.clone()} said={self.said.clone()} />
                </main>
            };
        }
        if convolve.view == View::Picture {
            return html! {
                <main class="convolve">
                    <Settings convolve={convolve.clone()} model={model.clone()} set={set.clone()} say={link.callback(Message::Say)}>{ views }</Settings>
                    <section class="stage" aria-label="The kernel on a picture">
                        <PictureView convolve={convolve.clone()} theme={*theme} show={*show} set={set.clone()} />
                    </section>
                </main>
            };
        }
        html! {
            <main class="convolve">
                <Settings convolve={convolve.clone()} model={model.clone()} set={set.clone()} say={link.callback(Message::Say)}>{ views }</Settings>
                <section class="stage" aria-label="The convolution">
                    if convolve.view == View::Grids {
                        <div class="modes">
                            <Segments name="What the timeline steps through" options={modes} {chosen} {choose} testid="mode" />
                            <p aria-live="polite">{ padding.or_else(|| self.said.clone()).unwrap_or_else(|| sentence(convolve).to_owned()) }</p>
                        </div>
                    }
                    if convolve.view == View::Matrix {
                        <p class="view-said" role="status">{ self.said.clone() }</p>
                        <Matrix convolve={shown.clone()} computed={computed.clone()} {hidden} theme={*theme} show={*show} window={*window}
                            hover={link.callback(Message::Hover)} pin={link.callback(Message::Pin)} />
                    } else {
                        <Grids convolve={shown.clone()} computed={computed.clone()} {hidden} {source} target={target} theme={*theme} window={*window}
                            show={*show} set={set.clone()} original={convolve.clone()}
                            hover={link.callback(Message::Hover)} pin={link.callback(Message::Pin)} />
                    }
                    { formula::formula(&shown, &computed, target, hidden, *theme) }
                    <Transport at={at} len={convolve.steps()} playing={self.clock.playing()} speed={self.clock.speed}
                        looping={self.clock.looping} label={format!("cell {} of {}", at + 1, convolve.steps())}
                        act={link.callback(Message::Transport)}>
                        { predict_button(self.predict, link.callback(|_| Message::Predict)) }
                        <ExportMenu example={Example::Convolution(shown.clone())} theme={*theme} say={link.callback(Message::Say)} />
                    </Transport>
                    <Frames active={self.clock.playing()} tick={link.callback(Message::Frame)} />
                </section>
            </main>
        }
    }
}

impl ConvolvePage {
    /// The switch between the views.
    fn views(&self, ctx: &Context<Self>) -> Html {
        let Props { convolve, set, .. } = ctx.props();
        let options: Vec<AttrValue> = View::ALL.iter().map(|(_, name)| (*name).into()).collect();
        let chosen = convolve.view.index();
        let choose = {
            let (convolve, set, say) = (convolve.clone(), set.clone(), ctx.link().callback(Message::Say));
            Callback::from(move |index: usize| match convolve.in_view(View::ALL[index].0) {
                Some(other) => set.emit(other),
                None => say.emit("With these settings there is no forward pass to look at.".to_owned()),
            })
        };
        html! { <Segments name="What is shown" {options} {chosen} {choose} testid="view" /> }
    }

    /// Lets the link know how far the timeline has come.
    fn go(&mut self, ctx: &Context<Self>) {
        let Props { convolve, set, .. } = ctx.props();
        set.emit(Convolve { at: self.clock.at, ..(**convolve).clone() });
    }

    fn transport(&mut self, ctx: &Context<Self>, action: TransportAction, len: usize) {
        let (last, row) = (len - 1, ctx.props().convolve.stepped_grid().w as isize);
        let at = self.clock.at;
        let to = match action {
            TransportAction::Play => {
                self.predict.hide();
                if at == last {
                    self.clock.to(0);
                }
                self.clock.play(now());
                at
            }
            TransportAction::Pause => {
                self.clock.pause();
                return self.go(ctx);
            }
            TransportAction::Speed(speed) => return self.clock.speed = speed,
            TransportAction::Loop(looping) => return self.clock.looping = looping,
            // What is to be predicted is shown first; the next press goes on.
            TransportAction::Step(1) if self.predict.reveals(at) => return,
            TransportAction::Step(by) => at.saturating_add_signed(by).min(last),
            TransportAction::Row(by) => at.saturating_add_signed(by * row).min(last),
            TransportAction::To(to) => to.min(last),
        };
        if to != at {
            self.clock.pause();
            self.clock.to(to);
        }
        self.go(ctx);
    }
}

/// The step that a cell of the grid stands for over which the timeline walks.
fn step_of(convolve: &Convolve, hover: Hover) -> Option<usize> {
    if let Hover::Driver(place) = hover { convolve.step_of_place(place) } else { None }
}

/// The value that a cell of the result stands for.
fn target_of(convolve: &Convolve, hover: Hover) -> Option<Target> {
    match hover {
        Hover::Result(target) => Some(target),
        Hover::Driver(place) if convolve.mode == Mode::Forward => Some(Target::Cell(place)),
        _ => None,
    }
}

/// Where a cell of the padding takes its value from, in one sentence.
fn padding(convolve: &Convolve, hover: Hover) -> Option<String> {
    let Hover::Input(place) = hover else { return None };
    let value = trimmed(convolve.input_value(place));
    match convolve.source(place) {
        Some(source) if source == place => None,
        Some(Place { row, column, .. }) => {
            Some(format!("Padding: it copies row {row}, column {column}, which is {value}."))
        }
        None => Some(format!("Padding: it holds the constant {value}.")),
    }
}

/// What happens in this mode, in one sentence.
fn sentence(convolve: &Convolve) -> &'static str {
    match (convolve.mode, convolve.flip) {
        (Mode::Forward, false) => "Cross-correlation: the kernel is not flipped.",
        (Mode::Forward, true) => "Convolution: the kernel is flipped in both directions.",
        (Mode::WeightGradient, _) => "Each upstream value times its patch is added to the kernel’s gradient.",
        (Mode::InputGradient, _) => "Each upstream value times the kernel is added to the input’s gradient.",
        (Mode::Transposed, _) => "Each input value times the kernel is added to a larger output.",
    }
}
