//! Drawings of one's own: drawn, named with one press, and trained on.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::train::{Collected, TrainAction};
use crate::app::text::train as text;
use crate::drawing::Drawing;
use crate::ui::browser::{forget, remember, remembered};
use crate::ui::widgets::surface::{Pen, Surface};

/// Under which name the browser keeps them.
const KEY: &str = "drawings";

#[derive(Properties, PartialEq)]
pub struct Props {
    pub theme: Theme,
    pub ask: Callback<TrainAction>,
}

#[component]
pub fn Drawn(Props { theme, ask }: &Props) -> Html {
    let drawing = use_state(Drawing::default);
    // What is drawn within one frame is drawn on what is not painted yet.
    let latest = use_mut_ref(Drawing::default);
    let collected = use_state(|| Collected::from_text(&remembered(KEY).unwrap_or_default()));
    let keep = {
        let collected = collected.clone();
        move |now: Collected| {
            match now == Collected::default() {
                true => forget(KEY),
                false => remember(KEY, &now.to_text()),
            }
            collected.set(now);
        }
    };
    let set = {
        let (drawing, latest) = (drawing.clone(), latest.clone());
        move |now: Drawing| {
            *latest.borrow_mut() = now.clone();
            drawing.set(now);
        }
    };
    let pen = {
        let (set, latest) = (set.clone(), latest.clone());
        Callback::from(move |pen: Pen| {
            let now = pen.draws_on(&latest.borrow());
            now.into_iter().for_each(&set);
        })
    };
    let digit = |digit: u8| {
        let (collected, keep, latest, set) = (collected.clone(), keep.clone(), latest.clone(), set.clone());
        let count = collected.counts()[usize::from(digit)];
        let onclick = move |_: MouseEvent| {
            let mut now = (*collected).clone();
            now.add(digit, latest.take());
            keep(now);
            set(Drawing::default());
        };
        html! {
            <button class="chip" {onclick} disabled={drawing.is_empty()} data-testid={format!("drawn-{digit}")}
                aria-label={text::this_is(digit, count)}>{ digit }<small>{ count }</small></button>
        }
    };
    let clear = {
        let set = set.clone();
        move |_: MouseEvent| set(Drawing::default())
    };
    let undo = {
        let (collected, keep) = (collected.clone(), keep.clone());
        move |_: MouseEvent| {
            let mut now = (*collected).clone();
            now.undo();
            keep(now);
        }
    };
    let none = collected.counts() == [0; 10];
    let own = collected.own().map(Rc::new);
    let train = {
        let (ask, own) = (ask.clone(), own.clone());
        move |_: MouseEvent| own.iter().for_each(|own| ask.emit(TrainAction::UseDataset(own.clone())))
    };
    html! {
        <div class="drawn">
            <Surface drawing={(*drawing).clone()} theme={*theme} testid="own-pad" name={text::PAD}
                invitation={text::INVITATION} {pen} />
            <div class="drawn-digits" role="group" aria-label={text::LABEL}>{ for (0..10).map(digit) }</div>
            <div class="acts">
                <button class="chip" onclick={clear} disabled={drawing.is_empty()}>{ text::CLEAR }</button>
                <button class="chip" onclick={undo} disabled={none}>{ text::UNDO }</button>
                <button class="chip chosen" onclick={train} disabled={own.is_none()} data-testid="train-on-drawn" title={text::TRAIN_ON_THESE_TITLE}>{ text::TRAIN_ON_THESE }</button>
            </div>
        </div>
    }
}
