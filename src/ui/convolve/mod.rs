//! The place Convolve: three grids — what goes in, what it is multiplied with, what comes out — and a timeline.

mod bottleneck;
mod gradients;
mod nudge;
pub mod picture;
mod settings;

use std::rc::Rc;

use yew::prelude::*;

use super::export::ExportMenu;
use super::lab::{Seen, bar, events, head, said, undo_redo};
use super::paint::{FigureView, FormulaView};
use super::widgets::segments::Segments;
use crate::app::figure::{Figure, Room};
use crate::app::lab::{Export, Lab, LabAction, LinkedView};
use crate::app::places::convolve::{Convolve, Letters, Mode, Order, View};
use crate::app::places::draw::model::Model;
use crate::app::shell::labs::LabsAction;
use crate::app::show::Show;
use crate::app::text::Text;
use crate::app::text::{convolve as text, lab::NUDGE, lab::WHAT_IS_SHOWN};
use bottleneck::{DepthSettings, DepthStage};
use gradients::Gradients;
use nudge::NudgePanel;
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
        // It has no timeline.
        let exported = Export { steps: 1, ..lab.export(Rc::new(lab.figure())) };
        return html! {
            <main key="convolve" class="convolve">
                <DepthSettings {depth} set={resize(&set)} choose={resize(&choose)} say={say.clone()} {changes}>{ views }</DepthSettings>
                <DepthStage {depth} go={choose} said={lab.status().map(str::to_owned)}>
                    <ExportMenu {exported} {theme} {say} />
                </DepthStage>
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
    let nudges = convolve.mode == Mode::Forward && convolve.view == View::Grids && convolve.nudge != [0; 2];
    let details =
        convolve.mode == Mode::WeightGradient && convolve.view == View::Grids && show != Show::Framed;
    let room =
        Room::of(window, show, figure.lines).above(if details || nudges { gradients::HEIGHT } else { 0.0 });
    let Figure { title, remark, symbols, formula, .. } = &*figure;
    html! {
        <main key="convolve" class="convolve">
            { settings }
            <section class="stage" aria-label={*title}>
                if convolve.view == View::Grids {
                    <div class="modes">
                        { modes(lab, act) }
                        { seen_as(&convolve, &set) }
                        { said(lab, String::new()) }
                    </div>
                } else {
                    <p class="view-said" role="status">{ lab.status().map(str::to_owned) }</p>
                }
                { head(&figure, show) }
                <FigureView figure={figure.clone()} {room} window={window} {show} {theme} events={events(act)}>
                    <FormulaView symbols={symbols.clone()} formula={formula.clone()} {theme} with_name={true} events={events(act)}>
                        <p class="remark" data-testid="remark">{ remark }</p>
                    </FormulaView>
                </FigureView>
                if nudges {
                    <NudgePanel convolve={convolve.clone()} {theme} set={set.clone()} />
                }
                if details {
                    <Gradients convolve={convolve.clone()} target={convolve.target(&lab.pointer())} {theme} act={act.clone()} hover={events(act).hover} />
                }
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
            None => say.emit(text::NO_FORWARD_PASS.to_string()),
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

/// Numbers or letters, and how they are counted; how often each cell is seen.
fn seen_as(convolve: &Rc<Convolve>, set: &Callback<Convolve>) -> Html {
    let change = |make: fn(&mut Convolve, usize)| {
        let convolve = convolve.clone();
        set.reform(move |chosen: usize| {
            let mut to = (*convolve).clone();
            make(&mut to, chosen);
            to
        })
    };
    let Letters { shown, base, order } = convolve.letters;
    let names = |names: [Text; 2]| names.map(AttrValue::from).to_vec();
    let letters = change(|to, chosen| to.letters.shown = chosen == 1);
    let bases = change(|to, chosen| to.letters.base = Letters::BASES[chosen].0);
    let orders = change(|to, chosen| to.letters.order = Order::ALL[chosen].0);
    let nudge =
        change(|to, _| to.nudge = if to.nudge == [0; 2] { [0, 1] } else { [0; 2] }).reform(|_: MouseEvent| 0);
    let count = change(|to, _| to.counts_uses = !to.counts_uses).reform(|_: MouseEvent| 0);
    html! {
        <>
            <Segments name={text::NUMBERS_OR_LETTERS} options={names(text::NUMBERS_LETTERS)} chosen={usize::from(shown)} choose={letters} testid="letters" />
            if shown {
                <Segments name={text::COUNTED_FROM} options={names(Letters::BASES.map(|(.., name)| name))} chosen={base} choose={bases} testid="base" />
                <Segments name={text::LETTER_ORDER} options={names(Order::ALL.map(|(.., name)| name))}
                    chosen={usize::from(order == Order::Columns)} choose={orders} testid="order" />
            }
            if let Some(zeros) = convolve.zero_inserted() {
                <button class="chip" data-testid="zero-inserted" title={text::ZEROS_TITLE} onclick={set.reform(move |_: MouseEvent| zeros.clone())}>{ text::ZEROS }</button>
            }
            if convolve.mode == Mode::Forward {
                <button class="chip" data-testid="nudge" title={text::NUDGE_TITLE} aria-pressed={(convolve.nudge != [0; 2]).to_string()} onclick={nudge}>{ NUDGE }</button>
            }
            if convolve.mode != Mode::Transposed {
                <button class="chip" data-testid="use-count" title={text::COUNT_USES_TITLE} aria-pressed={convolve.counts_uses.to_string()} onclick={count}>{ text::COUNT_USES }</button>
            }
        </>
    }
}

fn modes(lab: &Lab<Convolve>, act: &Callback<LabAction<Convolve>>) -> Html {
    let convolve = lab.example().clone();
    let options: Vec<AttrValue> = Mode::ALL.iter().map(|(_, _, name)| (*name).into()).collect();
    let chosen = Mode::ALL.iter().position(|(mode, ..)| *mode == convolve.mode).unwrap_or(0);
    let choose = act.reform(move |index: usize| match convolve.in_mode(Mode::ALL[index].0) {
        Some(other) => LabAction::Set(other),
        None => LabAction::Say(text::NOTHING_COMES_OUT.to_string()),
    });
    html! { <Segments name={text::MODES} {options} {chosen} {choose} testid="mode" /> }
}
