//! The place Convolve: three grids — what goes in, what it is multiplied with, what comes out — and a timeline.

mod bottleneck;
pub mod picture;
mod settings;

use std::rc::Rc;

use yew::prelude::*;

use super::lab::{Seen, bar, events, said, undo_redo};
use super::paint::{FigureView, FormulaView};
use super::widgets::segments::Segments;
use crate::app::figure::{Figure, Room};
use crate::app::lab::{Lab, LabAction, LinkedView};
use crate::app::places::convolve::{Convolve, Mode, View};
use crate::app::places::draw::model::Model;
use crate::app::shell::labs::LabsAction;
use crate::app::text::{convolve as text, lab::WHAT_IS_SHOWN};
use bottleneck::{DepthSettings, DepthStage};
use picture::PictureView;
use settings::Settings;

/// The place, and the trained network, whose kernels can be looked at here.
pub fn convolve(
    lab: &Lab<Convolve>,
    model: Option<&Rc<Model>>,
    seen: Seen,
    act: &Callback<LabAction<Convolve>>,
    show_view: &Callback<LabsAction>,
) -> Html {
    let Seen { theme, show, window } = seen;
    let convolve = lab.example().clone();
    let (set, say) = (act.reform(LabAction::Set), act.reform(LabAction::Say));
    let (views, changes) = (views(lab, &set, &say, show_view), undo_redo(lab, act));
    if let View::Bottleneck(depth) = convolve.view {
        let choose = act.reform(LabAction::Choose);
        let resize = |set: &Callback<Convolve>| {
            let to = convolve.clone();
            set.reform(move |depth| Convolve { view: View::Bottleneck(depth), ..(*to).clone() })
        };
        return html! {
            <main key="convolve" class="convolve">
                <DepthSettings {depth} set={resize(&set)} choose={resize(&choose)} say={say} {changes}>{ views }</DepthSettings>
                <DepthStage {depth} go={choose} said={lab.status().map(str::to_owned)} />
            </main>
        };
    }
    let settings = html! { <Settings convolve={convolve.clone()} model={model.cloned()} set={set.clone()} choose={act.reform(LabAction::Choose)} {say} {changes}>{ views }</Settings> };
    if matches!(convolve.view, View::Picture(_)) {
        return html! {
            <main key="convolve" class="convolve">
                { settings }
                <section class="stage" aria-label={text::ON_A_PICTURE}>
                    <PictureView {convolve} {theme} {show} {set} />
                </section>
            </main>
        };
    }
    let figure = Rc::new(lab.figure());
    let Figure { title, remark, symbols, formula, .. } = &*figure;
    html! {
        <main key="convolve" class="convolve">
            { settings }
            <section class="stage" aria-label={*title}>
                if convolve.view == View::Grids {
                    <div class="modes">
                        { modes(lab, act) }
                        { said(lab, remark.clone()) }
                    </div>
                } else {
                    <p class="view-said" role="status">{ lab.status().map(str::to_owned) }</p>
                }
                <FigureView figure={figure.clone()} room={Room::of(window, show)} window={window} {show} {theme}
                    events={events(act)} />
                <FormulaView symbols={symbols.clone()} formula={formula.clone()} {theme} with_name={true} />
                { bar(lab, &figure, theme, act) }
            </section>
        </main>
    }
}

fn views(
    lab: &Lab<Convolve>,
    set: &Callback<Convolve>,
    say: &Callback<String>,
    show_view: &Callback<LabsAction>,
) -> Html {
    let convolve = lab.example().clone();
    let chosen = convolve.view.index();
    let (set, say, show_view) = (set.clone(), say.clone(), show_view.clone());
    let choose = Callback::from(move |index: usize| match View::ALL.get(index) {
        None => {
            let linked = LinkedView::ALL.get(index - View::ALL.len());
            linked.into_iter().for_each(|(view, ..)| show_view.emit(LabsAction::ShowLinked(*view)));
        }
        Some((view, _)) => match convolve.in_view(*view) {
            Some(other) => set.emit(other),
            None => say.emit(text::NO_FORWARD_PASS.to_owned()),
        },
    });
    view_switch(chosen, choose)
}

/// The views of Convolve, the last of which have links of their own.
pub fn view_switch(chosen: usize, choose: Callback<usize>) -> Html {
    let names =
        View::ALL.iter().map(|(_, name)| *name).chain(LinkedView::ALL.iter().map(|(_, _, name)| *name));
    let options: Vec<AttrValue> = names.map(AttrValue::from).collect();
    html! { <Segments name={WHAT_IS_SHOWN} {options} {chosen} {choose} testid="view" /> }
}

fn modes(lab: &Lab<Convolve>, act: &Callback<LabAction<Convolve>>) -> Html {
    let convolve = lab.example().clone();
    let options: Vec<AttrValue> = Mode::ALL.iter().map(|(_, _, name)| (*name).into()).collect();
    let chosen = Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap_or(0);
    let choose = act.reform(move |index: usize| match convolve.in_mode(Mode::ALL[index].0) {
        Some(other) => LabAction::Set(other),
        None => LabAction::Say(text::NOTHING_COMES_OUT.to_owned()),
    });
    html! { <Segments name={text::MODES} {options} {chosen} {choose} testid="mode" /> }
}
