//! What the pages of all labs have: the bar under the timeline.

use std::rc::Rc;

use yew::prelude::*;

use super::export::ExportMenu;
use super::paint::Events;
use super::widgets::frames::Frames;
use super::widgets::transport::{Transport, predict_button};
use super::widgets::undo::UndoRedo;
use crate::app::color::Theme;
use crate::app::figure::Figure;
use crate::app::lab::{Example, Lab, LabAction};
use crate::app::show::Show;
use crate::app::text::lab as text;

/// How a place is seen.
#[derive(Clone, Copy)]
pub struct Seen {
    pub theme: Theme,
    pub show: Show,
    /// Width and height of the window, in CSS pixels.
    pub window: (f32, f32),
}

/// The bar under a timeline, with "predict first" and the exports.
pub fn bar<T: Example>(
    lab: &Lab<T>,
    figure: &Rc<Figure>,
    theme: Theme,
    act: &Callback<LabAction<T>>,
) -> Html {
    bar_with(lab, figure, theme, true, act)
}

/// The same, perhaps without the buttons that go by rows.
pub fn bar_with<T: Example>(
    lab: &Lab<T>,
    figure: &Rc<Figure>,
    theme: Theme,
    rows: bool,
    act: &Callback<LabAction<T>>,
) -> Html {
    let ([at, len], clock) = (lab.timeline(), lab.clock());
    let label = lab.position(&figure.position());
    html! {
        <>
            <Transport {at} {len} playing={clock.is_playing()} speed={clock.speed} looping={clock.looping}
                {label} {rows} act={act.reform(LabAction::Transport)} turn={act.reform(LabAction::Turn)}>
                if let Some(is_on) = lab.by_product() {
                    <button class="predict" data-testid="by-product" aria-pressed={is_on.to_string()} title={text::BY_PRODUCT_TITLE}
                        onclick={act.reform(|_: MouseEvent| LabAction::ByProduct)}>{ text::BY_PRODUCT }</button>
                }
                { predict_button(lab.predict(), act.reform(|_| LabAction::Predict)) }
                <ExportMenu exported={lab.export(figure.clone())} {theme} say={act.reform(LabAction::Say)} />
            </Transport>
            <Frames active={clock.is_playing()} tick={act.reform(|_| LabAction::Frame)} />
        </>
    }
}

/// How large the output is; to an audience also what is shown.
pub fn head(figure: &Figure, show: Show) -> Html {
    let Figure { title, example, brief, size, .. } = figure;
    html! {
        <p class="lab-head">
            if show == Show::Presented {
                <b data-testid="example-name">{ *example }</b>
                <span>{ *title }</span>
                if !brief.is_empty() { <span>{ brief }</span> }
            }
            if !size.is_empty() { <output class="size-line" data-testid="output-size">{ size }</output> }
        </p>
    }
}

/// The buttons that take changes back and do them again.
pub fn undo_redo<T: Example>(lab: &Lab<T>, act: &Callback<LabAction<T>>) -> Html {
    let (undo, redo) = (act.reform(|()| LabAction::Undo), act.reform(|()| LabAction::Redo));
    html! { <UndoRedo can={lab.can_undo_redo()} {undo} {redo} testids={["undo", "redo"]} /> }
}

/// What is said about a place: about what happened last, where there is something, which is seen wherever it is shown.
pub fn said<T: Example>(lab: &Lab<T>, otherwise: String) -> Html {
    let told = lab.status();
    let said = told.map_or(otherwise, str::to_owned);
    html! { <p class={classes!(told.map(|_| "told"))} aria-live="polite">{ said }</p> }
}

pub fn events<T: Example>(act: &Callback<LabAction<T>>) -> Events {
    Events {
        hover: act.reform(LabAction::Hover),
        pin: act.reform(LabAction::Pin),
        edit: act.reform(|(spot, edit)| LabAction::Edit(spot, edit)),
    }
}
