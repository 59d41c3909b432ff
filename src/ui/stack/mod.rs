//! The view Stack of Convolve: stacks of layers from the side, the recurrence as a table, the field on a picture, and what the
//! layers weigh.

mod field;
mod settings;
mod table;
mod weights;

use std::rc::Rc;

use yew::prelude::*;

use super::lab::{Seen, bar_with, events, said, undo_redo};
use super::paint::FigureView;
use super::views::switch_from;
use crate::app::figure::{Figure, Room};
use crate::app::lab::{Lab, LabAction, LinkedView};
use crate::app::places::draw::model::Model;
use crate::app::places::stack::Stack;
use crate::app::shell::labs::LabsAction;
use crate::app::text::stack as text;
use field::FieldView;
use settings::Settings;
use table::table;
use weights::weights;

/// The view, and the trained network, whose gradients can be looked at here. `show` opens another view of Convolve.
pub fn stack(
    lab: &Lab<Stack>,
    model: Option<&Rc<Model>>,
    seen: Seen,
    act: &Callback<LabAction<Stack>>,
    show: &Callback<LabsAction>,
) -> Html {
    let switch = switch_from(LinkedView::Stack, show);
    let Seen { theme, show, window } = seen;
    let stack = lab.example().clone();
    let figure = Rc::new(lab.figure());
    let Figure { title, remark, .. } = &*figure;
    let pointer = lab.pointer();
    let spoken = text::unit(&stack.row().label, stack.unit());
    html! {
        <main key="stack" class="convolve stacked">
            <Settings stack={stack.clone()} set={act.reform(LabAction::Set)} go={act.reform(LabAction::Go)} choose={act.reform(LabAction::Choose)} say={act.reform(LabAction::Say)}
                changes={undo_redo(lab, act)}>
                { switch }
            </Settings>
            <section class="stage" aria-label={*title}>
                <header class="stack-said" data-testid="remark">{ said(lab, remark.clone()) }</header>
                <FigureView figure={figure.clone()} room={Room::of_pyramids(window, show)} {window} {show} {theme} events={events(act)} />
                <div class="stack-below">
                    { table(&stack, pointer.hidden, act) }
                    <FieldView stack={stack.clone()} model={model.cloned()} {theme} hidden={pointer.hidden} go={act.reform(LabAction::Go)} />
                    { weights(&stack) }
                </div>
                { bar_with(lab, &figure, theme, false, act) }
                <span class="heard" aria-live="polite">{ (!lab.clock().is_playing()).then_some(spoken) }</span>
            </section>
        </main>
    }
}
