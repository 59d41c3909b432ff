//! The place Convolve: three grids — what goes in, what it is multiplied with, what comes out — and a timeline.

mod bottleneck;
mod picture;
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
use crate::app::places::convolve::{Convolve, Mode, View};
use crate::app::places::draw::model::Model;
use crate::app::show::Show;
use crate::app::text::{convolve as text, lab::WHAT_IS_SHOWN};
use bottleneck::{DepthSettings, DepthStage};
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
    /// Takes the convolution when it is another one.
    pub set: Callback<(Convolve, HistoryEntry)>,
}

/// The place and what does not outlive it.
pub struct ConvolvePage {
    lab: Lab<Convolve>,
}

impl Component for ConvolvePage {
    type Message = LabAction<Convolve>;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { lab: Lab::new((*ctx.props().convolve).clone()) }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.lab.follow(&ctx.props().convolve);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, action: LabAction<Convolve>) -> bool {
        let (before, entry) = (self.lab.example().clone(), action.history_entry());
        let seen = self.lab.update(action, now());
        if before != *self.lab.example() {
            ctx.props().set.emit(((**self.lab.example()).clone(), entry));
        }
        seen
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { model, theme, show, window, .. } = ctx.props();
        let (convolve, act) = (self.lab.example().clone(), ctx.link().callback(|action| action));
        let (set, say) = (act.reform(LabAction::Set), act.reform(LabAction::Say));
        let (views, changes) = (self.views(&set, &say), lab::undo_redo(&self.lab, &act));
        if let View::Bottleneck(depth) = convolve.view {
            let choose = act.reform(LabAction::Choose);
            let resize = |set: &Callback<Convolve>| {
                let to = convolve.clone();
                set.reform(move |depth| Convolve { view: View::Bottleneck(depth), ..(*to).clone() })
            };
            return html! {
                <main class="convolve">
                    <DepthSettings {depth} set={resize(&set)} choose={resize(&choose)} say={say} {changes}>{ views }</DepthSettings>
                    <DepthStage {depth} go={choose} said={self.lab.status().map(str::to_owned)} />
                </main>
            };
        }
        let settings = html! { <Settings convolve={convolve.clone()} model={model.clone()} set={set.clone()} choose={act.reform(LabAction::Choose)} {say} {changes}>{ views }</Settings> };
        if convolve.view == View::Picture {
            return html! {
                <main class="convolve">
                    { settings }
                    <section class="stage" aria-label={text::ON_A_PICTURE}>
                        <PictureView {convolve} theme={*theme} show={*show} {set} />
                    </section>
                </main>
            };
        }
        let figure = Rc::new(self.lab.figure());
        let Figure { title, remark, symbols, formula, .. } = &*figure;
        html! {
            <main class="convolve">
                { settings }
                <section class="stage" aria-label={*title}>
                    if convolve.view == View::Grids {
                        <div class="modes">
                            { self.modes(&act) }
                            <p aria-live="polite">{ self.lab.status().unwrap_or(remark).to_owned() }</p>
                        </div>
                    } else {
                        <p class="view-said" role="status">{ self.lab.status().map(str::to_owned) }</p>
                    }
                    <FigureView figure={figure.clone()} room={Room::of(*window, *show)} window={*window} show={*show} theme={*theme}
                        events={lab::events(&act)} />
                    <FormulaView symbols={symbols.clone()} formula={formula.clone()} theme={*theme} with_name={true} />
                    { lab::bar(&self.lab, &figure, *theme, &act) }
                </section>
            </main>
        }
    }
}

impl ConvolvePage {
    fn views(&self, set: &Callback<Convolve>, say: &Callback<String>) -> Html {
        let convolve = self.lab.example().clone();
        let options: Vec<AttrValue> = View::ALL.iter().map(|(_, name)| (*name).into()).collect();
        let chosen = convolve.view.index();
        let (set, say) = (set.clone(), say.clone());
        let choose = Callback::from(move |index: usize| match convolve.in_view(View::ALL[index].0) {
            Some(other) => set.emit(other),
            None => say.emit(text::NO_FORWARD_PASS.to_owned()),
        });
        html! { <Segments name={WHAT_IS_SHOWN} {options} {chosen} {choose} testid="view" /> }
    }

    fn modes(&self, act: &Callback<LabAction<Convolve>>) -> Html {
        let convolve = self.lab.example().clone();
        let options: Vec<AttrValue> = Mode::ALL.iter().map(|(_, _, name)| (*name).into()).collect();
        let chosen = Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap_or(0);
        let choose = act.reform(move |index: usize| match convolve.in_mode(Mode::ALL[index].0) {
            Some(other) => LabAction::Set(other),
            None => LabAction::Say(text::NOTHING_COMES_OUT.to_owned()),
        });
        html! { <Segments name={text::MODES} {options} {chosen} {choose} testid="mode" /> }
    }
}
